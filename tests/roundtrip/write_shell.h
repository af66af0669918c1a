/* SPDX-License-Identifier: MIT
 * The tenant's objects as the PowerShell module gives them, each the members of one object beside `Internal`; and the
 * layout of ConvertTo-Json. Include after write_api.h.
 */
#ifndef ROUNDTRIP_WRITE_SHELL_H
#define ROUNDTRIP_WRITE_SHELL_H

static inline void shell_environment(struct buffer *out, size_t i)
{
	const struct environment *environment = &tenant.environments[i];

	json_member(out, "EnvironmentName", environment->id);
	json_member(out, "DisplayName", environment->name);
	json_member(out, "CreatedTime", environment->made);
	json_member(out, "EnvironmentType", environment->is_default ? "Default" : "Sandbox");
	json_bool(out, "IsDefault", environment->is_default);
	json_member(out, "OrganizationId", environment->organization);
}

static inline void shell_flow(struct buffer *out, size_t i)
{
	const struct flow *flow = &tenant.flows[i];

	json_member(out, "FlowName", flow->id);
	json_member(out, "EnvironmentName", flow->environment->id);
	json_member(out, "DisplayName", flow->name);
	json_bool(out, "Enabled", strcmp(flow->state, "Started") == 0);
	json_member(out, "CreatedTime", flow->made);
	json_member(out, "LastModifiedTime", flow->changed);
}

static inline void shell_app(struct buffer *out, size_t i)
{
	const struct app *app = &tenant.apps[i];

	json_member(out, "AppName", app->id);
	json_member(out, "DisplayName", app->name);
	json_member(out, "CreatedTime", app->made);
	api_person(out, "Owner", &app->owner);
	json_member(out, "LastModifiedTime", app->changed);
	json_member(out, "EnvironmentName", app->environment->id);
	json_member(out, "UnpublishedAppDefinition", NULL);
	json_bool(out, "IsFeaturedApp", app->is_featured);
	json_bool(out, "IsHeroApp", false);
	json_bool(out, "BypassConsent", !app->is_featured);
}

static inline void shell_connector(struct buffer *out, size_t i)
{
	const struct connector *connector = &tenant.connectors[i];

	json_member(out, "ConnectorName", connector->id);
	buffer_printf(out, ", \"ConnectorId\": \"/providers/Microsoft.PowerApps/apis/%s\"",
		      connector->id);
	json_open(out, "ApiDefinitions", '{');
	buffer_puts(out, "}");
	json_member(out, "DisplayName", connector->name);
	json_member(out, "CreatedTime", connector->made);
	api_person(out, "CreatedBy", &connector->maker);
	json_member(out, "LastModifiedTime", connector->changed);
	json_member(out, "EnvironmentName", connector->environment->id);
}

static inline void shell_connection(struct buffer *out, size_t i)
{
	const struct connection *connection = &tenant.connections[i];

	json_member(out, "ConnectionName", connection->id);
	json_member(out, "ConnectorName", connection->connector->id);
	json_member(out, "DisplayName", connection->name);
	json_member(out, "CreatedTime", connection->made);
	api_person(out, "CreatedBy", &connection->maker);
	json_member(out, "LastModifiedTime", connection->used);
	json_member(out, "EnvironmentName", connection->environment->id);
	json_open(out, "Statuses", '[');
	api_status(out, connection);
	buffer_puts(out, "]");
}

static inline void shell_permission(struct buffer *out, size_t i)
{
	const struct permission *permission = &tenant.permissions[i];
	const bool is_tenant = strcmp(permission->type, "Tenant") == 0;

	json_member(out, "RoleName", permission->id);
	json_member(out, "PrincipalDisplayName", is_tenant ? NULL : permission->to.name);
	json_member(out, "PrincipalEmail", is_tenant ? NULL : permission->to.upn);
	json_member(out, "PrincipalObjectId", is_tenant ? tenant.id : permission->to.id);
	json_member(out, "PrincipalType", permission->type);
	json_member(out, "RoleType", permission->role);
}

static inline void shell_app_permission(struct buffer *out, size_t i)
{
	shell_permission(out, i);
	json_member(out, "AppName", tenant.apps[i % APP_COUNT].id);
	json_member(out, "EnvironmentName", tenant.apps[i % APP_COUNT].environment->id);
}

static inline void shell_flow_permission(struct buffer *out, size_t i)
{
	shell_permission(out, i);
	json_member(out, "FlowName", tenant.flows[i].id);
	json_member(out, "EnvironmentName", tenant.flows[i].environment->id);
}

static inline void shell_connection_permission(struct buffer *out, size_t i)
{
	const struct connection *connection = &tenant.connections[i % CONNECTION_COUNT];

	buffer_printf(out, "\"RoleId\": \"/providers/Microsoft.PowerApps/apis/%s/connections/%s/permissions/%s\"",
		      connection->connector->id, connection->id, tenant.permissions[i].id);
	shell_permission(out, i);
	json_member(out, "ConnectionName", connection->id);
	json_member(out, "ConnectorName", connection->connector->id);
	json_member(out, "EnvironmentName", connection->environment->id);
}

/* --- ConvertTo-Json ---------------------------------------------------------------------------- */

/* The text from its first quote to behind its last; Windows PowerShell escapes what HTML would take for its own. */
static inline const char *convert_text(struct buffer *out, const char *from)
{
	buffer_append(out, from++, 1);
	for (; *from != '"'; from++) {
		if (strchr("<>&'", *from))
			buffer_printf(out, "\\u%04x", *from);
		else
			buffer_append(out, from, 1);
		if (*from == '\\')
			buffer_append(out, ++from, 1);
	}
	buffer_append(out, from, 1);
	return from + 1;
}

static inline void convert_line(struct buffer *out, int depth)
{
	buffer_printf(out, "\r\n%*s", 4 * depth, "");
}

/* A member a line, two blanks behind the colon. */
static inline void convert_to_json(struct buffer *text)
{
	struct buffer out = BUFFER_INIT(16 * MIB);
	int depth = 0;

	for (const char *from = text->data; *from != '\0';) {
		if (*from == '"') {
			from = convert_text(&out, from);
			continue;
		}
		if (*from == '}' || *from == ']')
			convert_line(&out, --depth);
		if (*from != ' ' && *from != '\n')
			buffer_append(&out, from, 1);
		if (*from == '{' || *from == '[')
			convert_line(&out, ++depth);
		else if (*from == ',')
			convert_line(&out, depth);
		else if (*from == ':')
			buffer_puts(&out, "  ");
		from++;
	}
	buffer_release(text);
	*text = out;
}

#endif
