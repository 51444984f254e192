-- The last head of each program that a store signed, whole: verified again whenever it is read. A store has a say in the
-- programs that were installed from it; what another one says of the same program is kept beside.
CREATE TABLE head (
    program   TEXT NOT NULL,
    -- Base address, as in `program`.
    store     TEXT NOT NULL,
    channel   TEXT NOT NULL,
    epoch     INTEGER NOT NULL,
    envelope  BLOB NOT NULL,
    issued_at INTEGER NOT NULL,
    PRIMARY KEY (program, store, channel)
) STRICT, WITHOUT ROWID;
-- `head_sequence`, `min_sequence` and `recalled` of `program` stay for the time before the first head is kept: what a store
-- withdrew by then stays withdrawn.

-- The epoch of the head that named the release: sequences count within it.
ALTER TABLE release ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;

-- Versions that failed their start here: how often, and when (seconds since 1970) they may be tried again.
CREATE TABLE failed_release (
    program  TEXT NOT NULL,
    digest   TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    again    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (program, digest)
) STRICT, WITHOUT ROWID;
INSERT INTO failed_release (program, digest, sequence, count, again, reason)
    SELECT b.program, r.digest, b.sequence, 1, b.at + 86400, b.reason
    FROM bad_release b JOIN release r ON r.program = b.program AND r.sequence = b.sequence;
DROP TABLE bad_release;

-- Written and never read: releases say which packages there are.
DROP TABLE package;
