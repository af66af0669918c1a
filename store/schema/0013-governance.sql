-- What people, policies and the CoE kit decided about resources.

-- A group of environments with common rules.
CREATE TABLE environment_group_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_group_id TEXT NOT NULL, -- id, key: GUID
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	parent_id       TEXT, -- id, to environment_group: the group it lies in
	created_by_id   TEXT, -- id, to principal: who made it
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX environment_group_version_key ON environment_group_version (environment_group_id, valid_from);

-- A setting of an environment, such as the sharing limits of a Managed Environment.
CREATE TABLE environment_setting_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, to environment: the environment
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	setting         TEXT NOT NULL, -- text, key: its path, in dots
	value           TEXT, -- text: its value
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX environment_setting_version_key ON environment_setting_version (environment_id, setting, valid_from);
CREATE INDEX environment_setting_version_environment_ref ON environment_setting_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- Whether connections to other tenants are restricted.
CREATE TABLE tenant_isolation_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	tenant_id       TEXT NOT NULL, -- id, key, to tenant: the tenant
	is_disabled     INTEGER, -- bool: isolation is off
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX tenant_isolation_version_key ON tenant_isolation_version (tenant_id, valid_from);

-- A tenant that isolation lets through.
CREATE TABLE tenant_isolation_rule_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	allowed_tenant_id TEXT NOT NULL, -- text, key: the other tenant; * for any
	inbound         INTEGER, -- bool: connections from there
	outbound        INTEGER, -- bool: connections to there
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX tenant_isolation_rule_version_key ON tenant_isolation_rule_version (allowed_tenant_id, valid_from);

-- An action of a connector that a data policy allows or blocks.
CREATE TABLE dlp_action_rule_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to dlp_policy: policy
	connector_id    TEXT NOT NULL, -- id, key, to connector: connector
	action_id       TEXT NOT NULL, -- word, key: operation id
	behavior        TEXT, -- word: Allow or Block
	default_behavior TEXT, -- word: for the connector's other actions
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_action_rule_version_key ON dlp_action_rule_version (policy_id, connector_id, action_id, valid_from);

-- An address that a data policy allows or denies a connector.
CREATE TABLE dlp_endpoint_rule_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to dlp_policy: policy
	connector_id    TEXT NOT NULL, -- id, key, to connector: connector
	endpoint        TEXT NOT NULL, -- text, key: pattern of addresses
	position        INTEGER, -- int: place in the order
	behavior        TEXT, -- word: Allow or Deny
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_endpoint_rule_version_key ON dlp_endpoint_rule_version (policy_id, connector_id, endpoint, valid_from);

-- How a data policy classifies custom connectors by address.
CREATE TABLE dlp_connector_pattern_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to dlp_policy: policy
	pattern         TEXT NOT NULL, -- text, key: pattern of addresses
	position        INTEGER, -- int: place in the order
	classification  TEXT, -- word: Confidential, General, Blocked or Ignore
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_connector_pattern_version_key ON dlp_connector_pattern_version (policy_id, pattern, valid_from);

-- A resource that a data policy leaves out.
CREATE TABLE dlp_exempt_resource_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to dlp_policy: policy
	exempt_kind     TEXT NOT NULL, -- word, key: app or flow
	exempt_id       TEXT NOT NULL, -- id, key: the resource
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_exempt_resource_version_key ON dlp_exempt_resource_version (policy_id, exempt_kind, exempt_id, valid_from);

