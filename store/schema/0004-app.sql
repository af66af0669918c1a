-- Apps and cloud flows.

-- A canvas, model-driven or other app.
CREATE TABLE app_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	app_id          TEXT NOT NULL, -- id, key: GUID of the app
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name (entity.column:value)
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: what its maker wrote about it
	app_type        TEXT, -- word: canvas, model-driven, sharepoint-form, custom-page, component-library
	lifecycle       TEXT, -- word: Published or Draft
	category        TEXT, -- word: category, as the CoE team noted
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named them, when by another name
	owner_name      TEXT, -- text: the owner's name, as the app's record says it
	owner_upn       TEXT, -- text: the owner's UPN, as the app's record says it
	created_by_id   TEXT, -- id, to principal: who made it
	published_by_id TEXT, -- id, to principal: who published it last
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	published_at    INTEGER, -- time: last publish
	logical_name    TEXT, -- text: logical name of a solution app
	version         TEXT, -- text: version
	is_solution     INTEGER, -- bool: part of a solution
	is_managed      INTEGER, -- bool: part of a managed solution
	shared_users    INTEGER, -- int: users it is shared with
	shared_groups   INTEGER, -- int: groups it is shared with
	shared_editors  INTEGER, -- int: people who may edit it
	is_shared_with_tenant INTEGER, -- bool: shared with everyone, by the CoE kit's reading
	shared_guest_user INTEGER, -- bool: a guest may use it
	shared_guest_editor INTEGER, -- bool: a guest may edit it
	shared_guest_owner INTEGER, -- bool: a guest owns it
	is_quarantined  INTEGER, -- bool: quarantined
	quarantined_at  INTEGER, -- time: when
	is_featured     INTEGER, -- bool: featured
	is_hero         INTEGER, -- bool: the hero of the catalogue
	bypass_consent  INTEGER, -- bool: users are not asked to consent to connections
	has_implicit_connections INTEGER, -- bool: shares its maker's connections
	has_insecure_implicit_connections INTEGER, -- bool: shares them in the way that lets users take them elsewhere
	contains_broken_connections INTEGER, -- bool: by the CoE kit's reading
	plan_classification TEXT, -- word: Standard or Premium
	uses_premium    INTEGER, -- bool: uses a premium connector
	uses_custom_connector INTEGER, -- bool: uses a custom connector
	uses_gateway    INTEGER, -- bool: uses an on-premises gateway
	uses_dataverse  INTEGER, -- bool: uses Dataverse tables
	uses_only_grandfathered_premium INTEGER, -- bool: premium only through what was free before
	control_count   INTEGER, -- int: controls
	code_component_count INTEGER, -- int: code components (PCF)
	data_source_count INTEGER, -- int: data sources
	complexity_score INTEGER, -- int: by the CoE kit's reading
	sharepoint_form_url TEXT, -- text: list whose form it is
	connections     TEXT, -- text: names of its connectors, joined
	dlp_status      TEXT, -- word: the platform's own data-policy verdict
	dlp_policies_violated TEXT, -- text: policies it violates
	dlp_violation   TEXT, -- text: the platform's message
	dlp_evaluated_at INTEGER, -- time, moving: when that verdict was given
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
CREATE UNIQUE INDEX app_version_key ON app_version (app_id, valid_from);
CREATE INDEX app_version_environment_ref ON app_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX app_version_owner_ref ON app_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- A cloud flow.
CREATE TABLE flow_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	flow_id         TEXT NOT NULL, -- id, key: the flow's name in the API, a GUID
	flow_ref        TEXT, -- ref: the flow as the source named it, when only by its Dataverse workflow
	workflow_id     TEXT, -- id: its Dataverse workflow GUID, for flows in solutions
	workflow_unique_id TEXT, -- id: GUID shared by the drafts and the activated copy
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name (entity.column:value)
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: what its maker wrote about it
	state           TEXT, -- word: started, stopped, suspended, deleted; other words as they came
	suspension_reason TEXT, -- word: None, CompanyDlpViolation, AlwaysFailingDetected, NeverTriggeringDetected, ...
	suspension_details TEXT, -- text: in words
	suspended_at    INTEGER, -- time: suspension
	pending_suspension_at INTEGER, -- time: when the platform will suspend it
	pending_suspension_reason TEXT, -- word: why
	owner_id        TEXT, -- id, to principal: acting owner (CoE: derived owner; API: owning user of a solution flow)
	owner_ref       TEXT, -- ref: the owner as the source named them, when by another name
	creator_id      TEXT, -- id, to principal: who made it; does not change when owners do
	creator_ref     TEXT, -- ref: the creator as the source named them, when by another name
	creator_type    TEXT, -- word: the creator's kind, as the record says it
	creator_name    TEXT, -- text: the creator's name, as the record says it
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	trigger_type    TEXT, -- word: type of its first trigger (Recurrence, Request, ...)
	trigger_kind    TEXT, -- word: kind of a Request trigger (Button, Http, PowerApp, ...)
	flow_type       TEXT, -- word: PowerAutomate, CopilotStudio (agent flow), M365Agent
	action_count    INTEGER, -- int: actions in its definition
	plan            TEXT, -- word: licence plan it runs under
	is_solution     INTEGER, -- bool: part of a solution
	is_managed      INTEGER, -- bool: part of a managed solution
	is_published    INTEGER, -- bool: false for an unpublished draft copy
	sharing_type    TEXT, -- word: as the API says
	template_name   TEXT, -- text: template it was made from
	failure_alert_subscribed INTEGER, -- bool: someone is told when it fails
	shared_users    INTEGER, -- int: users it is shared with
	shared_groups   INTEGER, -- int: groups it is shared with
	shared_editors  INTEGER, -- int: people who may edit it
	connections     TEXT, -- text: names of its connectors, joined
	dataverse_tables TEXT, -- text: Dataverse tables it uses, joined
	sharepoint_sites TEXT, -- text: SharePoint sites it uses, joined
	services        TEXT, -- text: services it uses, joined
	shared_guest_user INTEGER, -- bool: a guest may run it
	shared_guest_editor INTEGER, -- bool: a guest may edit it
	shared_guest_owner INTEGER, -- bool: a guest owns it
	contains_broken_connections INTEGER, -- bool: by the CoE kit's reading
	contains_plaintext_password INTEGER, -- bool: by the CoE kit's reading
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
CREATE UNIQUE INDEX flow_version_key ON flow_version (flow_id, valid_from);
CREATE INDEX flow_version_flow_ref ON flow_version (flow_ref COLLATE NOCASE) WHERE flow_ref IS NOT NULL;
CREATE INDEX flow_version_environment_ref ON flow_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX flow_version_owner_ref ON flow_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;
CREATE INDEX flow_version_creator_ref ON flow_version (creator_ref COLLATE NOCASE) WHERE creator_ref IS NOT NULL;

