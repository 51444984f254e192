-- The catalog, version 1. Times are seconds since 1970 (UTC). Digests are 32 bytes. Signed documents
-- are kept as the bytes that were signed and served, never taken apart and put together again.

CREATE TABLE program (
    id            TEXT PRIMARY KEY NOT NULL,
    -- Given at registration, replaced by the newest release's.
    name          TEXT NOT NULL,
    description   TEXT NOT NULL DEFAULT '',
    -- The Ed25519 public key that releases must be signed with: 32 bytes in base64.
    developer_key TEXT NOT NULL CHECK (length(developer_key) = 44),
    -- The picture of the newest release, a blob of its own.
    icon          BLOB CHECK (icon IS NULL OR length(icon) = 32),
    icon_type     TEXT,
    created       INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
    program  TEXT NOT NULL REFERENCES program (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    version  TEXT NOT NULL,
    -- Of the countersigned envelope, which is a blob.
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    -- Of the statement that the developer signed: makes publishing the same again harmless.
    payload  BLOB NOT NULL CHECK (length(payload) = 32),
    entry    TEXT NOT NULL,
    created  INTEGER NOT NULL,
    PRIMARY KEY (program, sequence)
) STRICT, WITHOUT ROWID;

-- One head a program: what hosts are told. Replaced, never changed in place.
CREATE TABLE head (
    program  TEXT PRIMARY KEY NOT NULL REFERENCES program (id),
    sequence INTEGER NOT NULL,
    minimum  INTEGER NOT NULL DEFAULT 0,
    recalled TEXT NOT NULL DEFAULT '[]',
    envelope BLOB NOT NULL,
    -- The key that signed it, to find heads of a key that was replaced.
    keyid    TEXT NOT NULL,
    expires  INTEGER NOT NULL,
    FOREIGN KEY (program, sequence) REFERENCES release (program, sequence)
) STRICT;

CREATE TABLE root (
    version  INTEGER PRIMARY KEY NOT NULL CHECK (version > 0),
    envelope BLOB NOT NULL
) STRICT;

-- Tokens made by tiffin_protocol::tokens, separated by spaces: the tokenizer here only splits them.
CREATE VIRTUAL TABLE search USING fts5 (
    id UNINDEXED, name, description, name_alias,
    tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
);
