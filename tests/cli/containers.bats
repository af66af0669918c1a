#!/usr/bin/env bats
# Exports that lie in archives: they say what the unpacked folder says, and what is wrong with them is
# told. The members themselves are tested in tests/unit/test_expand_archive.c.
load common

# What the store holds, without the files it was read from.
facts() {
	stocktake dump --store "$1" | grep -v '^source_file '
}

says_what_the_folder_says() {
	rm -f folder.db archive.db
	stocktake import november --quiet --store folder.db
	stocktake import "$1" --quiet --strict --store archive.db
	diff <(facts folder.db) <(facts archive.db)
}

@test "a zip says what the folder in it says" {
	(cd november && zip -qr ../export.zip .)
	says_what_the_folder_says export.zip
}

@test "so does a tar, however it is compressed" {
	tar -C november -cf export.tar .
	says_what_the_folder_says export.tar
	for tool in gzip xz zstd; do
		"$tool" -c export.tar >export
		says_what_the_folder_says export
	done
}

@test "so does a 7z" {
	(cd november && 7z a ../export.7z . >/dev/null)
	says_what_the_folder_says export.7z
}

@test "so does a zip in a zip, and a folder with archives and compressed files in it" {
	mkdir mixed
	(cd november && zip -qr ../mixed/coe.zip coe && tar -czf ../mixed/api.tgz api)
	cp -r november/dataverse november/graph november/ps mixed
	gzip mixed/graph/users.json
	says_what_the_folder_says mixed
	(cd mixed && zip -qr ../outer.zip .)
	says_what_the_folder_says outer.zip
	stocktake sql --store archive.db --format csv \
		'SELECT path, container FROM source_file ORDER BY path' >told
	grep -qx 'outer.zip,file' told
	grep -qx 'outer.zip/coe.zip,zip' told
	grep -qx 'outer.zip/coe.zip/coe/flows.json,zip in zip' told
	grep -qx 'outer.zip/graph/users.json.gz,gzip in zip' told
	grep -qx 'outer.zip/api.tgz/api/flows.json,tar in gzip in zip' told
}

@test "so does an archive on standard input" {
	(cd november && zip -qr ../export.zip .)
	stocktake import november --quiet --store folder.db
	stocktake import - --quiet --strict --store archive.db <export.zip
	diff <(facts folder.db) <(facts archive.db)
	stocktake sql --store archive.db "SELECT path FROM source_file" | grep -q 'standard input/api/flows.json'
}

