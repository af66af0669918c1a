-- Who holds which role, and how people prove who they are.

-- A security role or built-in role of a principal in an environment.
CREATE TABLE environment_role_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, to environment: the environment
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	principal_id    TEXT NOT NULL, -- id, key, to principal: who holds it
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	role            TEXT NOT NULL, -- text, key: name of the role
	role_id         TEXT, -- id: GUID of the role in that environment
	role_template_id TEXT, -- id: GUID of the role's template, the same in all environments
	principal_type  TEXT, -- word: User, Group, ServicePrincipal, ...
	principal_name  TEXT, -- text: as the record says it
	principal_upn   TEXT, -- text: as the record says it
	assigned_via    TEXT, -- text: directly, or by a team or group
	group_id        TEXT, -- id, to principal: the group
	group_name      TEXT, -- text: its name
	business_unit   TEXT, -- text: business unit
	user_status     TEXT, -- word: status of the account in the environment
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX environment_role_version_key ON environment_role_version (environment_id, principal_id, role, valid_from);
CREATE INDEX environment_role_version_environment_ref ON environment_role_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
CREATE INDEX environment_role_version_principal_ref ON environment_role_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- A Dataverse security role.
CREATE TABLE security_role_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: the environment; '' for the tenant's register of roles
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	role_id         TEXT NOT NULL, -- id, key: GUID; of the template in the tenant's register
	display_name    TEXT, -- text: name shown to people
	template_id     TEXT, -- id: GUID of its template
	business_unit_id TEXT, -- id: business unit
	is_managed      INTEGER, -- bool: part of a managed solution
	is_tracked      INTEGER, -- bool: the CoE kit was told to list its holders
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX security_role_version_key ON security_role_version (environment_id, role_id, valid_from);
CREATE INDEX security_role_version_environment_ref ON security_role_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A user row of an environment's Dataverse: what stands there as an owner is this row's id.
CREATE TABLE dataverse_user_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	systemuser_id   TEXT NOT NULL, -- id, key: GUID of the row
	principal_id    TEXT, -- id, to principal, identity: Microsoft Entra object id of the person or application
	environment_id  TEXT, -- id, to environment: the environment
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	user_principal_name TEXT, -- text: UPN
	display_name    TEXT, -- text: full name
	email           TEXT, -- text: mail address
	application_id  TEXT, -- id: application id of an application user
	is_disabled     INTEGER, -- bool: may not sign in there
	is_licensed     INTEGER, -- bool: has a licence
	access_mode     TEXT, -- word: Read-Write, Administrative, Read, Support User, Non-interactive, Delegated Admin
	azure_state     TEXT, -- word: Exists, Soft deleted, Not found
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX dataverse_user_version_key ON dataverse_user_version (systemuser_id, valid_from);
CREATE INDEX dataverse_user_version_environment_ref ON dataverse_user_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A Microsoft Entra role that a principal holds or may activate.
CREATE TABLE directory_role_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	principal_id    TEXT NOT NULL, -- id, key, to principal: who holds it
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	role_id         TEXT NOT NULL, -- id, key: GUID of the role definition or template
	scope           TEXT NOT NULL, -- text, key, optional: '/' for the whole directory, or an administrative unit
	assignment      TEXT NOT NULL, -- word, key: active or eligible
	role_name       TEXT, -- text: name of the role
	principal_type  TEXT, -- word: user, group, service_principal
	principal_name  TEXT, -- text: as the record says it
	assignment_id   TEXT, -- text: id of the assignment
	assignment_type TEXT, -- word: Assigned or Activated
	member_type     TEXT, -- word: Direct or Group
	starts_at       INTEGER, -- time: start
	ends_at         INTEGER, -- time: end
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX directory_role_version_key ON directory_role_version (principal_id, role_id, scope, assignment, valid_from);
CREATE INDEX directory_role_version_principal_ref ON directory_role_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- A Microsoft Entra role.
CREATE TABLE directory_role_definition_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	role_id         TEXT NOT NULL, -- id, key: GUID of the definition or template
	template_id     TEXT, -- id: GUID of its template
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: description
	is_built_in     INTEGER, -- bool: made by Microsoft
	is_enabled      INTEGER, -- bool: in use
	is_privileged   INTEGER, -- bool: Microsoft calls it privileged
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX directory_role_definition_version_key ON directory_role_definition_version (role_id, valid_from);

