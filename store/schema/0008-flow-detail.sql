-- What flows consist of, and how they ran.

-- A trigger or an action of a cloud flow, as its definition says.
CREATE TABLE flow_action_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	flow_id         TEXT NOT NULL, -- id, key, to flow: the flow
	flow_ref        TEXT, -- ref: the flow as the source named it, when by another name
	step            TEXT NOT NULL, -- word, key: trigger or action
	name            TEXT NOT NULL, -- text, key: its name in the definition, unique there
	environment_id  TEXT, -- id, to environment: the environment of the flow
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	parent          TEXT, -- text: the scope, condition or loop it lies in
	depth           INTEGER, -- int: scopes around it
	action_type     TEXT, -- word: OpenApiConnection, Http, Workflow, If, Recurrence, Request, ...
	action_kind     TEXT, -- word: kind of a Request trigger or Response (Button, Http, PowerAppV2, ...)
	description     TEXT, -- text: its note
	connector_id    TEXT, -- id, to connector: the connector it calls; Http, HttpRequestReceived, HttpWebhook for the built-in ones
	operation_id    TEXT, -- word: operation of the connector
	connection_reference TEXT, -- text: the key of the connection it uses, inside the flow
	child_flow_id   TEXT, -- id, to flow: the flow it calls
	child_flow_ref  TEXT, -- ref: the child flow as the source named it, when by another name
	method          TEXT, -- word: HTTP method
	endpoint        TEXT, -- text: address or server it calls, signatures masked
	endpoint_part   TEXT, -- text: database on that server
	authentication_type TEXT, -- word: kind of authentication of an HTTP call
	trigger_authentication TEXT, -- word: who may call a Request trigger: All, Tenant, User
	trigger_allowed_users TEXT, -- text: users who may call it, joined
	recurrence_frequency TEXT, -- word: Second, Minute, Hour, Day, Week, Month
	recurrence_interval INTEGER, -- int: units between runs
	recurrence_time_zone TEXT, -- text: time zone of the schedule
	secure_inputs   INTEGER, -- bool: inputs are hidden in the run history
	secure_outputs  INTEGER, -- bool: outputs are hidden in the run history
	handles_failure INTEGER, -- bool: runs after a failure or a time-out of another
	terminate_status TEXT, -- word: status with which a Terminate action ends the run
	inputs          TEXT, -- text: its inputs as JSON, secrets masked
	expression      TEXT, -- text: the condition, filter or loop it evaluates, as JSON
	is_deleted      INTEGER, -- bool: by the CoE kit's reading
	modified_at     INTEGER, -- time, moving: last change, where a source says it of the action
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX flow_action_version_key ON flow_action_version (flow_id, step, name, valid_from);
CREATE INDEX flow_action_version_flow_ref ON flow_action_version (flow_ref COLLATE NOCASE) WHERE flow_ref IS NOT NULL;
CREATE INDEX flow_action_version_environment_ref ON flow_action_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX flow_action_version_child_flow_ref ON flow_action_version (child_flow_ref COLLATE NOCASE) WHERE child_flow_ref IS NOT NULL;

