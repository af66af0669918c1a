# Prints C code as FILE:LINE:TEXT without comments, and without the insides of strings unless
# -v strings=1, so that a search meets code only.
FNR == 1 { in_comment = 0 }
{
	out = ""
	quote = ""
	n = length($0)
	for (i = 1; i <= n; i++)
		step(substr($0, i, 1), substr($0, i, 2))
	print FILENAME ":" FNR ":" out
}

function step(c, pair) {
	if (in_comment) {
		if (pair == "*/") {
			in_comment = 0
			i++
		}
	} else if (quote != "") {
		step_in_quote(c)
	} else if (pair == "/*") {
		in_comment = 1
		out = out " "
		i++
	} else if (pair == "//") {
		i = n
	} else {
		if (c == "\"" || c == "'")
			quote = c
		out = out c
	}
}

function step_in_quote(c) {
	if (c == quote)
		quote = ""
	if (quote == "" || strings)
		out = out c
	if (c == "\\") {
		i++
		if (strings)
			out = out substr($0, i, 1)
	}
}
