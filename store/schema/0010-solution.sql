-- Solutions and what they carry.

-- A solution in an environment. The default solutions bear the same id everywhere, so the environment is part of the key.
CREATE TABLE solution_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: the environment it is installed in; '' for a solution file
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	solution_id     TEXT NOT NULL, -- id, key, identity: GUID; the unique name where a source has no GUID
	unique_name     TEXT, -- text: unique name
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	version         TEXT, -- text: version
	publisher       TEXT, -- text: publisher
	publisher_prefix TEXT, -- text: customization prefix of the publisher
	is_managed      INTEGER, -- bool: managed
	is_visible      INTEGER, -- bool: shown to makers
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	created_by_id   TEXT, -- id, to principal: who made it
	created_by_ref  TEXT, -- ref: the created by as the source named it, when by another name
	created_by_name TEXT, -- text: that person's name, as the record says it
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	installed_at    INTEGER, -- time: installation
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it
	is_orphaned     INTEGER, -- bool: the CoE kit's own verdict
	is_deleted      INTEGER, -- bool: known to be deleted
	deleted_at      INTEGER, -- time: when it was found deleted
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX solution_version_key ON solution_version (environment_id, solution_id, valid_from);
CREATE INDEX solution_version_environment_ref ON solution_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX solution_version_owner_ref ON solution_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;
CREATE INDEX solution_version_created_by_ref ON solution_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;

-- An object that a solution carries.
CREATE TABLE solution_component_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	solution_id     TEXT NOT NULL, -- id, key, to solution: the solution: GUID or unique name
	solution_ref    TEXT, -- ref: the solution as the source named it, when by another name
	component_kind  TEXT NOT NULL, -- word, key: app, flow, connection_reference, environment_variable, agent, ... or the platform's type number
	component_id    TEXT NOT NULL, -- id, key: the object: GUID or schema name
	environment_id  TEXT, -- id, to environment: the environment of the solution
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name, as the solution says it
	behavior        TEXT, -- word: root component behavior
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX solution_component_version_key ON solution_component_version (solution_id, component_kind, component_id, valid_from);
CREATE INDEX solution_component_version_environment_ref ON solution_component_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX solution_component_version_solution_ref ON solution_component_version (solution_ref COLLATE NOCASE) WHERE solution_ref IS NOT NULL;

-- A solution publisher.
CREATE TABLE publisher_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	publisher_id    TEXT NOT NULL, -- id, key: GUID
	environment_id  TEXT, -- id, to environment: an environment it was seen in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	unique_name     TEXT, -- text: unique name
	display_name    TEXT, -- text: name shown to people
	prefix          TEXT, -- text: customization prefix
	is_read_only    INTEGER, -- bool: read-only
	created_at      INTEGER, -- time: creation
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX publisher_version_key ON publisher_version (publisher_id, valid_from);
CREATE INDEX publisher_version_environment_ref ON publisher_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A solution's named slot for a connection.
CREATE TABLE connection_reference_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: the environment; '' where the source does not say it
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	logical_name    TEXT NOT NULL, -- text, key, identity: logical name
	connection_reference_id TEXT, -- id: GUID
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	connector_id    TEXT, -- id, to connector: connector
	connection_id   TEXT, -- id, to connection: connection it is bound to
	is_bound        INTEGER, -- bool: bound to a connection
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	state           TEXT, -- word: Active or Inactive
	is_managed      INTEGER, -- bool: part of a managed solution
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX connection_reference_version_key ON connection_reference_version (environment_id, logical_name, valid_from);
CREATE INDEX connection_reference_version_environment_ref ON connection_reference_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX connection_reference_version_owner_ref ON connection_reference_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- An environment variable and its current value.
CREATE TABLE environment_variable_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: the environment; '' where the source does not say it
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	schema_name     TEXT NOT NULL, -- text, key: schema name
	definition_id   TEXT, -- id: GUID of the definition
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	value_type      TEXT, -- word: String, Number, Boolean, JSON, Data Source, Secret
	default_value   TEXT, -- text: default value, secrets masked
	value           TEXT, -- text: current value, secrets masked
	secret_store    TEXT, -- word: where a secret is kept (Azure Key Vault, ...)
	is_required     INTEGER, -- bool: must have a value
	is_managed      INTEGER, -- bool: part of a managed solution
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX environment_variable_version_key ON environment_variable_version (environment_id, schema_name, valid_from);
CREATE INDEX environment_variable_version_environment_ref ON environment_variable_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX environment_variable_version_owner_ref ON environment_variable_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- The definition of a custom connector.
CREATE TABLE custom_connector_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	connector_id    TEXT NOT NULL, -- id, key, to connector: its name in the API
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	row_id          TEXT, -- id: GUID of its Dataverse row
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	host            TEXT, -- text: host it calls
	base_path       TEXT, -- text: base path
	scheme          TEXT, -- word: http or https
	authentication_type TEXT, -- word: none, basic, apiKey, oauth2, windows, ...
	identity_provider TEXT, -- text: identity provider of OAuth
	policies        INTEGER, -- int: policy templates in it
	operations      INTEGER, -- int: operations
	scripts_enabled INTEGER, -- bool: runs code of its maker
	uses_gateway    INTEGER, -- bool: goes through an on-premises gateway
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	is_managed      INTEGER, -- bool: part of a managed solution
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX custom_connector_version_key ON custom_connector_version (connector_id, valid_from);
CREATE INDEX custom_connector_version_environment_ref ON custom_connector_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX custom_connector_version_owner_ref ON custom_connector_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- An account that connections of a kind are signed in with, as the CoE kit noted it.
CREATE TABLE connection_identity_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	identity_id     TEXT NOT NULL, -- id, key: GUID of the row
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	connector_id    TEXT, -- id, to connector: connector
	connector_ref   TEXT, -- ref: the connector as the source named it, when by another name
	account_name    TEXT, -- text: the account
	created_by_id   TEXT, -- id, to principal: who made the connection
	created_by_ref  TEXT, -- ref: the created by as the source named it, when by another name
	created_by_name TEXT, -- text: that person's name, as the record says it
	created_by_is_orphaned INTEGER, -- bool: the CoE kit's own verdict
	is_foreign      INTEGER, -- bool: no account, or one of another tenant
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX connection_identity_version_key ON connection_identity_version (identity_id, valid_from);
CREATE INDEX connection_identity_version_environment_ref ON connection_identity_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX connection_identity_version_connector_ref ON connection_identity_version (connector_ref COLLATE NOCASE) WHERE connector_ref IS NOT NULL;
CREATE INDEX connection_identity_version_created_by_ref ON connection_identity_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;

-- An on-premises data gateway.
CREATE TABLE gateway_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	gateway_id      TEXT NOT NULL, -- id, key: GUID
	display_name    TEXT, -- text: name shown to people
	gateway_type    TEXT, -- word: kind
	status          TEXT, -- word: status
	version         TEXT, -- text: version
	contact         TEXT, -- text: contact, as noted with it
	created_by_id   TEXT, -- id, to principal: who registered it
	created_by_ref  TEXT, -- ref: the created by as the source named it, when by another name
	created_at      INTEGER, -- time: creation
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX gateway_version_key ON gateway_version (gateway_id, valid_from);
CREATE INDEX gateway_version_created_by_ref ON gateway_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;
