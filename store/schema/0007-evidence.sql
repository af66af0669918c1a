-- Evidence about the inventory itself.

-- An error that the CoE kit noted while collecting. (moving)
CREATE TABLE sync_error_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	sync_error_id   TEXT NOT NULL, -- id, key: GUID of the row
	flow_name       TEXT, -- text: the kit's flow that failed
	environment_name TEXT, -- text: environment it was working on
	occurred_at     INTEGER, -- time: when
	url             TEXT, -- text: address of the failed run
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX sync_error_version_key ON sync_error_version (sync_error_id, valid_from);

-- An app or flow that makes up the CoE kit, and how its last run ended.
CREATE TABLE coe_component_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	component_id    TEXT NOT NULL, -- id, key: GUID of the row
	object_id       TEXT, -- id: the app or flow
	display_name    TEXT, -- text: name shown to people
	object_type     TEXT, -- word: Flow, App, ...
	solution        TEXT, -- word: kit solution it belongs to
	solution_area   TEXT, -- word: Inventory, Compliance, ...
	last_run_at     INTEGER, -- time, moving: last run the kit noted
	last_run_passed INTEGER, -- bool: that run ended well
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX coe_component_version_key ON coe_component_version (component_id, valid_from);

-- Newest time at which the CoE kit wrote a row of a table: the age of the inventory. (moving)
CREATE TABLE freshness_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: the entity those rows describe
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: environment of those rows; '' for rows of the whole tenant
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name (entity.column:value)
	newest_at       INTEGER, -- time, max: newest of their modification times
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX freshness_version_key ON freshness_version (resource_kind, environment_id, valid_from);
CREATE INDEX freshness_version_environment_ref ON freshness_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- What a collector's export says of its own parts: a part that came back empty is no empty list.
CREATE TABLE collector_part_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	part            TEXT NOT NULL, -- word, key: the part, as the export calls it
	path            TEXT NOT NULL, -- text, key, optional: a value in it; '' for the part itself
	element_count   INTEGER, -- int: what the collector's calls gave, 0 when they gave nothing; NULL when the part is not there
	value           TEXT, -- text: the value, NULL when the export says null
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX collector_part_version_key ON collector_part_version (part, path, valid_from);
