-- The tenant and its environments.

-- The Microsoft Entra tenant.
CREATE TABLE tenant_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	tenant_id       TEXT NOT NULL, -- id, key: GUID of the tenant
	display_name    TEXT, -- text: its name
	default_domain  TEXT, -- text: its initial or default domain
	country         TEXT, -- word: country of the organization
	created_at      INTEGER, -- time: creation of the directory
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX tenant_version_key ON tenant_version (tenant_id, valid_from);

-- A Power Platform environment.
CREATE TABLE environment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key: the environment name of the admin API: a GUID, or default-<tenant GUID>
	coe_row_id      TEXT, -- id: GUID under which other CoE tables refer to it (admin_environmentid)
	tenant_id       TEXT, -- id: the tenant it belongs to
	display_name    TEXT, -- text: name shown to people
	description     TEXT, -- text: what its makers wrote about it
	sku             TEXT, -- word: Production, Sandbox, Developer, Default, Trial, SubscriptionBasedTrial, Teams, ...
	purpose         TEXT, -- word: Development, Test, Production or Training, as the CoE team noted
	is_default      INTEGER, -- bool: the tenant's default environment
	location        TEXT, -- text: geography
	region          TEXT, -- text: Azure region
	state           TEXT, -- word: lifecycle state (Ready, ...)
	creation_type   TEXT, -- word: how it came about (User, DefaultTenant, Developer, Trial, Teams, ...)
	key_managed_by  TEXT, -- word: who manages the encryption key: Microsoft or Customer
	is_dormant      INTEGER, -- bool: the platform calls it dormant
	runtime_state   TEXT, -- word: Enabled, AdminMode, Disabled
	created_at      INTEGER, -- time: creation
	created_by_id   TEXT, -- id, to principal: who created it
	created_by_ref  TEXT, -- ref: the creator as the source named it, when by another name
	created_by_name TEXT, -- text: that person's name, as the environment's record says it
	owner_id        TEXT, -- id, to principal: the person a developer environment belongs to
	owner_ref       TEXT, -- ref: the owner as the source named it, when by another name
	modified_at     INTEGER, -- time, moving: last change of the environment itself
	protection_level TEXT, -- word: Standard (a Managed Environment) or Basic (not managed); NULL when not said
	has_dataverse   INTEGER, -- bool: has a Dataverse database
	organization_id TEXT, -- id: Dataverse organization
	instance_url    TEXT, -- text: Dataverse address
	instance_host   TEXT, -- text: host of that address, without its API part
	unique_name     TEXT, -- text: unique name of the Dataverse organization
	dataverse_version TEXT, -- text: version of Dataverse
	security_group_id TEXT, -- id: group that limits access; all zeros means explicitly none
	security_group_name TEXT, -- text: its name
	environment_group_id TEXT, -- id: environment group
	business_area_id TEXT, -- id, to business_area: part of the business it belongs to
	teams_group_id  TEXT, -- id: group of the Teams team it belongs to
	billing_policy_id TEXT, -- id, to billing_policy: pay-as-you-go plan that pays for it
	retention_period TEXT, -- text: backup retention, ISO 8601
	expires_at      INTEGER, -- time: end of a trial
	administration_mode INTEGER, -- bool: in administration mode
	background_operations_enabled INTEGER, -- bool: background operations run
	connections_inaccessible INTEGER, -- bool: the inventory could not read its connections
	has_dlp_policy  INTEGER, -- bool: the CoE kit's own verdict that a data policy applies
	dlp_policies    TEXT, -- text: names of these policies, as the kit joined them
	is_coe          INTEGER, -- bool: the environment in which the CoE kit runs
	excused_from_inventory INTEGER, -- bool: the kit was told to leave it out
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
CREATE UNIQUE INDEX environment_version_key ON environment_version (environment_id, valid_from);
CREATE INDEX environment_version_owner_ref ON environment_version (owner_ref COLLATE NOCASE) WHERE owner_ref IS NOT NULL;
CREATE INDEX environment_version_created_by_ref ON environment_version (created_by_ref COLLATE NOCASE) WHERE created_by_ref IS NOT NULL;

-- One tenant-wide setting.
CREATE TABLE tenant_setting_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	setting         TEXT NOT NULL, -- text, key: its path in the settings object, in dots
	value           TEXT, -- text: its value: true, false, a number or text
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX tenant_setting_version_key ON tenant_setting_version (setting, valid_from);