@test "an archive is told with what lies in it" {
	mkdir small
	cp november/graph/users.json small
	echo 'Nothing of interest.' >small/notes.txt
	touch -d 2026-11-01T00:00:00Z small/*
	(cd small && zip -qX ../small.zip users.json notes.txt)
	golden archive-import.txt stocktake import small.zip --at 2026-11-01
	golden archive-again.txt stocktake import small.zip --at 2026-11-01
	golden archive-rejects.txt stocktake rejects
	golden archive-inspect.json without_reports small.zip --format json
}

@test "an archive and the folder in it are one thing" {
	(cd november && zip -qr ../export.zip .)
	stocktake import november --quiet --store both.db
	facts both.db >before
	stocktake import export.zip --quiet --store both.db
	diff before <(facts both.db)
	stocktake import export.zip --store both.db | grep -q 'nothing new'
}

@test "a member's own time counts, not the archive's" {
	echo 'id,userPrincipalName,mail' >users.csv
	echo 'u1,a@contoso.example,a@contoso.example' >>users.csv
	touch -d 2026-01-02T00:00:00Z users.csv
	zip -q users.zip users.csv
	stocktake import users.zip | grep -q 'snapshot 2026-01-02T00:00:00Z (file time), 1 file$'
}

@test "pages in one archive are one list" {
	local record='{"name":"e1","type":"Microsoft.BusinessAppPlatform/scopes/environments",
		"properties":{"displayName":"E","environmentSku":"Sandbox"}}'
	echo "{\"value\":[$record],\"nextLink\":\"https://example.invalid/2\"}" >page-1.json
	echo "{\"value\":[${record/e1/e2}]}" >page-2.json
	zip -q pages.zip page-1.json page-2.json
	zip -q page.zip page-1.json
	scope="SELECT scope FROM coverage WHERE entity = 'environment'"
	stocktake import pages.zip --quiet --store pages.db
	[ "$(stocktake sql --store pages.db --format csv "$scope" | tail -1)" = tenant ]
	stocktake import page.zip --quiet --store page.db
	[ "$(stocktake sql --store page.db --format csv "$scope" | tail -1)" = some ]
}

@test "names with letters beyond ASCII are kept in any locale" {
	cp november/graph/users.json 'Übersicht 日.json'
	7z a names.7z 'Übersicht 日.json' >/dev/null
	7z a -tzip names.zip 'Übersicht 日.json' >/dev/null
	for locale in C C.UTF-8; do
		LC_ALL=$locale stocktake inspect names.7z | grep -qx 'names.7z/Übersicht 日.json'
		LC_ALL=$locale stocktake inspect names.zip | grep -qx 'names.zip/Übersicht 日.json'
	done
}

# Beside a good file in the archive, all the rest of the snapshot stays.
hostile_archive() {
	stocktake import november "$1" --quiet --store hostile.db
	fails 4 '' stocktake import "$1" november --quiet --strict --store strict.db
	stocktake rejects --store hostile.db --format csv >told
	[ "$(stocktake sql --store hostile.db --format csv 'SELECT count(*) FROM flow' | tail -1)" -gt 10 ]
}

@test "paths out of an archive and links in it are refused" {
	mkdir -p in/x
	cp november/graph/users.json in/x
	ln -s /etc/passwd in/x/link
	tar -C in/x -P --transform 's,^users,../../users,' -cf bad.tar users.json link
	hostile_archive bad.tar
	grep -q '^bad.tar/../../users.json,.*leads out' told
	grep -q '^bad.tar/link,.*is a link' told
	[ "$(find . -name users.json | wc -l)" = 2 ]
}

@test "a bomb in an archive is refused" {
	head -c 100000000 /dev/zero >zeros
	zip -q bomb.zip zeros
	hostile_archive bomb.zip
	grep -q '^bomb.zip/zeros,.*taken for a bomb' told
	grep -q '^bomb.zip,.*what follows the bomb is left out' told
}

@test "encrypted members are told, with what to do" {
	zip -q -P secret secret.zip november/graph/users.json
	hostile_archive secret.zip
	grep -q '^secret.zip/november/graph/users.json,.*is encrypted: unpack it first' told
}

@test "a damaged member is told and does not lose the others" {
	zip -q0 damaged.zip november/graph/users.json november/api/flows.json
	sed -i '0,/"id"/s//"iD"/' damaged.zip
	hostile_archive damaged.zip
	grep -q '^damaged.zip/november/graph/users.json,.*zip data is damaged' told
	grep -q '^damaged.zip/november/api/flows.json' told && return 1
	[ "$(stocktake sql --store hostile.db --format csv \
		"SELECT is_complete FROM source_file WHERE path LIKE 'damaged.zip/%users.json'" | tail -1)" = no ]
}

@test "an archive that is cut off gives what came before, and proves no absence" {
	(cd november && zip -qr ../whole.zip graph coe)
	head -c 6000 whole.zip >cut.zip
	hostile_archive cut.zip
	grep -q '^cut.zip,.*cut off' told
	[ "$(stocktake sql --store hostile.db --format csv \
		"SELECT count(*) FROM source_file WHERE path LIKE 'cut.zip/%' AND format IS NOT NULL" | tail -1)" -gt 0 ]
}

@test "an archive with nothing in it, or nothing of use, says so" {
	echo hello >notes.txt
	zip -q nothing.zip notes.txt
	fails 1 'nothing.zip/notes.txt: it is text without columns' stocktake import nothing.zip
	stocktake inspect nothing.zip | grep -q 'zip with 1 member, which was not recognised'
	printf 'PK\5\6%018d' 0 | tr 0 '\0' >empty.zip
	fails 1 'empty.zip: it holds no files' stocktake import empty.zip
}