-- A resource that a draft data policy would break, as the CoE kit judged.
CREATE TABLE dlp_impact_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	impact_id       TEXT NOT NULL, -- id, key: GUID of the row
	policy_id       TEXT, -- id, to dlp_policy: policy
	policy_name     TEXT, -- text: its name
	impacted_kind   TEXT, -- word: app, flow
	impacted_id     TEXT, -- id: the resource
	impacted_ref    TEXT, -- ref: the resource as the source named it, when by another name
	environment_id  TEXT, -- id, to environment: its environment
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	owner_id        TEXT, -- id, to principal: its owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	blocked_connectors TEXT, -- text: connectors in conflict that are blocked
	business_connectors TEXT, -- text: connectors in conflict in the business group
	non_business_connectors TEXT, -- text: connectors in conflict in the other group
	decision        TEXT, -- word: what was decided
	decision_status TEXT, -- word: In progress, Completed
	notes           TEXT, -- text: notes
	action_required_at INTEGER, -- time: until when its owner must act
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_impact_version_key ON dlp_impact_version (impact_id, valid_from);
CREATE INDEX dlp_impact_version_impacted_ref ON dlp_impact_version (impacted_ref COLLATE NOCASE) WHERE impacted_ref IS NOT NULL;
CREATE INDEX dlp_impact_version_environment_ref ON dlp_impact_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX dlp_impact_version_owner_ref ON dlp_impact_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- A draft of a data policy kept by the CoE kit.
CREATE TABLE dlp_policy_draft_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	draft_id        TEXT NOT NULL, -- id, key: GUID of the row
	display_name    TEXT, -- text: name shown to people
	scope           TEXT, -- word: environments it is for
	default_classification TEXT, -- word: where unlisted connectors fall
	connector_groups TEXT, -- text: groups as JSON
	environments    TEXT, -- text: environments as JSON
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_policy_draft_version_key ON dlp_policy_draft_version (draft_id, valid_from);

-- A request to apply a data policy to an environment.
CREATE TABLE dlp_change_request_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	request_id      TEXT NOT NULL, -- id, key: GUID of the row
	number          TEXT, -- text: number of the request
	policy_id       TEXT, -- id, to dlp_policy: policy
	policy_ref      TEXT, -- ref: the policy as the source named it, when by another name
	environment_id  TEXT, -- id, to environment: environment
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	connector_id    TEXT, -- id, to connector: connector asked for
	connector_ref   TEXT, -- ref: the connector as the source named it, when by another name
	action_requested TEXT, -- word: what is asked for
	status          TEXT, -- word: Pending, Approved, Rejected, ...
	justification   TEXT, -- text: why
	requested_at    INTEGER, -- time: when
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dlp_change_request_version_key ON dlp_change_request_version (request_id, valid_from);
CREATE INDEX dlp_change_request_version_policy_ref ON dlp_change_request_version (policy_ref COLLATE NOCASE) WHERE policy_ref IS NOT NULL;
CREATE INDEX dlp_change_request_version_environment_ref ON dlp_change_request_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX dlp_change_request_version_connector_ref ON dlp_change_request_version (connector_ref COLLATE NOCASE) WHERE connector_ref IS NOT NULL;

-- A request for a new environment.
CREATE TABLE environment_request_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	request_id      TEXT NOT NULL, -- id, key: GUID of the row
	number          TEXT, -- text: number of the request
	display_name    TEXT, -- text: name asked for
	environment_id  TEXT, -- id, to environment: environment that came of it
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	sku             TEXT, -- word: Production, Sandbox
	region          TEXT, -- text: region
	has_database    INTEGER, -- bool: with Dataverse
	justification   TEXT, -- text: why
	comments        TEXT, -- text: comments
	notes           TEXT, -- text: notes of the approvers
	status          TEXT, -- word: Pending, Approved, Rejected, Live, Failed, Expired, Deleted, ...
	approver        TEXT, -- text: who approved
	approved_at     INTEGER, -- time: when
	expires_at      INTEGER, -- time: until when
	requested_at    INTEGER, -- time: when it was asked for
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX environment_request_version_key ON environment_request_version (request_id, valid_from);
CREATE INDEX environment_request_version_environment_ref ON environment_request_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- An owner's answer to the question whether something unused may go.
CREATE TABLE archive_approval_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	approval_id     TEXT NOT NULL, -- id, key: GUID of the row
	archived_kind   TEXT, -- word: app, flow
	archived_id     TEXT, -- id: the resource
	archived_ref    TEXT, -- ref: the resource as the source named it, when by another name
	resource_name   TEXT, -- text: its name
	owner_name      TEXT, -- text: its owner's name
	owner_email     TEXT, -- text: its owner's mail address
	response        TEXT, -- word: Approve, Reject
	response_at     INTEGER, -- time: when
	comment         TEXT, -- text: what was said
	is_deleted      INTEGER, -- bool: the resource was deleted
	requested_at    INTEGER, -- time: when it was asked
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX archive_approval_version_key ON archive_approval_version (approval_id, valid_from);
CREATE INDEX archive_approval_version_archived_ref ON archive_approval_version (archived_ref COLLATE NOCASE) WHERE archived_ref IS NOT NULL;

