-- The newest root of each store that was verified against the one before it.
CREATE TABLE store_root (
    store    TEXT PRIMARY KEY,
    version  INTEGER NOT NULL,
    envelope BLOB NOT NULL
) STRICT;

-- Signed statements that are on the device. digest: of the envelope's bytes.
CREATE TABLE release (
    digest   TEXT PRIMARY KEY,
    program  TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    version  TEXT NOT NULL,
    envelope BLOB NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX release_of_program ON release (program, sequence);

-- Package files in packages/<sha256>.zip, whole and verified.
CREATE TABLE package (
    sha256   TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    used_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE program (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    description   TEXT NOT NULL DEFAULT '',
    -- Base address of the store it came from; 'home' for the built-in one.
    store         TEXT NOT NULL,
    -- The developer's key, pinned at the first install.
    developer_key TEXT NOT NULL,
    -- What opens; what is staged for the next cold start; what to fall back to.
    active        TEXT NOT NULL REFERENCES release (digest),
    pending       TEXT REFERENCES release (digest),
    previous      TEXT REFERENCES release (digest),
    -- Starts of `active` that never painted a page; NULL once one did.
    trial_starts  INTEGER DEFAULT 0,
    -- From the newest head: highest sequence seen, and what the store withdrew.
    head_sequence INTEGER NOT NULL DEFAULT 0,
    min_sequence  INTEGER NOT NULL DEFAULT 0,
    recalled      TEXT NOT NULL DEFAULT '[]',
    checked_at    INTEGER NOT NULL DEFAULT 0,
    installed_at  INTEGER NOT NULL,
    last_used     INTEGER NOT NULL DEFAULT 0,
    uses          INTEGER NOT NULL DEFAULT 0,
    -- Hidden ones are not in recents (removed by the person, or the home).
    recent        INTEGER NOT NULL DEFAULT 1,
    -- NULL: not a favourite; else when it became one.
    favourite_at  INTEGER
) STRICT;

-- Versions that failed their first start here: never staged again.
CREATE TABLE bad_release (
    program  TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (program, sequence)
) STRICT, WITHOUT ROWID;

-- wx.setStorage. bytes: of key and value together, for the quota.
CREATE TABLE storage (
    program TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    bytes   INTEGER NOT NULL,
    PRIMARY KEY (program, key)
) STRICT, WITHOUT ROWID;

-- The person's standing answers. A `once` is never stored.
CREATE TABLE consent (
    program TEXT NOT NULL,
    scope   TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (program, scope)
) STRICT, WITHOUT ROWID;

-- Each sensitive call, allowed or not.
CREATE TABLE ledger (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    program    TEXT NOT NULL,
    scope      TEXT NOT NULL,
    capability TEXT NOT NULL,
    outcome    TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_of_program ON ledger (program, at);

-- An anonymous identity for each program: two programs cannot compare people.
CREATE TABLE identity (
    program TEXT PRIMARY KEY,
    openid  TEXT NOT NULL
) STRICT;
