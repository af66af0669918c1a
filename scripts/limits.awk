# Lines per file and per function, in code whose functions open and close with a brace in the first
# column. A function counts from the first line of its head to its closing brace.
# Usage: awk -f limits.awk FILE...
BEGIN {
	max_file = 500
	max_function = 60
	max_median = 15
}

FNR == 1 {
	end_file()
	file = FILENAME
	head = 0
	inside = 0
}
{ lines = FNR }

!inside && /^[A-Za-z_]/ && !head { head = FNR; name = $0 }
!inside && /^(#|}|$)/ { head = 0 }
/^{/ && head { inside = 1 }
/^}/ && inside { add(FNR - head + 1); inside = 0; head = 0 }
!inside && /(;|\*\/)$/ { head = 0 }

function add(length_, i) {
	sub(/\(.*/, "", name)
	sub(/.*[ *]/, "", name)
	if (length_ > max_function)
		fail(file ":" head ": " name " has " length_ " lines; the limit is " max_function)
	if (length_ > longest) {
		longest = length_
		longest_name = name " in " file
	}
	count[length_]++
	total++
}

function end_file() {
	if (file != "" && lines > max_file)
		fail(file ": " lines " lines; the limit is " max_file)
}

function fail(text) {
	print text > "/dev/stderr"
	failed = 1
}

function median(half, i, seen) {
	half = int((total + 1) / 2)
	for (i = 1; i <= longest; i++) {
		seen += count[i]
		if (seen >= half)
			return i
	}
	return 0
}

END {
	end_file()
	print "limits: " total + 0 " functions, median " median() " lines, longest " longest + 0 \
		" (" longest_name ")"
	if (median() > max_median)
		fail("the median function has " median() " lines; the limit is " max_median)
	exit failed
}
