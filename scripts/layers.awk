# Who may include what. Calls go down only, and importers and queries never see each other.
# Usage: awk -f layers.awk FILE...
BEGIN {
	may["store/base"] = may["include/base"] = "base"
	may["store"] = may["include/store"] = "base store"
	may["importers"] = may["include/importers"] = "base store importers"
	may["queries"] = may["include/queries"] = "base store queries"
	may["analyze"] = "base store importers queries analyze"
}

FNR == 1 {
	layer = FILENAME
	sub(/\/[^\/]*$/, "", layer)
}

/^#[ \t]*include[ \t]*"/ {
	split($0, part, "\"")
	check(part[2])
}

/^#[ \t]*include[ \t]*<(sys\/socket|netinet\/|arpa\/|netdb|curl\/|openssl\/|gnutls\/)/ {
	fail("no network code: " $0)
}

function check(header, folder) {
	if (header !~ /\//) {
		if (system("test -f '" layer "/" header "'") != 0)
			fail("'" header "' is not a header of " layer)
		return
	}
	folder = header
	sub(/\/.*/, "", folder)
	if (index(" " may[layer] " ", " " folder " ") == 0)
		fail(layer " may not include '" header "'; it may include from: " may[layer])
}

function fail(text) {
	print FILENAME ":" FNR ": " text > "/dev/stderr"
	failed = 1
}

END { exit failed }
