-- What reports answered: computed once, kept as long as it is true, left out of the canonical dump. The answers to a question are
-- those of the first so many snapshots: a change of the past takes away all from there on.

-- A report with all that its answer hangs on but the data.
CREATE TABLE question (
	question_id INTEGER PRIMARY KEY, -- int: local number; the newest has the greatest
	report      TEXT NOT NULL,       -- text: its id
	sha256      TEXT NOT NULL,       -- text: of its text, parameters, lists, views, and of the program's version
	UNIQUE (report, sha256)
) STRICT;

-- The answer at one snapshot. Numbers are NULL while it was not evaluated.
CREATE TABLE answer (
	question_id INTEGER NOT NULL, -- int: what was asked
	snapshot_at INTEGER NOT NULL, -- time: the snapshot
	status      TEXT NOT NULL,    -- text: complete, partial or not-evaluated
	reason      TEXT NOT NULL,    -- text: why it is not complete; '' when it is
	findings    INTEGER,          -- int: findings with different fingerprints
	fresh       INTEGER,          -- int: of these, never seen before; NULL in the first answer, as the next two
	reopened    INTEGER,          -- int: of these, seen before, and proved gone in between
	resolved    INTEGER,          -- int: seen before, now proved gone
	unseen      INTEGER,          -- int: seen before, not seen now, and nothing proves them gone
	PRIMARY KEY (question_id, snapshot_at)
) STRICT, WITHOUT ROWID;

-- A finding from the answer that first showed it until the first one that did not. Where nothing was evaluated it goes on.
CREATE TABLE spell (
	question_id    INTEGER NOT NULL, -- int: what was asked
	fingerprint    TEXT NOT NULL,    -- text: of the finding
	seen_from      INTEGER NOT NULL, -- time: the first snapshot that shows it
	seen_to        INTEGER,          -- time: the first answer without it; NULL while it stands
	gone_at        INTEGER,          -- time: the first answer that proves it gone; NULL while none does
	severity       TEXT NOT NULL,    -- text: when the spell began
	resource_kind  TEXT NOT NULL,    -- text: what it is about; '' when that is not known, as the next two
	resource_id    TEXT NOT NULL,    -- text: its id
	environment_id TEXT NOT NULL,    -- text: where that is
	name           TEXT NOT NULL,    -- text: what it was called when the spell began
	PRIMARY KEY (question_id, fingerprint, seen_from)
) STRICT, WITHOUT ROWID;
