/* SPDX-License-Identifier: MIT
 * The tables of an invented CoE kit: columns by their logical and display names, and rows filled by chance.
 * Names are unique within a table, so that a lookup by name means one row. Include after invent.h.
 */
#ifndef ROUNDTRIP_TABLES_H
#define ROUNDTRIP_TABLES_H

enum kind {
	KEY,
	MODIFIED, /* when the row was changed */
	NAME,     /* unique, the row's name in lookups */
	GUID,
	CODE, /* unique short name */
	WORD, /* of `words` */
	FREE_TEXT,
	NUMBER,
	MOMENT,
	CHOICE, /* of `words`: number and label in turn */
	YES_NO,
	LOOKUP, /* of a row of `target` */
	NAMED,  /* the name of the lookup in the column before */
};

enum { WORDS_MAX = 10, COLUMNS_MAX = 20, ROWS_MAX = 80 };
enum { MAKERS, ENVIRONMENTS, CONNECTORS, FLOWS, APPS, REFERENCES, POLICIES, ACTIONS, CAPACITIES, TABLES };

struct kit_column {
	const char *name, *label;
	enum kind kind;
	bool is_required; /* and a lookup's row is the one with the same number */
	int target;
	const char *words[WORDS_MAX];
	bool is_inherited; /* the same row as that of the column before has for this target */
};

struct kit_cell {
	bool has_value;
	char text[VALUE_SIZE];  /* the value as programs know it */
	char label[VALUE_SIZE]; /* as people see it */
};

struct kit_table {
	const char *name, *set;
	size_t row_count;
	struct kit_column columns[COLUMNS_MAX]; /* to the one without a name */
	struct kit_cell cells[ROWS_MAX][COLUMNS_MAX];
};

#define CHANGED { "modifiedon", "(Do Not Modify) Modified On", MODIFIED, true, 0, { NULL } }
#define ACTIVE                                                                     \
	{                                                                          \
		"statecode", "Status", CHOICE, true, 0, { "0", "Active", "1", "Inactive" } \
	}