-- A role of the Power Platform itself, at tenant, group or environment scope.
CREATE TABLE platform_role_assignment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	assignment_id   TEXT NOT NULL, -- id, key: GUID
	principal_id    TEXT, -- id, to principal: who holds it
	principal_type  TEXT, -- word: User, Group, ApplicationUser
	role_definition_id TEXT, -- id: GUID of the role
	scope           TEXT, -- text: path of what it is for
	environment_id  TEXT, -- id, to environment: the environment, when it is for one
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	created_by_id   TEXT, -- id, to principal: who granted it
	created_at      INTEGER, -- time: when
	expires_at      INTEGER, -- time: end
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX platform_role_assignment_version_key ON platform_role_assignment_version (assignment_id, valid_from);
CREATE INDEX platform_role_assignment_version_environment_ref ON platform_role_assignment_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- An application that administers the platform without any role.
CREATE TABLE management_app_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	application_id  TEXT NOT NULL, -- id, key: application id
	display_name    TEXT, -- text: name shown to people
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX management_app_version_key ON management_app_version (application_id, valid_from);

-- A member or owner of a group.
CREATE TABLE group_member_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	group_id        TEXT NOT NULL, -- id, key, to principal: the group
	group_ref       TEXT, -- ref: the group as the source named it, when by another name
	principal_id    TEXT NOT NULL, -- id, key, to principal: the member
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	relation        TEXT NOT NULL, -- word, key: member or owner
	principal_type  TEXT, -- word: user, group, service_principal
	principal_name  TEXT, -- text: as the record says it
	principal_upn   TEXT, -- text: as the record says it
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX group_member_version_key ON group_member_version (group_id, principal_id, relation, valid_from);
CREATE INDEX group_member_version_group_ref ON group_member_version (group_ref COLLATE NOCASE) WHERE group_ref IS NOT NULL;
CREATE INDEX group_member_version_principal_ref ON group_member_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- How an account is registered for multifactor authentication.
CREATE TABLE authentication_method_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	principal_id    TEXT NOT NULL, -- id, key, to principal: the account
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	user_principal_name TEXT, -- text: as the record says it
	is_mfa_registered INTEGER, -- bool: a strong method is registered
	is_mfa_capable  INTEGER, -- bool: registered, and allowed by policy
	is_passwordless_capable INTEGER, -- bool: can sign in without a password
	is_sspr_registered INTEGER, -- bool: registered for password reset
	is_sspr_enabled INTEGER, -- bool: password reset is allowed
	is_admin        INTEGER, -- bool: holds a directory role
	per_user_mfa_state TEXT, -- word: disabled, enabled, enforced
	methods         TEXT, -- text: registered methods, joined
	default_method  TEXT, -- word: preferred method
	updated_at      INTEGER, -- time, moving: last change of the record
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX authentication_method_version_key ON authentication_method_version (principal_id, valid_from);
CREATE INDEX authentication_method_version_principal_ref ON authentication_method_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- When an account last signed in, apart from the account because it moves by itself. (moving)
CREATE TABLE sign_in_activity_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	principal_id    TEXT NOT NULL, -- id, key, to principal: the account
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	last_sign_in_at INTEGER, -- time, moving: last interactive sign-in
	last_non_interactive_at INTEGER, -- time, moving: last sign-in by a token
	last_successful_at INTEGER, -- time, moving: last that succeeded
	password_changed_at INTEGER, -- time: last change of the password
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX sign_in_activity_version_key ON sign_in_activity_version (principal_id, valid_from);
CREATE INDEX sign_in_activity_version_principal_ref ON sign_in_activity_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- One sign-in. (moving)
CREATE TABLE sign_in_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	sign_in_id      TEXT NOT NULL, -- id, key: GUID
	occurred_at     INTEGER, -- time: when
	principal_id    TEXT, -- id, to principal: the account
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	user_principal_name TEXT, -- text: as the record says it
	principal_name  TEXT, -- text: as the record says it
	app_id          TEXT, -- id: application
	app_name        TEXT, -- text: its name
	resource_app_id TEXT, -- id: application asked for
	resource_name   TEXT, -- text: its name
	service_principal_id TEXT, -- id, to principal: the application identity, when that signed in
	is_interactive  INTEGER, -- bool: a person was there
	event_types     TEXT, -- text: kinds of sign-in, joined
	client_app      TEXT, -- word: kind of client
	error_code      INTEGER, -- int: 0 when it succeeded, else the AADSTS number
	failure_reason  TEXT, -- text: in words
	ca_status       TEXT, -- word: success, failure, notApplied
	ca_policies     TEXT, -- text: policies applied, joined
	authentication_requirement TEXT, -- word: singleFactorAuthentication or multiFactorAuthentication
	ip_address      TEXT, -- text: address
	city            TEXT, -- text: city
	country         TEXT, -- text: country
	device_name     TEXT, -- text: device
	device_is_compliant INTEGER, -- bool: the device is compliant
	device_is_managed INTEGER, -- bool: the device is managed
	risk_level      TEXT, -- word: risk
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX sign_in_version_key ON sign_in_version (sign_in_id, valid_from);
CREATE INDEX sign_in_version_principal_ref ON sign_in_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- A Conditional Access policy.
CREATE TABLE ca_policy_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key: GUID
	display_name    TEXT, -- text: name shown to people
	state           TEXT, -- word: enabled, disabled, enabledForReportingButNotEnforced
	grant_operator  TEXT, -- word: AND or OR
	authentication_strength TEXT, -- text: strength asked for
	sign_in_frequency_value INTEGER, -- int: units between sign-ins
	sign_in_frequency_type TEXT, -- word: days or hours
	sign_in_frequency_interval TEXT, -- word: timeBased or everyTime
	sign_in_frequency_enabled INTEGER, -- bool: it is on
	persistent_browser TEXT, -- word: always or never
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX ca_policy_version_key ON ca_policy_version (policy_id, valid_from);

