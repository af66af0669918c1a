-- Facts about the collection: what was brought in, when, how much of it, and what was refused.

-- One moment of the tenant, as collected.
CREATE TABLE snapshot (
	snapshot_at    INTEGER PRIMARY KEY, -- time: the moment the collected data describes
	at_basis       TEXT NOT NULL,       -- text: how that moment is known: given, manifest, told by the files, or file time
	label          TEXT,                -- text: the user's name for it (--label)
	imported_at    INTEGER NOT NULL,    -- time: when it was first imported; not part of the canonical dump
	tool_version   TEXT NOT NULL,       -- text: the stocktake that imported it; not part of the canonical dump
	collected_by   TEXT                 -- text: who or what collected the files, as their manifest says
) STRICT;

-- One input file of a snapshot, recognised or not. Read = kept + merged + rejected.
CREATE TABLE source_file (
	source_file_id   INTEGER PRIMARY KEY, -- int: local number
	snapshot_at      INTEGER NOT NULL,    -- time: the snapshot it belongs to
	path             TEXT NOT NULL,       -- text: relative to what was given on the command line; of a member, below the container's
	sha256           TEXT NOT NULL,       -- text: of the bytes as they lay there, in hex
	bytes            INTEGER NOT NULL,    -- int: size as it lay there
	modified_at      INTEGER,             -- time: of the file or member; NULL when it has none
	format           TEXT,                -- text: the format description that read it; NULL when none knew it
	reason           TEXT,                -- text: why it was not imported, or not as a whole; NULL when it was
	container        TEXT,                -- text: file, gzip, zip, gzip in zip, ...
	encoding         TEXT,                -- text: UTF-8, UTF-8 BOM, UTF-16LE, ...
	layout           TEXT,                -- text: json, csv, or container (each of its members is a file too)
	covers           TEXT,                -- text: tenant, environment, object or some
	is_complete      INTEGER NOT NULL,    -- bool: no page of it is missing and its end was reached
	records_read     INTEGER NOT NULL,    -- int: source records seen
	records_kept     INTEGER NOT NULL,    -- int: of these, the first description of an object in this snapshot
	records_merged   INTEGER NOT NULL,    -- int: of these, a further description of an object already kept
	records_rejected INTEGER NOT NULL     -- int: of these, not taken in; see reject
) STRICT;
CREATE INDEX source_file_snapshot ON source_file (snapshot_at);

-- What was not taken in, and why: a whole record, or one field of a record that was kept.
CREATE TABLE reject (
	source_file_id INTEGER NOT NULL, -- int: the file
	record         INTEGER,          -- int: number of the record in the file, from 1; NULL for the whole file
	byte_offset    INTEGER,          -- int: where the record starts in the decoded text
	line           INTEGER,          -- int: line where the record starts, for CSV
	field          TEXT,             -- text: the source's field; NULL when the whole record was refused
	value          TEXT,             -- text: what it held, shortened and masked
	reason         TEXT NOT NULL     -- text: what is wrong with it
) STRICT;
CREATE INDEX reject_file ON reject (source_file_id);

-- What a snapshot saw whole. Absence closes a version only inside a covered scope.
CREATE TABLE coverage (
	snapshot_at   INTEGER NOT NULL, -- time: the snapshot
	entity        TEXT NOT NULL,    -- text: the entity
	resource_kind TEXT NOT NULL,    -- text: the part of the entity (flow, app, ...); '' when it has no parts
	scope         TEXT NOT NULL,    -- text: tenant, environment, object, or some (seen, but nothing whole)
	scope_id      TEXT NOT NULL,    -- text: the environment or object; '' for tenant and some
	scope_ref     TEXT NOT NULL,    -- text: that as the source named it, when by another name; else ''
	PRIMARY KEY (entity, resource_kind, scope, scope_id, snapshot_at, scope_ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX coverage_scope_ref ON coverage (entity, scope_ref COLLATE NOCASE) WHERE scope_ref <> '';

-- An object seen in a snapshot that did not cover its scope: proof of presence, never of absence.
CREATE TABLE sighting (
	snapshot_at INTEGER NOT NULL, -- time: the snapshot
	entity      TEXT NOT NULL,    -- text: the entity
	object_key  TEXT NOT NULL,    -- text: the key columns, joined by '|'
	PRIMARY KEY (entity, object_key, snapshot_at)
) STRICT, WITHOUT ROWID;

-- Entities that may no longer bear a name by which something was resolved: the next import looks at every reference.
CREATE TABLE unsettled (
	entity TEXT PRIMARY KEY -- text: the entity
) STRICT, WITHOUT ROWID;
