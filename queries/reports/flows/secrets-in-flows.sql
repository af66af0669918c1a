-- title:    Secrets in flow definitions
-- severity: high
-- needs:    flow_action
-- wants:    flow, flow_action.inputs
-- refs:     OWASP LCNC-SEC-08; MITRE T1552; Microsoft "Secure inputs and outputs"
-- rule:     FLW-011
-- resource: flow flow_id
-- key:      place kind evidence
--
-- Whoever may edit or export a flow reads its definition, and with it every key, password and signed address that a
-- maker typed in. The value also stays in older versions and in the run history, long after it was taken out.
--
-- Move the value to Azure Key Vault or a secret environment variable, turn on secure inputs and outputs, and
-- replace the value itself: taking it out of the flow does not make it unknown. The evidence shows the first
-- characters, the length and a fingerprint, so that the same secret is found again elsewhere; the value itself was
-- masked when the file was read and is nowhere in the store. Expressions and references to Key Vault are no secrets.
-- A flow that the CoE kit marked, and whose definition was not imported, is listed with medium severity.
WITH
found AS (
	SELECT COALESCE(k.severity, 'high') AS severity, s.resource_id AS flow_id,
	       COALESCE(k.title, s.kind) AS why, s.place, s.kind, s.evidence, s.environment_id
	  FROM secret AS s
	  LEFT JOIN secret_kind AS k ON k.kind = s.kind
	 WHERE s.resource_kind = 'flow'
	UNION ALL
	SELECT 'medium', flow_id, 'the CoE kit found a password in plain text', 'definition', 'marked by the CoE kit',
	       NULL, environment_id
	  FROM flow
	 WHERE contains_plaintext_password = 1
	   AND flow_id NOT IN (SELECT resource_id FROM secret WHERE resource_kind = 'flow')
)
SELECT s.severity, f.display_name AS flow_name, s.why, s.place, s.kind, s.evidence, f.state,
       COALESCE(f.owner_id, f.creator_id) AS owner_id, e.display_name AS environment_name,
       COALESCE(f.environment_id, s.environment_id) AS environment_id, s.flow_id
  FROM found AS s
  LEFT JOIN flow AS f ON f.flow_id = s.flow_id
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
 WHERE COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(f.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY s.flow_id, s.place, s.kind, s.evidence
