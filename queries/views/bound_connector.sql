-- References of flows, apps and agents to connectors, with the connection behind each: where the resource names only a
-- solution's connection reference, that tells it.
SELECT u.resource_kind, u.resource_id, u.reference, u.connector_id, u.environment_id, u.tier, u.runs_as,
       COALESCE(u.connection_id, here.connection_id, anywhere.connection_id) AS connection_id
  FROM resource_connector AS u
  LEFT JOIN connection_reference AS here
         ON here.environment_id = u.environment_id AND here.logical_name = u.connection_reference
  LEFT JOIN connection_reference AS anywhere
         ON anywhere.environment_id = '' AND anywhere.logical_name = u.connection_reference
