-- The person's standing answers: `always`, `never`, or `until` a time (seconds since 1970). What holds only while the
-- program is open, and what was allowed once, is not stored.
CREATE TABLE consent_grant (
    program TEXT NOT NULL,
    scope   TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('always', 'until', 'never')),
    until   INTEGER,
    at      INTEGER NOT NULL,
    PRIMARY KEY (program, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO consent_grant (program, scope, state, until, at)
    SELECT program, scope, CASE allowed WHEN 0 THEN 'never' ELSE 'always' END, NULL, at FROM consent;
DROP TABLE consent;

-- A ledger's row says where the program was; the same call that comes again within a minute is counted in its row, so that
-- nobody flushes what they did before by doing something else a thousand times.
ALTER TABLE ledger ADD COLUMN page TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ledger ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;
UPDATE ledger SET last_at = at;
DROP INDEX ledger_of_program;
CREATE INDEX ledger_of_program ON ledger (program, id);
CREATE INDEX ledger_of_scope ON ledger (scope, id);
