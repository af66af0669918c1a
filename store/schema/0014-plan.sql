-- What people mean to do about findings.

-- A line of the plan that someone filled in: who deals with a finding, and until when.
CREATE TABLE plan_item_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	fingerprint     TEXT NOT NULL, -- id, key: of the finding
	report          TEXT, -- text: the report that found it
	assigned_to     TEXT, -- text: who deals with it
	due_at          INTEGER, -- time: until when
	comment         TEXT, -- text: what was noted
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX plan_item_version_key ON plan_item_version (fingerprint, valid_from);