-- One run of a cloud flow. (moving)
CREATE TABLE flow_run_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	flow_id         TEXT NOT NULL, -- id, key, to flow: the flow
	flow_ref        TEXT, -- ref: the flow as the source named it, when by another name
	run_id          TEXT NOT NULL, -- text, key: its name in the API, or its row id in Dataverse
	environment_id  TEXT, -- id, to environment: the environment of the flow
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	status          TEXT, -- word: Succeeded, Failed, Running, Cancelled, TimedOut, ...
	code            TEXT, -- word: code of the run (ActionFailed, ...)
	error_code      TEXT, -- word: code of the error
	error_message   TEXT, -- text: message of the error
	aadsts_code     INTEGER, -- int: number of the Microsoft Entra error in the message
	started_at      INTEGER, -- time: start
	ended_at        INTEGER, -- time: end; none while it runs
	duration_ms     INTEGER, -- int: milliseconds, where a source says so
	trigger_name    TEXT, -- text: the trigger
	trigger_type    TEXT, -- word: Automated, Scheduled, Instant
	trigger_status  TEXT, -- word: how the trigger itself ended
	response_name   TEXT, -- text: the action that answered the caller
	response_status TEXT, -- word: how that ended
	parent_run_id   TEXT, -- text: the run that called this one
	owner_id        TEXT, -- id, to principal: owner of the run's record
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	is_aborted      INTEGER, -- bool: ended from outside
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX flow_run_version_key ON flow_run_version (flow_id, run_id, valid_from);
CREATE INDEX flow_run_version_flow_ref ON flow_run_version (flow_ref COLLATE NOCASE) WHERE flow_ref IS NOT NULL;
CREATE INDEX flow_run_version_environment_ref ON flow_run_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX flow_run_version_owner_ref ON flow_run_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- One action of a run. (moving)
CREATE TABLE flow_run_action_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	flow_id         TEXT NOT NULL, -- id, key, to flow: the flow
	flow_ref        TEXT, -- ref: the flow as the source named it, when by another name
	run_id          TEXT NOT NULL, -- text, key: the run
	action          TEXT NOT NULL, -- text, key: the action's name
	environment_id  TEXT, -- id, to environment: the environment of the flow
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	status          TEXT, -- word: Succeeded, Failed, Skipped, ...
	code            TEXT, -- word: OK, BadRequest, Unauthorized, ActionFailed, ...
	error_code      TEXT, -- word: code of the error
	error_message   TEXT, -- text: message of the error
	aadsts_code     INTEGER, -- int: number of the Microsoft Entra error in the message
	started_at      INTEGER, -- time: start
	ended_at        INTEGER, -- time: end
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX flow_run_action_version_key ON flow_run_action_version (flow_id, run_id, action, valid_from);
CREATE INDEX flow_run_action_version_flow_ref ON flow_run_action_version (flow_ref COLLATE NOCASE) WHERE flow_ref IS NOT NULL;
CREATE INDEX flow_run_action_version_environment_ref ON flow_run_action_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A desktop flow (RPA).
CREATE TABLE desktop_flow_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	desktop_flow_id TEXT NOT NULL, -- id, key: GUID
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	unique_name     TEXT, -- text: unique name
	description     TEXT, -- text: description
	flow_type       TEXT, -- word: Power Automate Desktop, Selenium IDE, Windows recorder, Recording
	state           TEXT, -- word: Published, Unpublished, Deleted, ...
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	owner_name      TEXT, -- text: the owner's name, as the record says it
	application     TEXT, -- text: application it drives
	client_data     TEXT, -- text: its data as JSON, secrets masked
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
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
CREATE UNIQUE INDEX desktop_flow_version_key ON desktop_flow_version (desktop_flow_id, valid_from);
CREATE INDEX desktop_flow_version_environment_ref ON desktop_flow_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX desktop_flow_version_owner_ref ON desktop_flow_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;

-- One run of a desktop flow. (moving)
CREATE TABLE desktop_flow_session_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	session_id      TEXT NOT NULL, -- id, key: GUID
	desktop_flow_id TEXT, -- id, to desktop_flow: the desktop flow
	desktop_flow_ref TEXT, -- ref: the desktop flow as the source named it, when by another name
	session_name    TEXT, -- text: the platform's name of the session
	status          TEXT, -- word: how it ended
	error_code      TEXT, -- word: code of the error
	error_message   TEXT, -- text: message of the error
	started_at      INTEGER, -- time: start
	ended_at        INTEGER, -- time: end
	triggered_by_id TEXT, -- id, to principal: who started it
	triggered_by_ref TEXT, -- ref: the triggered by as the source named it, when by another name
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX desktop_flow_session_version_key ON desktop_flow_session_version (session_id, valid_from);
CREATE INDEX desktop_flow_session_version_desktop_flow_ref ON desktop_flow_session_version (desktop_flow_ref COLLATE NOCASE) WHERE desktop_flow_ref IS NOT NULL;
CREATE INDEX desktop_flow_session_version_triggered_by_ref ON desktop_flow_session_version (triggered_by_ref COLLATE NOCASE) WHERE triggered_by_ref IS NOT NULL;

-- A business process flow of an environment.
CREATE TABLE business_process_flow_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	business_process_flow_id TEXT NOT NULL, -- id, key: GUID
	workflow_id     TEXT, -- id: its Dataverse workflow GUID
	environment_id  TEXT, -- id, to environment: the environment it lives in
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	display_name    TEXT, -- text: name shown to people
	unique_name     TEXT, -- text: unique name
	description     TEXT, -- text: description
	primary_entity  TEXT, -- word: table it belongs to
	flow_type       TEXT, -- word: type
	mode            TEXT, -- word: mode
	state           TEXT, -- word: state
	status          TEXT, -- word: status
	owner_id        TEXT, -- id, to principal: owner
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
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
CREATE UNIQUE INDEX business_process_flow_version_key ON business_process_flow_version (business_process_flow_id, valid_from);
CREATE INDEX business_process_flow_version_environment_ref ON business_process_flow_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX business_process_flow_version_owner_ref ON business_process_flow_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;