-- Who may do what with a resource: owner, co-owner, shared with.
CREATE TABLE role_assignment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: flow, app, connection, ...
	resource_id     TEXT NOT NULL, -- id, key: the resource
	resource_ref    TEXT, -- ref: the resource as the source named it, when by another name
	principal_id    TEXT NOT NULL, -- id, key, to principal: user, group or service principal; the tenant id when shared with everyone
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	role            TEXT NOT NULL, -- word, key: Owner, CanEdit, CanView, ...
	environment_id  TEXT, -- id, to environment: the environment of the resource
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	principal_type  TEXT, -- word: User, Group, ServicePrincipal, Tenant
	principal_name  TEXT, -- text: as the record says it
	principal_upn   TEXT, -- text: as the record says it
	created_at      INTEGER, -- time: when it was granted
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX role_assignment_version_key ON role_assignment_version (resource_kind, resource_id, principal_id, role, valid_from);
CREATE INDEX role_assignment_version_environment_ref ON role_assignment_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX role_assignment_version_principal_ref ON role_assignment_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;
CREATE INDEX role_assignment_version_resource_ref ON role_assignment_version (resource_ref COLLATE NOCASE) WHERE resource_ref IS NOT NULL;

-- When a resource was last used, apart from the resource because it moves by itself. (moving)
CREATE TABLE usage_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: flow, app, connection, ...
	resource_id     TEXT NOT NULL, -- id, key: the resource
	resource_ref    TEXT, -- ref: the resource as the source named it, when by another name
	last_launched_at INTEGER, -- time, max, moving: last launch of an app
	last_run_at     INTEGER, -- time, max, moving: last run of a flow
	launches_30_days INTEGER, -- int: launches in the thirty days before the snapshot
	users_30_days   INTEGER, -- int: people who used it in these thirty days
	runs_30_days    INTEGER, -- int: runs in these thirty days
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX usage_version_key ON usage_version (resource_kind, resource_id, valid_from);
CREATE INDEX usage_version_resource_ref ON usage_version (resource_ref COLLATE NOCASE) WHERE resource_ref IS NOT NULL;

-- What people noted about a resource in the CoE kit.
CREATE TABLE governance_note_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: flow, app, environment, connector, agent, solution, desktop_flow
	resource_id     TEXT NOT NULL, -- id, key: the resource
	resource_ref    TEXT, -- ref: the resource as the source named it, when by another name
	business_justification TEXT, -- text: business justification
	business_impact TEXT, -- word: Low risk, Important, Critical
	access_management TEXT, -- text: who gets access, and how
	dependencies    TEXT, -- text: what it depends on
	data_classification TEXT, -- word: General, Confidential, Highly confidential
	conditions_of_use TEXT, -- text: conditions of use
	risk_assessment TEXT, -- word: Negligible ... Catastrophic
	risk_state      TEXT, -- word: None, Requested, Submitted, Complete
	is_reviewed     INTEGER, -- bool: reviewed by an admin
	mitigation_provided INTEGER, -- bool: a mitigation plan was provided
	excused_from_compliance INTEGER, -- bool: excused from the compliance process
	excused_from_archival INTEGER, -- bool: excused from the inactivity process
	excused_from_quarantine INTEGER, -- bool: excused from quarantine
	excused_from_cleanup INTEGER, -- bool: excused from the removal of empty environments
	compliance_requested_at INTEGER, -- time: when its maker was asked to comply
	republish_state TEXT, -- word: None, Requested, Submitted, Complete
	archive_ignored_since INTEGER, -- time: first unanswered question whether it may go
	review_status   TEXT, -- word: Approved or Rejected
	review_reason   TEXT, -- text: why
	reviewed_at     INTEGER, -- time: when
	approved_capacity INTEGER, -- int: capacity approved for it, in MB
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX governance_note_version_key ON governance_note_version (resource_kind, resource_id, valid_from);
CREATE INDEX governance_note_version_resource_ref ON governance_note_version (resource_ref COLLATE NOCASE) WHERE resource_ref IS NOT NULL;
