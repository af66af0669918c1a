-- title:    Risky connectors in use
-- severity: medium
-- needs:    resource_connector
-- wants:    connector, flow, app
-- refs:     OWASP LCNC-SEC-04; Microsoft "Connector classification"; Nokod Power Platform assessment
-- rule:     DLP-009
-- resource: :resource_kind resource_id
--
-- Some connectors can change the platform itself, call any address on the internet, or carry data to private clouds.
-- Each use should be known to somebody and wanted by somebody.
--
-- Ask the owner what it is for. Then either block the connector in the data policy of that environment, or keep the
-- use, with a reason and an end date, in an environment of its own.
--
-- Classes: R1 controls the platform or reaches any address (high), R2 takes data out or signs in with a shared secret
-- (medium), R3 hands content to a third party (low), custom is a connector of your own making (medium, high when it
-- calls plain http). SQL Server is left out where every connection is known to sign in with Entra ID.
WITH
risk (connector_id, class, reason) AS (
	VALUES
	('shared_powerappsforadmins', 'R1', 'administers apps'),
	('shared_microsoftflowforadmins', 'R1', 'administers flows'),
	('shared_powerplatformforadmins', 'R1', 'administers environments'),
	('shared_powerplatformadminv2', 'R1', 'administers the platform'),
	('shared_flowmanagement', 'R1', 'creates and changes flows'),
	('shared_powerappsforappmakers', 'R1', 'changes apps and their sharing'),
	('shared_azuread', 'R1', 'changes users and groups'),
	('shared_azurevm', 'R1', 'controls virtual machines'),
	('shared_azureautomation', 'R1', 'runs scripts in Azure'),
	('shared_arm', 'R1', 'changes Azure resources'),
	('http', 'R1', 'calls any web address'),
	('httpwebhook', 'R1', 'calls any web address and waits for it'),
	('httprequestreceived', 'R1', 'can be called from outside'),
	('teamswebhookrequestreceived', 'R1', 'can be called from outside'),
	('shared_webcontents', 'R1', 'calls any address with an Entra sign-in'),
	('shared_webcontentsv2', 'R1', 'calls any address with an Entra sign-in'),
	('shared_dropbox', 'R2', 'private cloud storage'),
	('shared_box', 'R2', 'private cloud storage'),
	('shared_googledrive', 'R2', 'private cloud storage'),
	('shared_onedrive', 'R2', 'private cloud storage'),
	('shared_gmail', 'R2', 'private mail'),
	('shared_twitter', 'R2', 'social network'),
	('shared_facebook', 'R2', 'social network'),
	('shared_instagram', 'R2', 'social network'),
	('shared_slack', 'R2', 'outside chat'),
	('shared_trello', 'R2', 'outside task lists'),
	('shared_smtp', 'R2', 'sends mail to anybody'),
	('shared_sendmail', 'R2', 'sends mail to anybody'),
	('shared_sendgrid', 'R2', 'sends mail to anybody'),
	('shared_mailchimp', 'R2', 'sends mail to anybody'),
	('shared_sftpwithssh', 'R2', 'transfers files to any host'),
	('shared_ftp', 'R2', 'transfers files to any host'),
	('shared_filesystem', 'R2', 'reaches file shares through a gateway'),
	('shared_sql', 'R2', 'database, often behind a shared password'),
	('shared_azureblob', 'R2', 'data store, often behind a shared key'),
	('shared_azuretables', 'R2', 'data store, often behind a shared key'),
	('shared_azurequeues', 'R2', 'data store, often behind a shared key'),
	('shared_documentdb', 'R2', 'data store, often behind a shared key'),
	('shared_servicebus', 'R2', 'messages, often behind a shared key'),
	('shared_eventhubs', 'R2', 'messages, often behind a shared key'),
	('shared_keyvault', 'R2', 'reads secrets'),
	('shared_encodiandocumentmanager', 'R3', 'a third party processes the content'),
	('shared_muhimbi', 'R3', 'a third party processes the content'),
	('shared_cloudmersive', 'R3', 'a third party processes the content')
),
met AS (
	SELECT DISTINCT connector_id FROM resource_connector
),
classed AS MATERIALIZED (
	SELECT m.connector_id, COALESCE(c.display_name, m.connector_id) AS connector_name,
	       c.host_is_http,
	       CASE
	         WHEN r.class IS NOT NULL THEN r.class
	         WHEN c.is_custom = 1 THEN 'custom'
	         WHEN substr(m.connector_id, 1, 15) = 'shared_plumsail' THEN 'R3'
	         WHEN lower(c.source) IN ('independentpublisher', 'independent-publisher') THEN 'R3'
	       END AS class,
	       CASE
	         WHEN r.class IS NOT NULL THEN r.reason
	         WHEN c.is_custom = 1 AND c.host_is_http = 1 THEN 'custom connector that calls plain http'
	         WHEN c.is_custom = 1 THEN 'custom connector'
	         WHEN substr(m.connector_id, 1, 15) = 'shared_plumsail'
	           THEN 'a third party processes the content'
	         ELSE 'independent publisher'
	       END AS reason
	  FROM met AS m
	  LEFT JOIN risk AS r ON r.connector_id = m.connector_id
	  LEFT JOIN connector AS c ON c.connector_id = m.connector_id
),
used AS (
	SELECT u.resource_kind, u.resource_id, u.connector_id, k.connector_name, k.host_is_http,
	       k.class, k.reason, min(u.environment_id) AS environment_id, count(*) AS reference_count,
	       count(CASE WHEN lower(c.auth_type) IN ('entraiduserlogin', 'oauth', 'oauthsp', 'certoauth')
	                  THEN 1 END) AS entra_count
	  FROM resource_connector AS u
	  JOIN classed AS k ON k.connector_id = u.connector_id AND k.class IS NOT NULL
	  LEFT JOIN connection AS c ON c.connection_id = u.connection_id
	 GROUP BY u.resource_kind, u.resource_id, u.connector_id, k.connector_name, k.host_is_http,
	          k.class, k.reason
),
resource AS (
	SELECT k.*, COALESCE(f.display_name, a.display_name) AS resource_name,
	       COALESCE(f.owner_id, f.creator_id, a.owner_id) AS owner_id,
	       CASE WHEN a.app_id IS NOT NULL THEN a.owner_name
	            WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id THEN f.creator_name
	       END AS record_name,
	       COALESCE(f.environment_id, a.environment_id, k.environment_id) AS home_id
	  FROM used AS k
	  LEFT JOIN flow AS f ON k.resource_kind = 'flow' AND f.flow_id = k.resource_id
	  LEFT JOIN app AS a ON k.resource_kind = 'app' AND a.app_id = k.resource_id
	 WHERE NOT (k.connector_id = 'shared_sql' AND k.entra_count = k.reference_count)
	   AND COALESCE(f.row_active, a.row_active, 1) = 1
	   AND COALESCE(f.is_deleted, a.is_deleted, 0) = 0
	   AND COALESCE(f.state, '') <> 'deleted'
)
SELECT CASE
         WHEN r.class = 'R1' THEN 'high'
         WHEN r.class = 'custom' AND r.host_is_http = 1 THEN 'high'
         WHEN r.class = 'R3' THEN 'low'
         ELSE 'medium'
       END AS severity,
       r.class, r.connector_name, r.reason, r.resource_kind, r.resource_name, r.reference_count,
       r.owner_id, COALESCE(p.display_name, r.record_name) AS owner_name,
       e.display_name AS environment_name, r.home_id AS environment_id,
       r.connector_id, r.resource_id
  FROM resource AS r
  LEFT JOIN environment AS e ON e.environment_id = r.home_id
  LEFT JOIN principal AS p ON p.principal_id = r.owner_id
 WHERE COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY r.class, r.connector_id, r.resource_kind, r.resource_id
