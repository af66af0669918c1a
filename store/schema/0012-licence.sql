-- Licences, capacity and use.

-- A product the tenant has licences of.
CREATE TABLE license_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	sku_id          TEXT NOT NULL, -- id, key: GUID of the product
	sku_part_number TEXT, -- word: its part number
	display_name    TEXT, -- text: its name
	status          TEXT, -- word: Enabled, Warning, Suspended, ...
	consumed        INTEGER, -- int: licences assigned
	enabled         INTEGER, -- int: licences to assign
	suspended       INTEGER, -- int: licences suspended
	warning         INTEGER, -- int: licences in their grace period
	applies_to      TEXT, -- word: User or Company
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX license_version_key ON license_version (sku_id, valid_from);

-- A service inside a product.
CREATE TABLE license_plan_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	sku_id          TEXT NOT NULL, -- id, key, to license: the product
	plan_id         TEXT NOT NULL, -- id, key: GUID of the service plan
	plan_name       TEXT, -- word: its name
	status          TEXT, -- word: Success, Disabled, ...
	applies_to      TEXT, -- word: User or Company
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX license_plan_version_key ON license_plan_version (sku_id, plan_id, valid_from);

-- A licence of an account.
CREATE TABLE license_assignment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	principal_id    TEXT NOT NULL, -- id, key, to principal: the account
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	sku_id          TEXT NOT NULL, -- id, key, to license: the product
	sku_part_number TEXT, -- word: its part number
	disabled_plans  TEXT, -- text: service plans turned off, joined
	assigned_by_group_id TEXT, -- id, to principal: the group that gives it
	state           TEXT, -- word: Active, Error, ...
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX license_assignment_version_key ON license_assignment_version (principal_id, sku_id, valid_from);
CREATE INDEX license_assignment_version_principal_ref ON license_assignment_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;

-- Storage of a kind in an environment. (moving)
CREATE TABLE capacity_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: the environment; '' for the tenant
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	capacity_type   TEXT NOT NULL, -- word, key: Database, File, Log, FinOpsDatabase, FinOpsFile, ...
	actual          REAL, -- real: used, in the unit
	rated           REAL, -- real: used as billed, in the unit
	approved        REAL, -- real: approved by the CoE team, in the unit
	entitled        REAL, -- real: bought, in the unit
	unit            TEXT, -- word: MB, Unit, ...
	updated_at      INTEGER, -- time, moving: when it was measured
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX capacity_version_key ON capacity_version (environment_id, capacity_type, valid_from);
CREATE INDEX capacity_version_environment_ref ON capacity_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- An add-on given to an environment.
CREATE TABLE capacity_addon_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	environment_id  TEXT NOT NULL, -- id, key, optional, to environment: the environment; '' for the tenant
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	addon_type      TEXT NOT NULL, -- word, key: kind of add-on
	allocated       REAL, -- real: given, in the unit
	consumed        REAL, -- real: used last month, in the unit
	unit            TEXT, -- word: unit
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX capacity_addon_version_key ON capacity_addon_version (environment_id, addon_type, valid_from);
CREATE INDEX capacity_addon_version_environment_ref ON capacity_addon_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;

-- A pay-as-you-go plan.
CREATE TABLE billing_policy_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	billing_policy_id TEXT NOT NULL, -- id, key: GUID
	display_name    TEXT, -- text: name shown to people
	policy_type     TEXT, -- word: type
	status          TEXT, -- word: Enabled, Disabled
	location        TEXT, -- text: geography
	subscription_id TEXT, -- id: Azure subscription
	resource_group  TEXT, -- text: Azure resource group
	created_at      INTEGER, -- time: creation
	modified_at     INTEGER, -- time, moving: last change
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX billing_policy_version_key ON billing_policy_version (billing_policy_id, valid_from);

-- An environment that a pay-as-you-go plan pays for.
CREATE TABLE billing_policy_environment_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	billing_policy_id TEXT NOT NULL, -- id, key, to billing_policy: the plan
	environment_id  TEXT NOT NULL, -- id, key, to environment: the environment
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX billing_policy_environment_version_key ON billing_policy_environment_version (billing_policy_id, environment_id, valid_from);

-- How much something was used in a day or month. (moving)
CREATE TABLE usage_period_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	resource_kind   TEXT NOT NULL, -- word, key: app, flow, agent, ai_model, environment
	resource_id     TEXT NOT NULL, -- id, key: the resource
	resource_ref    TEXT, -- ref: the resource as the source named it, when by another name
	period_at       INTEGER NOT NULL, -- time, key: begin of the period
	grain           TEXT NOT NULL, -- word, key: day or month
	measure         TEXT NOT NULL, -- word, key: launches, runs, failed_runs, conversations, credits, users
	principal_id    TEXT NOT NULL, -- id, key, optional, to principal: by whom; '' for all together
	principal_ref   TEXT, -- ref: the principal as the source named it, when by another name
	environment_id  TEXT, -- id, to environment: the environment of the resource
	environment_ref TEXT, -- ref: the environment as the source named it, when by another name
	amount          REAL, -- real: how much
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX usage_period_version_key ON usage_period_version (resource_kind, resource_id, period_at, grain, measure, principal_id, valid_from);
CREATE INDEX usage_period_version_resource_ref ON usage_period_version (resource_ref COLLATE NOCASE) WHERE resource_ref IS NOT NULL;
CREATE INDEX usage_period_version_principal_ref ON usage_period_version (principal_ref COLLATE NOCASE) WHERE principal_ref IS NOT NULL;
CREATE INDEX usage_period_version_environment_ref ON usage_period_version (environment_ref COLLATE NOCASE) WHERE environment_ref IS NOT NULL;
