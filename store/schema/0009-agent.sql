-- Agents, AI models and sites.

-- A Copilot Studio agent (Power Virtual Agents bot).
CREATE TABLE agent_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	agent_id        TEXT NOT NULL, -- id, key: GUID (Dataverse bot id)
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	schema_name     TEXT, -- text: schema name
	description     TEXT, -- text: description
	language        TEXT, -- word: language
	template        TEXT, -- text: template it was made from
	state           TEXT, -- word: Active or Inactive
	status          TEXT, -- word: Provisioned, Provisioning, ...
	authentication_mode TEXT, -- word: Unspecified, None, Integrated, Custom Entra, Generic OAuth2
	authentication_trigger TEXT, -- word: As needed, Always
	access_control  TEXT, -- word: Any, Agent readers, Group membership, Any (multitenant)
	security_groups TEXT, -- text: groups that may use it, joined
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	owner_name      TEXT, -- text: the owner's name, as the record says it
	created_by_id   TEXT, -- id, to principal: who made it
	created_by_ref  TEXT, -- ref: the created by as the source named it, when by another name
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	published_at    INTEGER, -- time: last publish
	published_by_id TEXT, -- id, to principal: who published it
	published_by_ref TEXT, -- ref: the published by as the source named it, when by another name
	is_managed      INTEGER, -- bool: part of a managed solution
	is_quarantined  INTEGER, -- bool: quarantined
	orchestration   TEXT, -- word: Classic or Generative
	model           TEXT, -- text: language model
	channels        TEXT, -- text: channels, joined
	configuration   TEXT, -- text: its configuration as JSON, secrets masked
	instructions_length INTEGER, -- int: characters of its instructions
	uses_web_search INTEGER, -- bool: answers from the web
	shared_users    INTEGER, -- int: users it is shared with
	shared_groups   INTEGER, -- int: groups it is shared with
	is_shared_with_tenant INTEGER, -- bool: shared with everyone
	component_count INTEGER, -- int: components
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
CREATE UNIQUE INDEX agent_version_key ON agent_version (agent_id, valid_from);
CREATE INDEX agent_version_environment_ref ON agent_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX agent_version_owner_ref ON agent_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;
CREATE INDEX agent_version_created_by_ref ON agent_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;
CREATE INDEX agent_version_published_by_ref ON agent_version (published_by_ref COLLATE NOCASE) WHERE published_by_ref IS NOT NULL;

-- A topic, entity, tool or knowledge source of an agent.
CREATE TABLE agent_component_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	component_id    TEXT NOT NULL, -- id, key: GUID
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it
	agent_id        TEXT, -- id, to agent: the agent
	agent_ref       TEXT, -- ref: the agent as the source named it, when by another name
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	schema_name     TEXT, -- text: schema name
	description     TEXT, -- text: description
	component_type  TEXT, -- word: Topic, Entity, Skill, Knowledge source, GPT, ...
	component_kind  TEXT, -- word: kind inside its data (AdaptiveDialog, TaskDialog, ...)
	state           TEXT, -- word: Active or Inactive
	content         TEXT, -- text: its data, secrets masked
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX agent_component_version_key ON agent_component_version (component_id, valid_from);
CREATE INDEX agent_component_version_agent_ref ON agent_component_version (agent_ref COLLATE NOCASE) WHERE agent_ref IS NOT NULL;
CREATE INDEX agent_component_version_environment_ref ON agent_component_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A flow that a component of an agent calls.
CREATE TABLE agent_component_flow_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	component_id    TEXT NOT NULL, -- id, key, to agent_component: the component
	component_ref   TEXT, -- ref: the component as the source named it, when by another name
	flow_id         TEXT NOT NULL, -- id, key, to flow: the flow
	flow_ref        TEXT, -- ref: the flow as the source named it, when by another name
	agent_id        TEXT, -- id, to agent: the agent
	agent_ref       TEXT, -- ref: the agent as the source named it, when by another name
	environment_id  TEXT, -- id, to environment: the environment of the agent
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX agent_component_flow_version_key ON agent_component_flow_version (component_id, flow_id, valid_from);
CREATE INDEX agent_component_flow_version_component_ref ON agent_component_flow_version (component_ref COLLATE NOCASE) WHERE component_ref IS NOT NULL;
CREATE INDEX agent_component_flow_version_flow_ref ON agent_component_flow_version (flow_ref COLLATE NOCASE) WHERE flow_ref IS NOT NULL;
CREATE INDEX agent_component_flow_version_agent_ref ON agent_component_flow_version (agent_ref COLLATE NOCASE) WHERE agent_ref IS NOT NULL;
CREATE INDEX agent_component_flow_version_environment_ref ON agent_component_flow_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- An AI Builder model.
CREATE TABLE ai_model_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	ai_model_id     TEXT NOT NULL, -- id, key: GUID
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	unique_name     TEXT, -- text: unique name
	template        TEXT, -- text: template it was made from
	state           TEXT, -- word: state
	status          TEXT, -- word: status
	owner_id        TEXT, -- id, to principal: owner or creator
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	owner_name      TEXT, -- text: that person's name, as the record says it
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	last_used_at    INTEGER, -- time, moving: last use
	is_managed      INTEGER, -- bool: part of a managed solution
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
CREATE UNIQUE INDEX ai_model_version_key ON ai_model_version (ai_model_id, valid_from);
CREATE INDEX ai_model_version_environment_ref ON ai_model_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX ai_model_version_owner_ref ON ai_model_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- A Power Pages site.
CREATE TABLE portal_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	portal_id       TEXT NOT NULL, -- id, key: GUID
	website_id      TEXT, -- id: GUID of its website record in Dataverse
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	website_name    TEXT, -- text: name of its website record
	unique_name     TEXT, -- text: unique id
	url             TEXT, -- text: address
	site_type       TEXT, -- word: type of the site (Production, Trial, ...)
	visibility      TEXT, -- word: Public or Private
	state           TEXT, -- word: state
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	owner_name      TEXT, -- text: the owner's name, as the record says it
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	expires_at      INTEGER, -- time: end of a trial
	external_identities INTEGER, -- bool: external identity providers may sign in
	invitation      INTEGER, -- bool: sign-up by invitation
	local_authentication INTEGER, -- bool: local accounts may sign in
	local_registration INTEGER, -- bool: local accounts may be made
	open_registration INTEGER, -- bool: anyone may register
	table_permissions INTEGER, -- bool: table permissions are on across the site
	table_permissions_lists INTEGER, -- bool: on for all lists
	table_permissions_basic_forms INTEGER, -- bool: on for all basic forms
	table_permissions_advanced_forms INTEGER, -- bool: on for all steps of advanced forms
	waf_enabled     INTEGER, -- bool: web application firewall
	ssl_expires_at  INTEGER, -- time: end of its certificate
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
CREATE UNIQUE INDEX portal_version_key ON portal_version (portal_id, valid_from);
CREATE INDEX portal_version_environment_ref ON portal_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX portal_version_owner_ref ON portal_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;
