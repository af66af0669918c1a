-- Data policies (data loss prevention).

-- A data policy.
CREATE TABLE dlp_policy_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key: GUID of the policy
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	environment_type TEXT, -- word: AllEnvironments, OnlyEnvironments, ExceptEnvironments, SingleEnvironment
	is_shared       INTEGER, -- bool: shared with makers, as the CoE team noted
	default_classification TEXT, -- word: Confidential, General or Blocked: where unlisted connectors fall
	group_count     INTEGER, -- int: groups of connectors that its record lists, 0 for an empty list; NULL when it does not say
	created_at      INTEGER, -- time: creation
	created_by_name TEXT, -- text: who created it
	modified_at     INTEGER, -- time, moving: last change
	modified_by_name TEXT, -- text: who changed it last
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_policy_version_key ON dlp_policy_version (policy_id, valid_from);

-- An environment that a policy names: included or excepted, by its environment_type.
CREATE TABLE dlp_policy_environment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to dlp_policy: policy
	policy_ref      TEXT, -- ref: the policy as the source named it, when by another name
	environment_id  TEXT NOT NULL, -- id, key, to environment: environment named
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_policy_environment_version_key ON dlp_policy_environment_version (policy_id, environment_id, valid_from);
CREATE INDEX dlp_policy_environment_version_environment_ref ON dlp_policy_environment_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX dlp_policy_environment_version_policy_ref ON dlp_policy_environment_version (policy_ref COLLATE NOCASE) WHERE policy_ref IS NOT NULL;

-- A connector that a policy puts into a group.
CREATE TABLE dlp_policy_connector_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to dlp_policy: policy
	policy_ref      TEXT, -- ref: the policy as the source named it, when by another name
	connector_id    TEXT NOT NULL, -- id, key, to connector: connector
	connector_ref   TEXT, -- ref: the connector as the source named it, when by another name
	connector_name  TEXT, -- text: as the policy's record says it
	classification  TEXT, -- word: Confidential, General or Blocked
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_policy_connector_version_key ON dlp_policy_connector_version (policy_id, connector_id, valid_from);
CREATE INDEX dlp_policy_connector_version_connector_ref ON dlp_policy_connector_version (connector_ref COLLATE NOCASE) WHERE connector_ref IS NOT NULL;
CREATE INDEX dlp_policy_connector_version_policy_ref ON dlp_policy_connector_version (policy_ref COLLATE NOCASE) WHERE policy_ref IS NOT NULL;
