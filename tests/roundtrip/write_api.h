/* SPDX-License-Identifier: MIT
 * The tenant's objects as the admin APIs answer, each the members of one object; and what the CLI for Microsoft 365 adds
 * to some. Include after tenant.h and write_json.h.
 */
#ifndef ROUNDTRIP_WRITE_API_H
#define ROUNDTRIP_WRITE_API_H

static inline void json_bool(struct buffer *out, const char *name, bool value)
{
	json_raw(out, name, value ? "true" : "false");
}

/* "id": "/providers/...", by a format that takes texts */
static inline void json_path(struct buffer *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline void json_path(struct buffer *out, const char *format, ...)
{
	char path[4 * VALUE_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(path, sizeof(path), format, arguments);
	va_end(arguments);
	json_member(out, "id", path);
}

static inline void api_person(struct buffer *out, const char *name, const struct person *person)
{
	json_open(out, name, '{');
	json_member(out, "id", person->id);
	json_member(out, "displayName", person->name);
	json_member(out, "email", person->upn);
	json_member(out, "type", "User");
	json_member(out, "tenantId", tenant.id);
	json_member(out, "userPrincipalName", person->upn);
	buffer_puts(out, "}");
}

static inline void api_place(struct buffer *out, const struct environment *environment)
{
	json_open(out, "environment", '{');
	json_path(out, "/providers/Microsoft.PowerApps/environments/%s", environment->id);
	json_member(out, "name", environment->id);
	buffer_puts(out, "}");
}

static inline void api_environment(struct buffer *out, size_t i)
{
	const struct environment *environment = &tenant.environments[i];

	json_member(out, "name", environment->id);
	json_member(out, "type", "Microsoft.BusinessAppPlatform/scopes/environments");
	json_open(out, "properties", '{');
	json_member(out, "displayName", environment->name);
	json_member(out, "createdTime", environment->made);
	json_member(out, "environmentSku", environment->is_default ? "Default" : "Sandbox");
	json_bool(out, "isDefault", environment->is_default);
	json_open(out, "linkedEnvironmentMetadata", '{');
	json_member(out, "resourceId", environment->organization);
	buffer_puts(out, "}");
	json_open(out, "governanceConfiguration", '{');
	json_member(out, "protectionLevel", environment->has_level ? "Standard" : NULL);
	buffer_puts(out, "}}");
}

static inline void api_flow(struct buffer *out, size_t i)
{
	const struct flow *flow = &tenant.flows[i];

	json_member(out, "name", flow->id);
	json_member(out, "type", "Microsoft.ProcessSimple/environments/flows");
	json_open(out, "properties", '{');
	json_member(out, "displayName", flow->name);
	json_member(out, "state", flow->state);
	json_member(out, "flowSuspensionReason", "None");
	json_bool(out, "flowFailureAlertSubscribed", false);
	json_member(out, "createdTime", flow->made);
	json_member(out, "lastModifiedTime", flow->changed);
	api_place(out, flow->environment);
	json_open(out, "creator", '{');
	json_member(out, "objectId", flow->maker);
	buffer_puts(out, "}");
	json_open(out, "connectionReferences", '{');
	json_text(out, flow->reference);
	buffer_puts(out, ": {");
	json_member(out, "connectionName", flow->connection);
	json_member(out, "source", "Embedded");
	json_member(out, "id", "/providers/Microsoft.PowerApps/apis/shared_sql");
	buffer_puts(out, "}}}");
}

static inline void api_app(struct buffer *out, size_t i)
{
	const struct app *app = &tenant.apps[i];

	json_member(out, "name", app->id);
	json_path(out, "/providers/Microsoft.PowerApps/apps/%s", app->id);
	json_member(out, "type", "Microsoft.PowerApps/apps");
	json_open(out, "properties", '{');
	json_member(out, "appVersion", app->changed);
	json_member(out, "lifeCycleId", "Published");
	api_person(out, "owner", &app->owner);
	json_member(out, "displayName", app->name);
	json_member(out, "description", app->description);
	json_member(out, "createdTime", app->made);
	json_member(out, "lastModifiedTime", app->changed);
	json_member(out, "lastPublishTime", app->published);
	json_raw(out, "sharedGroupsCount", "0");
	json_raw(out, "sharedUsersCount", "7");
	json_open(out, "connectionReferences", '{');
	json_open(out, app->reference, '{');
	json_member(out, "id", "/providers/microsoft.powerapps/apis/shared_sql");
	json_member(out, "apiTier", "Premium");
	if (app->is_shared)
		json_member(out, "sharedConnectionId", app->connection);
	buffer_puts(out, "}}");
	json_bool(out, "isFeaturedApp", app->is_featured);
	json_bool(out, "bypassConsent", !app->is_featured);
	json_bool(out, "isHeroApp", false);
	api_place(out, app->environment);
	json_member(out, "almMode", "Environment");
	json_member(out, "appPlanClassification", app->is_premium ? "Premium" : "Standard");
	json_bool(out, "usesPremiumApi", app->is_premium);
	buffer_puts(out, "}");
	json_member(out, "appType", "ClassicCanvasApp");
}

static inline void api_connector_properties(struct buffer *out, size_t i)
{
	const struct connector *connector = &tenant.connectors[i];

	json_member(out, "displayName", connector->name);
	json_bool(out, "isCustomApi", true);
	json_open(out, "metadata", '{');
	json_member(out, "source", "powerapps-user-defined");
	buffer_puts(out, "}");
	json_member(out, "description", connector->description);
	json_member(out, "tier", "Premium");
	json_member(out, "publisher", connector->maker.name);
	json_member(out, "releaseTag", "Production");
	api_person(out, "createdBy", &connector->maker);
	json_member(out, "createdTime", connector->made);
	json_member(out, "changedTime", connector->changed);
	api_place(out, connector->environment);
}

static inline void api_connector(struct buffer *out, size_t i)
{
	const struct connector *connector = &tenant.connectors[i];

	json_member(out, "name", connector->id);
	json_path(out, "/providers/Microsoft.PowerApps/apis/%s", connector->id);
	json_member(out, "type", "Microsoft.PowerApps/apis");
	json_open(out, "properties", '{');
	api_connector_properties(out, i);
	buffer_puts(out, "}");
}

static inline void api_status(struct buffer *out, const struct connection *connection)
{
	buffer_puts(out, "{");
	json_member(out, "status", connection->is_broken ? "Error" : "Connected");
	if (connection->is_broken) {
		json_member(out, "target", "token");
		json_open(out, "error", '{');
		json_member(out, "code", "Unauthorized");
		json_member(out, "message", connection->error);
		buffer_puts(out, "}");
	}
	buffer_puts(out, "}");
}

static inline void api_connection(struct buffer *out, size_t i)
{
	const struct connection *connection = &tenant.connections[i];

	json_member(out, "name", connection->id);
	json_path(out, "/providers/Microsoft.PowerApps/scopes/admin/environments/%s/apis/%s/connections/%s",
		  connection->environment->id, connection->connector->id, connection->id);
	json_member(out, "type", "Microsoft.PowerApps/scopes/apis/connections");
	json_open(out, "properties", '{');
	buffer_printf(out, "\"apiId\": \"/providers/Microsoft.PowerApps/apis/%s\"",
		      connection->connector->id);
	json_member(out, "displayName", connection->name);
	json_open(out, "statuses", '[');
	api_status(out, connection);
	buffer_puts(out, "]");
	api_person(out, "createdBy", &connection->maker);
	json_member(out, "createdTime", connection->made);
	json_member(out, "lastModifiedTime", connection->used);
	json_bool(out, "isSsoConnection", false);
	json_bool(out, "allowSharing", true);
	api_place(out, connection->environment);
	buffer_puts(out, "}");
}

/* The resource stands before "/permissions/". */
static inline void api_permission(struct buffer *out, size_t i, const char *type, const char *resource)
{
	const struct permission *permission = &tenant.permissions[i];

	json_member(out, "name", permission->id);
	json_path(out, "%s/permissions/%s", resource, permission->id);
	json_member(out, "type", type);
	json_open(out, "properties", '{');
	json_member(out, "roleName", permission->role);
	if (strcmp(permission->type, "Tenant") == 0) {
		json_open(out, "principal", '{');
		json_member(out, "tenantId", tenant.id);
	} else {
		json_open(out, "principal", '{');
		json_member(out, "id", permission->to.id);
		json_member(out, "displayName", permission->to.name);
		json_member(out, "email", permission->to.upn);
	}
	json_member(out, "type", permission->type);
	buffer_puts(out, "}");
	json_member(out, "createdOn", permission->made);
	buffer_puts(out, "}");
}

static inline void api_app_permission(struct buffer *out, size_t i)
{
	char resource[4 * VALUE_SIZE];

	snprintf(resource, sizeof(resource), "/providers/Microsoft.PowerApps/environments/%s/apps/%s",
		 tenant.apps[i % APP_COUNT].environment->id, tenant.apps[i % APP_COUNT].id);
	api_permission(out, i, "Microsoft.PowerApps/apps/permissions", resource);
}

static inline void api_flow_permission(struct buffer *out, size_t i)
{
	char resource[4 * VALUE_SIZE];

	snprintf(resource, sizeof(resource),
		 "/providers/Microsoft.ProcessSimple/environments/%s/flows/%s",
		 tenant.flows[i].environment->id, tenant.flows[i].id);
	api_permission(out, i, "/providers/Microsoft.ProcessSimple/environments/flows/permissions",
		       resource);
}

static inline void api_connection_permission(struct buffer *out, size_t i)
{
	const struct connection *connection = &tenant.connections[i % CONNECTION_COUNT];
	char resource[4 * VALUE_SIZE];

	snprintf(resource, sizeof(resource),
		 "/providers/Microsoft.PowerApps/scopes/admin/environments/%s/apis/%s/connections/%s",
		 connection->environment->id, connection->connector->id, connection->id);
	api_permission(out, i, "Microsoft.PowerApps/apis/connections/permissions", resource);
}

static inline void api_group(struct buffer *out, const char *name, size_t first)
{
	buffer_puts(out, "{");
	json_member(out, "classification", name);
	json_open(out, "connectors", '[');
	for (size_t i = first; i < first + GROUP_SIZE; i++) {
		const struct connector *connector = &tenant.connectors[i % CONNECTOR_COUNT];

		buffer_puts(out, i > first ? ", {" : "{");
		json_path(out, "/providers/Microsoft.PowerApps/apis/%s", connector->id);
		json_member(out, "name", connector->name);
		json_member(out, "type", "Microsoft.PowerApps/apis");
		buffer_puts(out, "}");
	}
	buffer_puts(out, "]}");
}

static inline void api_policy_definition(struct buffer *out, size_t i)
{
	const struct policy *policy = &tenant.policies[i];
	const struct environment *environment = &tenant.environments[i % ENVIRONMENT_COUNT];

	json_member(out, "name", policy->id);
	json_member(out, "displayName", policy->name);
	json_member(out, "defaultConnectorsClassification", policy->fallback);
	json_open(out, "connectorGroups", '[');
	api_group(out, "Confidential", i);
	buffer_puts(out, ", ");
	api_group(out, "Blocked", i + GROUP_SIZE);
	buffer_puts(out, "]");
	json_member(out, "environmentType", policy->scope);
	json_open(out, "environments", '[');
	if (strcmp(policy->scope, "AllEnvironments") != 0) {
		buffer_puts(out, "{");
		json_path(out, "/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/%s",
			  environment->id);
		json_member(out, "name", environment->id);
		buffer_puts(out, "}");
	}
	buffer_puts(out, "]");
	json_member(out, "createdTime", policy->made);
	json_member(out, "lastModifiedTime", policy->changed);
}

static inline void api_policy(struct buffer *out, size_t i)
{
	json_open(out, "policyDefinition", '{');
	api_policy_definition(out, i);
	buffer_puts(out, "}");
}

/* --- What the CLI adds ------------------------------------------------------------------------- */

static inline void cli_environment(struct buffer *out, size_t i)
{
	json_member(out, "displayName", tenant.environments[i].name);
}

static inline void cli_flow(struct buffer *out, size_t i)
{
	json_member(out, "displayName", tenant.flows[i].name);
}

static inline void cli_app(struct buffer *out, size_t i)
{
	json_member(out, "displayName", tenant.apps[i].name);
}

static inline void cli_connector(struct buffer *out, size_t i)
{
	json_member(out, "displayName", tenant.connectors[i].name);
}

static inline void cli_permission(struct buffer *out, size_t i)
{
	const struct permission *permission = &tenant.permissions[i];

	json_member(out, "roleName", permission->role);
	if (strcmp(permission->type, "Tenant") != 0)
		json_member(out, "principalId", permission->to.id);
	json_member(out, "principalType", permission->type);
}

#endif