/* clang-format off */
static struct kit_table kit[TABLES] = {
	[MAKERS] = { "admin_maker", "admin_makers", 30, {
		{ "admin_makerid", "(Do Not Modify) Maker", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "Display Name", .kind = NAME },
		{ "admin_userprincipalname", "User Principal Name", .kind = CODE },
		{ "admin_userisguest", "UserIsGuest", .kind = YES_NO },
		{ "admin_makerisorphaned", "Maker Is Orphaned", .kind = YES_NO },
		{ "admin_department", "Department", .kind = FREE_TEXT },
		{ "admin_city", "City", .kind = FREE_TEXT },
		{ "admin_managerid", "Manager ID", .kind = GUID } } },
	[ENVIRONMENTS] = { "admin_environment", "admin_environments", 20, {
		{ "admin_environmentid", "(Do Not Modify) Environment", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "Display Name", .kind = NAME },
		{ "admin_environmentname", "Name", GUID, .is_required = true },
		{ "admin_environmentsku", "Environment Sku", WORD, .words = { "Default", "Production", "Sandbox" } },
		{ "admin_governanceprotectionlevel", "Governance Protection Level", WORD, .words = { "Basic", "Standard" } },
		{ "admin_hascds", "hasCDS", .kind = YES_NO },
		{ "admin_organizationid", "Organization ID", .kind = GUID },
		{ "admin_environmentcreatedon", "Environment Created On", .kind = MOMENT },
		{ "admin_environmentpurpose", "Environment Purpose", CHOICE, .words = {
			"597910000", "Development", "597910001", "Test", "597910002", "Production" } },
		{ "admin_environmentpurposetext", "Environment Purpose Text", .kind = FREE_TEXT },
		{ "admin_environmentisorphaned", "Environment is Orphaned", .kind = YES_NO },
		{ "admin_maker", "Environment Maker", LOOKUP, .target = MAKERS },
		{ "admin_environmentmakerdisplayname", "Environment Maker Display Name", .kind = NAMED },
		{ "admin_adminrequirementriskassessment", "Admin Requirement - Risk Assessment", CHOICE, .words = {
			"597910000", "Negligible", "597910003", "Critical" } } } },
	[CONNECTORS] = { "admin_connector", "admin_connectors", 25, {
		{ "admin_connectorid", "(Do Not Modify) PowerApps Connector", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "Connector Display Name", .kind = NAME },
		{ "admin_name", "Name", .kind = CODE },
		{ "admin_publisher", "Publisher", .kind = FREE_TEXT },
		{ "admin_tier", "Tier", WORD, .words = { "Standard", "Premium" } },
		{ "admin_iscustomapi", "Is Custom Api", .kind = YES_NO },
		{ "admin_environmentcustomconnector", "Environment Custom Connector", LOOKUP, .target = ENVIRONMENTS },
		{ "admin_maker", "Maker", LOOKUP, .target = MAKERS },
		{ "admin_connectorcreatordisplayname", "Connector Creator Display Name", .kind = NAMED },
		{ "admin_connectorcreateddatetime", "Connector Created On", .kind = MOMENT } } },
	[FLOWS] = { "admin_flow", "admin_flows", 80, {
		{ "admin_flowid", "(Do Not Modify) Flow", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "Display Name", .kind = NAME },
		{ "admin_flowdescription", "Flow Description", .kind = FREE_TEXT },
		{ "admin_flowstate", "Flow State", WORD, .words = { "Started", "Stopped", "Suspended" } },
		{ "admin_flowsuspensionreason", "Flow Suspension Reason", WORD, .words = { "None", "CompanyDlpViolation" } },
		{ "admin_flowenvironment", "Flow Environment", LOOKUP, .target = ENVIRONMENTS },
		{ "admin_derivedowner", "DerivedOwner", LOOKUP, .target = MAKERS },
		{ "admin_flowcreator", "Maker", LOOKUP, .target = MAKERS },
		{ "admin_flowmakerdisplayname", "Flow Maker Display Name", .kind = NAMED },
		{ "admin_flowcreatedon", "Flow Created On", .kind = MOMENT },
		{ "admin_flowmodifiedon", "Flow Modified On", .kind = MOMENT },
		{ "admin_workflowentityid", "WorkflowEntityId", .kind = GUID },
		{ "admin_flowsharedusers", "Flow Shared Users", .kind = NUMBER },
		{ "admin_flowlastrunon", "Flow Last Run ON", .kind = MOMENT },
		{ "admin_requirement_1", "Maker Requirement - Business Justification", .kind = FREE_TEXT },
		{ "cr5d5_flowisorphaned", "Flow is Orphaned", .kind = YES_NO } } },
	[APPS] = { "admin_app", "admin_apps", 60, {
		{ "admin_appid", "(Do Not Modify) PowerApps App", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "App Display Name", .kind = NAME },
		{ "admin_appdescription", "App Description", .kind = FREE_TEXT },
		{ "admin_powerappstype", "App Type", CHOICE, .words = {
			"597910000", "Canvas", "597910001", "Model Driven", "597910003", "Custom Page" } },
		{ "admin_appenvironment", "App Environment", LOOKUP, .target = ENVIRONMENTS },
		{ "admin_appowner", "App Owner", LOOKUP, .target = MAKERS },
		{ "admin_appownerdisplayname", "App Owner Display Name", .kind = NAMED },
		{ "admin_appcreatedon", "App Created On", .kind = MOMENT },
		{ "admin_applastlaunchedon", "App Last Launched On", .kind = MOMENT },
		{ "admin_appsharedusers", "App Shared Users", .kind = NUMBER },
		{ "admin_appsharedwithtenant", "App Shared with Tenant", .kind = YES_NO },
		{ "admin_appisquarantined", "App Is Quarantined", .kind = YES_NO },
		{ "admin_requirement_2", "Maker Requirement - Access Management", .kind = FREE_TEXT } } },
	[REFERENCES] = { "admin_connectionreference", "admin_connectionreferences", 60, {
		{ "admin_connectionreferenceid", "(Do Not Modify) CoE Connection Reference", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "Display Name", .kind = NAME },
		{ "admin_flow", "Flow Connection Reference", LOOKUP, .is_required = true, .target = FLOWS },
		{ "admin_connector", "Connector", LOOKUP, .is_required = true, .target = CONNECTORS },
		{ "admin_flow_connectionreferencesource", "flow_ConnectionReferenceSource", WORD, .words = {
			"Embedded", "Invoker" } } } },
	[POLICIES] = { "admin_dlppolicy", "admin_dlppolicies", 10, {
		{ "admin_dlppolicyid", "(Do Not Modify) DLP Policy", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_name", "Name", .kind = NAME },
		{ "admin_policyid", "Policy Id", GUID, .is_required = true },
		{ "admin_description", "Description", .kind = FREE_TEXT },
		{ "admin_isshared", "Is Shared", .kind = YES_NO },
		{ "admin_scope", "Scope", CHOICE, .words = { "597910000", "All environments",
			"597910001", "Include certain environments", "597910002", "Exclude certain environments" } } } },
	[ACTIONS] = { "admin_flowactiondetail", "admin_flowactiondetails", 80, {
		{ "admin_flowactiondetailid", "(Do Not Modify) Flow Action Detail", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_displayname", "Display Name", .kind = NAME },
		{ "admin_flow", "Flow", LOOKUP, .is_required = true, .target = FLOWS },
		{ "admin_flowactiondetailenvrinment", "Flow Action Detail Envrinment", LOOKUP, .target = ENVIRONMENTS,
		  .is_inherited = true },
		{ "cr5d5_istypetrigger", "isTypeTrigger", YES_NO, .is_required = true },
		{ "admin_actiontype", "Action Type", WORD, .words = { "OpenApiConnection", "Http", "Scope" } },
		{ "admin_operation", "Operation", .kind = FREE_TEXT },
		{ "admin_flowactiondetaildeleted", "Flow Action Detail Deleted", .kind = YES_NO } } },
	[CAPACITIES] = { "admin_environmentcapacity", "admin_environmentcapacities", 20, {
		{ "admin_environmentcapacityid", "(Do Not Modify) Environment Capacity", .kind = KEY }, CHANGED, ACTIVE,
		{ "admin_environment", "Environment", LOOKUP, .is_required = true, .target = ENVIRONMENTS },
		{ "admin_capacitytype", "Capacity Type", WORD, .is_required = true, .words = { "Database", "File", "Log" } },
		{ "admin_actualconsumption", "Actual Consumption", .kind = NUMBER },
		{ "admin_approvedcapacity", "Approved Capacity", .kind = NUMBER },
		{ "admin_capacityunit", "Capacity Unit", WORD, .words = { "MB" } } } },
};
/* clang-format on */

static inline size_t column_count(const struct kit_table *table)
{
	size_t count = 0;

	while (count < COLUMNS_MAX && table->columns[count].name != NULL)
		count++;
	return count;
}

/* Of the list, each `step` entries wide. */
static inline const char *const *pick(const struct kit_column *column, unsigned step)
{
	unsigned count = 0;

	while (count < WORDS_MAX && column->words[count] != NULL)
		count += step;
	return &column->words[step * invent_below(count / step)];
}

static inline void look_up(const struct kit_column *column, size_t row, struct kit_cell *cell)
{
	const struct kit_table *target = &kit[column->target];
	size_t other = column->is_required ? row % target->row_count :
					     invent_below((unsigned)target->row_count);

	memcpy(cell->text, target->cells[other][0].text, VALUE_SIZE);
	for (size_t i = 0; i < column_count(target); i++) {
		if (target->columns[i].kind == NAME)
			memcpy(cell->label, target->cells[other][i].text, VALUE_SIZE);
	}
}

/* An action lies where its flow does. */
static inline void inherit(const struct kit_column *column, size_t row, struct kit_cell *cell)
{
	const struct kit_table *owner = &kit[column[-1].target];

	for (size_t i = 0; i < column_count(owner); i++) {
		if (owner->columns[i].kind == LOOKUP && owner->columns[i].target == column->target)
			*cell = owner->cells[row % owner->row_count][i];
	}
}

static inline void fill_text(const struct kit_column *column, size_t row, char *text)
{
	switch (column->kind) {
	case KEY:
	case GUID:
		invent_guid(text);
		break;
	case MODIFIED:
	case MOMENT:
		invent_moment(text);
		break;
	case NAME:
		invent_name(text, row);
		break;
	case CODE:
		snprintf(text, VALUE_SIZE, "code_%zu", row);
		break;
	case NUMBER:
		snprintf(text, VALUE_SIZE, "%u", invent_below(100000));
		break;
	case WORD:
		snprintf(text, VALUE_SIZE, "%s", *pick(column, 1));
		break;
	default:
		invent_text(text);
	}
}

static inline void fill(const struct kit_column *column, size_t row, struct kit_cell *cell)
{
	const bool may_lack = !column->is_required && column->kind != KEY && column->kind != NAME &&
			      column->kind != CODE;
	const char *const *choice;

	cell->has_value = !may_lack || invent_below(5) > 0;
	if (column->is_inherited) {
		inherit(column, row, cell);
	} else if (column->kind == LOOKUP) {
		look_up(column, row, cell);
	} else if (column->kind == CHOICE) {
		choice = pick(column, 2);
		snprintf(cell->text, VALUE_SIZE, "%s", choice[0]);
		snprintf(cell->label, VALUE_SIZE, "%s", choice[1]);
	} else if (column->kind == YES_NO) {
		snprintf(cell->text, VALUE_SIZE, "%s", invent_below(2) ? "true" : "false");
		snprintf(cell->label, VALUE_SIZE, "%s", cell->text[0] == 't' ? "Yes" : "No");
	} else if (column->kind == NAMED) {
		cell->has_value = cell[-1].has_value;
		memcpy(cell->text, cell[-1].label, VALUE_SIZE);
		memcpy(cell->label, cell->text, VALUE_SIZE);
	} else {
		fill_text(column, row, cell->text);
		memcpy(cell->label, cell->text, VALUE_SIZE);
	}
}

static inline void kit_fill(unsigned seed)
{
	invention = seed;
	for (struct kit_table *table = kit; table < kit + TABLES; table++) {
		for (size_t row = 0; row < table->row_count; row++) {
			for (size_t i = 0; i < column_count(table); i++)
				fill(&table->columns[i], row, &table->cells[row][i]);
		}
	}
}

#endif
