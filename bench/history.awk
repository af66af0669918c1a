# One weekly export of an invented tenant: COUNT flows, half as many apps and people, a fiftieth of environments, as files in
# FOLDER. In week WEEK every hundredth object is other than in the week before.
function id(kind, i) { return sprintf("%s0000000-0000-4000-8000-%012d", kind, i) }
# the last week in which the object changed; less than 1: before the first
function changed(i) { return WEEK - (WEEK + 100 - i % 100) % 100 }
# some moment that is of that week alone
function changed_at(i, w) {
	w = changed(i) + 100
	return sprintf("20%02d-%02d-%02dT06:00:00Z", 18 + int(w / 50), 1 + int(w % 50 / 5), 1 + w % 5 * 5)
}
BEGIN {
	environments = int(COUNT / 50) + 1
	people = int(COUNT / 2)
	file = FOLDER "/environments.csv"
	print "admin_environmentname,admin_displayname,admin_environmentsku,admin_environmentcreatedon,admin_environmentmodifiedon,admin_governanceprotectionlevel,admin_hascds,admin_environmentstate,admin_region" > file
	for (i = 0; i < environments; i++)
		print id("e", i) ",Environment " i "," (i ? (i % 5 ? "Developer" : "Production") : "Default") ",2023-05-06T07:08:09Z," changed_at(i) ",Basic,yes,Ready,europe" > file
	close(file)
	file = FOLDER "/users.json"
	print "{\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#users\", \"value\": [" > file
	for (i = 0; i < people; i++)
		print (i ? "," : "") "{\"id\": \"" id("b", i) "\", \"userPrincipalName\": \"user" i "@contoso.example\", \"displayName\": \"User " i "\", \"accountEnabled\": " (i % 40 ? "true" : "false") ", \"userType\": \"Member\", \"createdDateTime\": \"2022-01-01T07:00:00Z\", \"department\": \"Department " i % 12 "\", \"jobTitle\": \"Job " changed(i) "\"}" > file
	print "]}" > file
	close(file)
	file = FOLDER "/apps.csv"
	print "admin_appid,admin_displayname,admin_powerappstype,admin_appenvironmentid,admin_appownerdisplayname,admin_appcreatedon,admin_appmodifiedon,admin_apppublished,admin_appsharedusers,admin_appsharedgroups,admin_appsharedwithtenant,admin_appdeleted,statecode" > file
	for (i = 0; i < COUNT / 2; i++)
		print id("a", i) ",App " i ",597910000," id("e", i * 13 % environments) ",User " i % people ",2023-02-11T08:00:00Z," changed_at(i) "," changed_at(i) "," i % 70 "," i % 3 "," (i % 200 ? "false" : "true") ",false,0" > file
	close(file)
	file = FOLDER "/flows.csv"
	print "admin_flowid,admin_displayname,admin_flowenvironmentid,admin_flowstate,admin_flowcreatorupn,admin_flowcreatedon,admin_flowmodifiedon,cr5d5_flowtrigger,admin_issolutionflow,admin_flowdeleted,statecode" > file
	for (i = 0; i < COUNT; i++)
		print id("f", i) ",Flow " i "," id("e", i * 17 % environments) "," ((i + changed(i)) % 9 ? "Started" : "Suspended") ",user" i % people "@contoso.example,2023-02-11T08:00:00Z," changed_at(i) ",Recurrence," (i % 3 ? "false" : "true") ",false,0" > file
	close(file)
}