-- A running compliance process about a resource.
CREATE TABLE compliance_process_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	process_id      TEXT NOT NULL, -- id, key: GUID of the row
	subject_kind    TEXT, -- word: app, flow, agent, connector, environment, desktop_flow
	subject_id      TEXT, -- id: the resource
	subject_ref     TEXT, -- ref: the resource as the source named it, when by another name
	display_name    TEXT, -- text: name of the process
	stage_id        TEXT, -- id: stage it is in
	status          TEXT, -- word: Active, Finished, Aborted
	started_at      INTEGER, -- time: start of the stage or process
	completed_at    INTEGER, -- time: end
	duration_minutes INTEGER, -- int: minutes it took
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX compliance_process_version_key ON compliance_process_version (process_id, valid_from);
CREATE INDEX compliance_process_version_subject_ref ON compliance_process_version (subject_ref COLLATE NOCASE) WHERE subject_ref IS NOT NULL;

-- A part of the business that environments belong to.
CREATE TABLE business_area_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	business_area_id TEXT NOT NULL, -- id, key: GUID
	display_name    TEXT, -- text: name
	lead            TEXT, -- text: who leads it
	cost_code       TEXT, -- text: cost code
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX business_area_version_key ON business_area_version (business_area_id, valid_from);

-- A rating of an app in the CoE kit's catalogue.
CREATE TABLE app_feedback_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	feedback_id     TEXT NOT NULL, -- id, key: GUID of the row
	app_id          TEXT, -- id, to app: the app
	app_ref         TEXT, -- ref: the app as the source named it, when by another name
	title           TEXT, -- text: title
	feedback        TEXT, -- text: text
	rating          INTEGER, -- int: stars
	given_at        INTEGER, -- time: when
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX app_feedback_version_key ON app_feedback_version (feedback_id, valid_from);
CREATE INDEX app_feedback_version_app_ref ON app_feedback_version (app_ref COLLATE NOCASE) WHERE app_ref IS NOT NULL;

-- Something that happened to a resource, as the audit log has it. (moving)
CREATE TABLE audit_event_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	event_id        TEXT NOT NULL, -- id, key: GUID of the event
	occurred_at     INTEGER, -- time: when
	operation       TEXT, -- word: LaunchPowerApp, CreateFlow, EditFlow, DeleteFlow, PutPermissions, ...
	workload        TEXT, -- word: PowerApps, MicrosoftFlow, AzureActiveDirectory, ...
	record_type     TEXT, -- word: kind of record
	result          TEXT, -- word: Succeeded, Failed, ...
	principal_id    TEXT, -- id, to principal: who did it
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	user_principal_name TEXT, -- text: as the record says it
	principal_name  TEXT, -- text: as the record says it
	user_is_guest   INTEGER, -- bool: a guest
	object_kind     TEXT, -- word: app, flow, ...
	object_id       TEXT, -- id: the resource
	object_ref      TEXT, -- ref: the resource as the source named it, when by another name
	object_name     TEXT, -- text: its name
	environment_id  TEXT, -- id, to environment: its environment
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	target_upn      TEXT, -- text: whom it concerns
	connectors      TEXT, -- text: connectors named, joined
	license_name    TEXT, -- text: licence named
	details         TEXT, -- text: the event as JSON, secrets masked
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX audit_event_version_key ON audit_event_version (event_id, valid_from);
CREATE INDEX audit_event_version_principal_ref ON audit_event_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;
CREATE INDEX audit_event_version_object_ref ON audit_event_version (object_ref COLLATE NOCASE) WHERE object_ref IS NOT NULL;
CREATE INDEX audit_event_version_environment_ref ON audit_event_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- An account that wrote rows of the inventory, and when it last did. (moving)
CREATE TABLE inventory_writer_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: the entity those rows describe
	writer_id       TEXT NOT NULL, -- id, key: systemuser GUID of the account
	newest_at       INTEGER, -- time, max: newest of the modification times
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX inventory_writer_version_key ON inventory_writer_version (resource_kind, writer_id, valid_from);
