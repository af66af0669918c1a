-- Connectors, connections, and who uses them.

-- A connector, certified or custom.
CREATE TABLE connector_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	connector_id    TEXT NOT NULL, -- id, key: its name in the API (shared_sql, ...)
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: what its publisher wrote about it
	publisher       TEXT, -- text: publisher
	tier            TEXT, -- word: Standard, Premium
	source          TEXT, -- word: marketplace, powerapps-user-defined, independent-publisher, ...
	release_tag     TEXT, -- word: Production, Preview
	is_custom       INTEGER, -- bool: a custom connector
	is_virtual      INTEGER, -- bool: a built-in action that data policies treat as a connector
	is_unblockable  INTEGER, -- bool: data policies cannot block it
	environment_id  TEXT, -- id, to environment: the environment of a custom connector
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name (entity.column:value)
	created_by_id   TEXT, -- id, to principal: maker of a custom connector
	created_by_ref  TEXT, -- ref: the maker as the source named it, when by another name
	created_by_name TEXT, -- text: the maker's name, as the record says it
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	host            TEXT, -- text: host of a custom connector
	host_is_http    INTEGER, -- bool: that host is called without encryption
	is_orphaned     INTEGER, -- bool: the CoE kit's own verdict
	is_deleted      INTEGER, -- bool: known to be deleted
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX connector_version_key ON connector_version (connector_id, valid_from);
CREATE INDEX connector_version_created_by_ref ON connector_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;
CREATE INDEX connector_version_environment_ref ON connector_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A signed-in connection to a connector.
CREATE TABLE connection_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	connection_id   TEXT NOT NULL, -- id, key: its name in the API
	connector_id    TEXT, -- id, to connector: connector
	connector_ref   TEXT, -- ref: the connector as the source named it, when by another name
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	status          TEXT, -- word: Connected, Error, ...; the worst where there are several
	error_code      TEXT, -- word: code of the error
	error_message   TEXT, -- text: message of the error
	account_name    TEXT, -- text: the account signed in, as the record says it
	auth_type       TEXT, -- word: kind of authentication
	created_by_id   TEXT, -- id, to principal: who made it
	created_by_ref  TEXT, -- ref: the maker as the source named it, when by another name
	created_by_name TEXT, -- text: that person's name, as the record says it
	created_by_upn  TEXT, -- text: that person's UPN, as the record says it
	created_at      INTEGER, -- time: creation
	allow_sharing   INTEGER, -- bool: may be shared
	is_sso          INTEGER, -- bool: signs each user in by themselves
	is_deleted      INTEGER, -- bool: known to be deleted
	deleted_at      INTEGER, -- time: deletion
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX connection_version_key ON connection_version (connection_id, valid_from);
CREATE INDEX connection_version_created_by_ref ON connection_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;
CREATE INDEX connection_version_connector_ref ON connection_version (connector_ref COLLATE NOCASE) WHERE connector_ref IS NOT NULL;
CREATE INDEX connection_version_environment_ref ON connection_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- When a connection's token was last refreshed, apart from the connection because it moves by itself. (moving)
CREATE TABLE connection_activity_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	connection_id   TEXT NOT NULL, -- id, key, to connection: connection
	refreshed_at    INTEGER, -- time: last refresh of its token, or last failed one
	token_expires_at INTEGER, -- time: end of the access token, not of the consent
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX connection_activity_version_key ON connection_activity_version (connection_id, valid_from);

-- Which flow or app uses which connector through which connection.
CREATE TABLE resource_connector_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: flow, app, agent
	resource_id     TEXT NOT NULL, -- id, key: the resource
	resource_ref    TEXT, -- ref: the resource as the source named it, when by another name
	connector_id    TEXT NOT NULL, -- id, key, to connector: connector
	connector_ref   TEXT, -- ref: the connector as the source named it, when by another name (entity.column:value)
	reference       TEXT NOT NULL, -- text, key, optional: name of the reference inside the resource; '' where a source does not name it
	environment_id  TEXT, -- id, to environment: the environment of the resource
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	connection_id   TEXT, -- id, to connection: the connection it is bound to
	connection_reference TEXT, -- text: logical name of a solution's connection reference
	runs_as         TEXT, -- word: embedded (the owner's connection) or invoker (the running user's)
	tier            TEXT, -- word: Standard, Premium, as the resource's record says it
	is_implicitly_shared INTEGER, -- bool: the app shares its maker's connection
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX resource_connector_version_key ON resource_connector_version (resource_kind, resource_id, connector_id, reference, valid_from);
CREATE INDEX resource_connector_version_environment_ref ON resource_connector_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX resource_connector_version_resource_ref ON resource_connector_version (resource_ref COLLATE NOCASE) WHERE resource_ref IS NOT NULL;
CREATE INDEX resource_connector_version_connector_ref ON resource_connector_version (connector_ref COLLATE NOCASE) WHERE connector_ref IS NOT NULL;
