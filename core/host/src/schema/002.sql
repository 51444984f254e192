-- Every root between the anchor of host.toml and the newest: checked step by step at each start, so that a row that
-- somebody wrote into this file makes no root. The one row a store of before proved nothing by itself; it is fetched again.
DROP TABLE store_root;
CREATE TABLE store_root (
    store    TEXT NOT NULL,
    version  INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    PRIMARY KEY (store, version)
) STRICT;

-- Local search: names, ids and descriptions, cut into tokens before they come here.
CREATE VIRTUAL TABLE program_search USING fts5(program UNINDEXED, tokens);
