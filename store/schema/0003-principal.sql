-- People, guests, groups and service principals.

-- Who can own or use something: a user, guest, group or service principal. Rows come from lists of principals only: being named in some record proves nothing about today.
CREATE TABLE principal_version (
	version_id      INTEGER PRIMARY KEY, -- int, system: local number of the version
	principal_id    TEXT NOT NULL, -- id, key: Microsoft Entra object id; the user principal name where a source knows no id
	kind            TEXT, -- word: user, group, service_principal, system, tenant, unknown
	user_principal_name TEXT, -- text: UPN
	display_name    TEXT, -- text: name shown to people
	email           TEXT, -- text: mail address
	user_type       TEXT, -- word: member or guest
	in_directory    INTEGER, -- bool: listed by the directory itself, not only by a registry such as the CoE kit's
	is_enabled      INTEGER, -- bool: sign-in allowed
	is_deleted      INTEGER, -- bool: in the directory's recycle bin, or gone
	deleted_at      INTEGER, -- time: deletion
	is_orphaned     INTEGER, -- bool: the CoE kit found no such account (or, as configured there, a disabled one)
	is_service_principal INTEGER, -- bool: an application identity
	app_id          TEXT, -- id: application id of a service principal
	service_principal_type TEXT, -- word: Application, ManagedIdentity, Legacy, ...
	home_tenant_id  TEXT, -- id: tenant that owns the application
	is_system       INTEGER, -- bool: the platform's own pseudo-account
	created_at      INTEGER, -- time: creation in the directory
	department      TEXT, -- text: department
	job_title       TEXT, -- text: job title
	employee_type   TEXT, -- word: kind of employment, as the directory says
	office          TEXT, -- text: office
	company         TEXT, -- text: company
	city            TEXT, -- text: city
	country         TEXT, -- text: country
	manager_name    TEXT, -- text: display name of the manager
	manager_id      TEXT, -- id, to principal: the manager
	manager_upn     TEXT, -- text: UPN of the manager
	group_size      INTEGER, -- int: members of a group
	group_type      TEXT, -- word: Unified, Security, DynamicMembership, ...
	membership_rule TEXT, -- text: rule of a dynamic group
	has_guests      INTEGER, -- bool: a group that has guests
	on_premises_sync INTEGER, -- bool: synchronised from an on-premises directory
	row_active      INTEGER, -- bool: the CoE row is active (statecode 0)
	valid_from      INTEGER NOT NULL, -- time, system: first snapshot that saw these values
	valid_to        INTEGER, -- time, system: first snapshot that saw others, or nothing; NULL while they stand
	source_file_id  INTEGER NOT NULL, -- int, system: the file these values were first read from
	record          INTEGER NOT NULL, -- int, system: number of the record in that file
	source_rank     INTEGER NOT NULL -- int, system: authority of that source, the highest wins
) STRICT;
CREATE UNIQUE INDEX principal_version_key ON principal_version (principal_id, valid_from);