-- Whom or what a Conditional Access policy includes or excludes.
CREATE TABLE ca_policy_target_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to ca_policy: the policy
	target_kind     TEXT NOT NULL, -- word, key: user, group, role, application, user_action, client_app, platform, location, sign_in_risk, user_risk
	relation        TEXT NOT NULL, -- word, key: include or exclude
	target          TEXT NOT NULL, -- text, key: All, None, GuestsOrExternalUsers, a GUID, or a word
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX ca_policy_target_version_key ON ca_policy_target_version (policy_id, target_kind, relation, target, valid_from);

-- What a Conditional Access policy asks for.
CREATE TABLE ca_policy_control_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	policy_id       TEXT NOT NULL, -- id, key, to ca_policy: the policy
	control         TEXT NOT NULL, -- word, key: mfa, block, compliantDevice, domainJoinedDevice, ...
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX ca_policy_control_version_key ON ca_policy_control_version (policy_id, control, valid_from);

-- An application registered in the directory.
CREATE TABLE app_registration_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	object_id       TEXT NOT NULL, -- id, key: object id
	app_id          TEXT, -- id: application id
	display_name    TEXT, -- text: name shown to people
	sign_in_audience TEXT, -- word: who may sign in
	publisher_domain TEXT, -- text: domain of its publisher
	created_at      INTEGER, -- time: creation
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX app_registration_version_key ON app_registration_version (object_id, valid_from);

-- A secret or certificate of an application or service principal.
CREATE TABLE app_credential_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	object_id       TEXT NOT NULL, -- id, key: object id of the application or service principal
	key_id          TEXT NOT NULL, -- id, key: GUID of the credential
	owner_kind      TEXT, -- word: application or service_principal
	credential_type TEXT, -- word: password or certificate
	display_name    TEXT, -- text: name shown to people
	starts_at       INTEGER, -- time: start
	ends_at         INTEGER, -- time: end
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX app_credential_version_key ON app_credential_version (object_id, key_id, valid_from);

-- A delegated permission that was consented to.
CREATE TABLE oauth_grant_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	grant_id        TEXT NOT NULL, -- text, key: id of the grant
	client_id       TEXT, -- id, to principal: the application identity
	consent_type    TEXT, -- word: AllPrincipals or Principal
	principal_id    TEXT, -- id, to principal: who consented, for one person
	api_id          TEXT, -- id, to principal: the application asked for
	scope           TEXT, -- text: permissions, separated by blanks
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX oauth_grant_version_key ON oauth_grant_version (grant_id, valid_from);

-- An application permission.
CREATE TABLE app_role_assignment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	assignment_id   TEXT NOT NULL, -- text, key: id of the assignment
	principal_id    TEXT, -- id, to principal: who holds it
	principal_type  TEXT, -- word: User, Group, ServicePrincipal
	principal_name  TEXT, -- text: as the record says it
	api_id          TEXT, -- id, to principal: the application asked for
	api_name        TEXT, -- text: its name
	app_role_id     TEXT, -- id: the permission
	created_at      INTEGER, -- time: when it was given
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX app_role_assignment_version_key ON app_role_assignment_version (assignment_id, valid_from);

-- A domain of the tenant.
CREATE TABLE tenant_domain_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	domain          TEXT NOT NULL, -- text, key: its name
	is_verified     INTEGER, -- bool: verified
	is_default      INTEGER, -- bool: default for new accounts
	is_initial      INTEGER, -- bool: the onmicrosoft.com domain it began with
	authentication_type TEXT, -- word: Managed or Federated
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX tenant_domain_version_key ON tenant_domain_version (domain, valid_from);
