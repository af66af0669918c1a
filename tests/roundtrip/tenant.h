/* SPDX-License-Identifier: MIT
 * An invented tenant: what the admin APIs, the CLI for Microsoft 365 and PowerShell list of it. Include after invent.h.
 */
#ifndef ROUNDTRIP_TENANT_H
#define ROUNDTRIP_TENANT_H

enum {
	ENVIRONMENT_COUNT = 12,
	FLOW_COUNT = 200,
	APP_COUNT = 60,
	CONNECTOR_COUNT = 20,
	CONNECTION_COUNT = 80,
	PERMISSION_COUNT = 90,
	POLICY_COUNT = 8,
	GROUP_SIZE = 3, /* connectors in each group of a policy */
};

struct environment {
	char id[VALUE_SIZE], name[VALUE_SIZE], made[VALUE_SIZE], organization[VALUE_SIZE];
	bool is_default, has_level;
};

struct person {
	char id[VALUE_SIZE], name[VALUE_SIZE], upn[VALUE_SIZE];
};

struct flow {
	char id[VALUE_SIZE], name[VALUE_SIZE], made[VALUE_SIZE], changed[VALUE_SIZE],
		maker[VALUE_SIZE], reference[VALUE_SIZE], connection[VALUE_SIZE];
	const char *state;
	const struct environment *environment;
};

struct app {
	char id[VALUE_SIZE], name[VALUE_SIZE], description[VALUE_SIZE], made[VALUE_SIZE],
		changed[VALUE_SIZE], published[VALUE_SIZE], reference[VALUE_SIZE],
		connection[VALUE_SIZE];
	struct person owner;
	bool is_premium, is_featured, is_shared; /* its connection is shared */
	const struct environment *environment;
};

struct connector {
	char id[VALUE_SIZE], name[VALUE_SIZE], description[VALUE_SIZE], made[VALUE_SIZE],
		changed[VALUE_SIZE];
	struct person maker;
	const struct environment *environment;
};

struct connection {
	char id[VALUE_SIZE], name[VALUE_SIZE], made[VALUE_SIZE], used[VALUE_SIZE],
		error[VALUE_SIZE];
	struct person maker;
	bool is_broken;
	const struct connector *connector;
	const struct environment *environment;
};

/* Of an app, a flow or a connection, each a list of its own. */
struct permission {
	char id[VALUE_SIZE], made[VALUE_SIZE];
	struct person to;
	const char *role, *type;
};

struct policy {
	char id[VALUE_SIZE], name[VALUE_SIZE], made[VALUE_SIZE], changed[VALUE_SIZE];
	const char *scope, *fallback;
};

static struct {
	char id[VALUE_SIZE];
	struct environment environments[ENVIRONMENT_COUNT];
	struct flow flows[FLOW_COUNT];
	struct app apps[APP_COUNT];
	struct connector connectors[CONNECTOR_COUNT];
	struct connection connections[CONNECTION_COUNT];
	struct permission permissions[PERMISSION_COUNT];
	struct policy policies[POLICY_COUNT];
} tenant;

static inline void fill_person(struct person *person, size_t number)
{
	invent_guid(person->id);
	invent_name(person->name, number);
	snprintf(person->upn, sizeof(person->upn), "p%zu@tenant.example", number);
}

static inline void fill_environments(void)
{
	for (size_t i = 0; i < ENVIRONMENT_COUNT; i++) {
		struct environment *environment = &tenant.environments[i];

		invent_guid(environment->id);
		invent_guid(environment->organization);
		invent_name(environment->name, i);
		invent_moment(environment->made);
		environment->is_default = i == 0;
		environment->has_level = invent_below(2);
	}
}

static inline void fill_flows(void)
{
	static const char *const states[] = { "Started", "Stopped", "Suspended" };

	for (size_t i = 0; i < FLOW_COUNT; i++) {
		struct flow *flow = &tenant.flows[i];

		invent_guid(flow->id);
		invent_guid(flow->maker);
		invent_guid(flow->connection);
		invent_name(flow->name, i);
		invent_name(flow->reference, i);
		invent_moment(flow->made);
		invent_moment(flow->changed);
		flow->state = states[invent_below(3)];
		flow->environment = &tenant.environments[i % ENVIRONMENT_COUNT];
	}
}

static inline void fill_apps(void)
{
	for (size_t i = 0; i < APP_COUNT; i++) {
		struct app *app = &tenant.apps[i];

		invent_guid(app->id);
		invent_guid(app->reference);
		invent_guid(app->connection);
		invent_name(app->name, i);
		invent_name(app->description, i);
		invent_moment(app->made);
		invent_moment(app->changed);
		invent_moment(app->published);
		fill_person(&app->owner, i);
		app->is_premium = invent_below(2);
		app->is_featured = invent_below(2);
		app->is_shared = invent_below(2);
		app->environment = &tenant.environments[i % ENVIRONMENT_COUNT];
	}
}

static inline void fill_connectors(void)
{
	for (size_t i = 0; i < CONNECTOR_COUNT; i++) {
		struct connector *connector = &tenant.connectors[i];

		snprintf(connector->id, sizeof(connector->id), "shared_own-%zu", i);
		invent_name(connector->name, i);
		invent_name(connector->description, i);
		invent_moment(connector->made);
		invent_moment(connector->changed);
		fill_person(&connector->maker, i);
		connector->environment = &tenant.environments[i % ENVIRONMENT_COUNT];
	}
}

static inline void fill_connections(void)
{
	for (size_t i = 0; i < CONNECTION_COUNT; i++) {
		struct connection *connection = &tenant.connections[i];

		invent_guid(connection->id);
		invent_name(connection->name, i);
		invent_text(connection->error);
		invent_moment(connection->made);
		invent_moment(connection->used);
		fill_person(&connection->maker, i);
		connection->is_broken = invent_below(2);
		connection->connector = &tenant.connectors[i % CONNECTOR_COUNT];
		connection->environment = &tenant.environments[i % ENVIRONMENT_COUNT];
	}
}

static inline void fill_permissions(void)
{
	static const char *const roles[] = { "Owner", "CanEdit", "CanView" };
	static const char *const types[] = { "User", "Group", "Tenant" };

	for (size_t i = 0; i < PERMISSION_COUNT; i++) {
		struct permission *permission = &tenant.permissions[i];

		invent_guid(permission->id);
		invent_moment(permission->made);
		fill_person(&permission->to, i);
		permission->role = roles[invent_below(3)];
		permission->type = types[invent_below(3)];
	}
}

static inline void fill_policies(void)
{
	static const char *const scopes[] = { "AllEnvironments", "OnlyEnvironments",
					      "ExceptEnvironments" };
	static const char *const groups[] = { "Confidential", "General", "Blocked" };

	for (size_t i = 0; i < POLICY_COUNT; i++) {
		struct policy *policy = &tenant.policies[i];

		invent_guid(policy->id);
		invent_name(policy->name, i);
		invent_moment(policy->made);
		invent_moment(policy->changed);
		policy->scope = scopes[invent_below(3)];
		policy->fallback = groups[invent_below(3)];
	}
}

static inline void tenant_fill(unsigned seed)
{
	invention = seed;
	invent_guid(tenant.id);
	fill_environments();
	fill_flows();
	fill_apps();
	fill_connectors();
	fill_connections();
	fill_permissions();
	fill_policies();
}

#endif
