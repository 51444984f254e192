-- The catalog, version 2: a release keeps its own texts, a head is of a channel and has a revision, may name a
-- candidate, and is signed when it is next asked for; who changed what is kept.

-- Of releases from before, only the stable one's texts are known; for others they are NULL.
ALTER TABLE release ADD COLUMN name TEXT;
ALTER TABLE release ADD COLUMN description TEXT;
ALTER TABLE release ADD COLUMN icon BLOB CHECK (icon IS NULL OR length(icon) = 32);
ALTER TABLE release ADD COLUMN icon_type TEXT;
-- The channel whose head is to name it: until it does, the publication was cut off. NULL for none, and from before.
ALTER TABLE release ADD COLUMN channel TEXT;

UPDATE release SET
    name = (SELECT p.name FROM program p WHERE p.id = release.program),
    description = (SELECT p.description FROM program p WHERE p.id = release.program),
    icon = (SELECT p.icon FROM program p WHERE p.id = release.program),
    icon_type = (SELECT p.icon_type FROM program p WHERE p.id = release.program)
WHERE EXISTS (
    SELECT 1 FROM head h WHERE h.program = release.program AND h.sequence = release.sequence
);

-- What is left in the table of programs is what was given at registration.
ALTER TABLE program DROP COLUMN description;
ALTER TABLE program DROP COLUMN icon;
ALTER TABLE program DROP COLUMN icon_type;

CREATE TABLE head_2 (
    program   TEXT NOT NULL REFERENCES program (id),
    channel   TEXT NOT NULL,
    -- Counts changes of what the head says: who changes it names the one they read.
    revision  INTEGER NOT NULL CHECK (revision > 0),
    -- Of the stable release.
    sequence  INTEGER NOT NULL,
    candidate INTEGER,
    -- For whom the candidate is, as JSON.
    trial     TEXT,
    minimum   INTEGER NOT NULL DEFAULT 0,
    recalled  TEXT NOT NULL DEFAULT '[]',
    ends_at   INTEGER,
    -- When it was last signed.
    issued    INTEGER NOT NULL DEFAULT 0,
    -- The signed form, all or none: none since it was changed.
    envelope  BLOB,
    keyid     TEXT,
    epoch     INTEGER,
    expires   INTEGER,
    PRIMARY KEY (program, channel),
    FOREIGN KEY (program, sequence) REFERENCES release (program, sequence),
    FOREIGN KEY (program, candidate) REFERENCES release (program, sequence)
) STRICT;

-- Heads live for days and are signed here: those of format 1 are signed anew, in format 2.
INSERT INTO head_2 (program, channel, revision, sequence, minimum, recalled)
SELECT program, 'release', 1, sequence, minimum, recalled FROM head;
DROP TABLE head;
ALTER TABLE head_2 RENAME TO head;

-- Who changed what. Only added to.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    who     TEXT NOT NULL,
    action  TEXT NOT NULL,
    program TEXT,
    detail  TEXT NOT NULL
) STRICT;
CREATE INDEX audit_program ON audit (program, number);
