# Results (TOOL KIND SECONDS USER+SYSTEM KILOBYTES BYTES a line) as a table of medians.
{
	key = $1 " " $2
	if (!(key in runs))
		order[++keys] = key
	runs[key]++
	seconds[key, runs[key]] = $3
	split($4, part, "+")
	cpu[key, runs[key]] = ($4 == "-") ? "-" : part[1] + part[2]
	memory[key, runs[key]] = $5
	size[key] = $6
}

END {
	title["stocktake"] = "stocktake import"
	title["sqlite"] = "sqlite3 .import --csv"
	title["duckdb json"] = "DuckDB read_json_auto"
	title["duckdb csv"] = "DuckDB read_csv"
	bytes["json"] = json
	bytes["csv"] = csv
	printf "\n%-5s %8s  %-22s %8s %7s %7s %8s %9s %7s\n", "file", "MB", "tool", "seconds", "CPU s",
		"MB/s", "peak MB", "result MB", "ratio"
	for (i = 1; i <= keys; i++)
		print_row(order[i])
	print "ratio: seconds, stocktake = 1. The others load rows as they are; stocktake also converts,"
	print "merges, links and indexes them, and keeps where each came from."
}

function print_row(key, part, name, wall) {
	split(key, part, " ")
	name = (key in title) ? title[key] : title[part[1]]
	wall = median(seconds, key)
	if (part[1] == "stocktake")
		base[part[2]] = wall
	if (wall == "-" || wall <= 0) {
		printf "%-5s %8.1f  %-22s %8s\n", part[2], bytes[part[2]] / 1e6, name, wall == "-" ? "failed" : wall
		return
	}
	printf "%-5s %8.1f  %-22s %8.2f %7.2f %7.0f %8.0f %9.0f %7s\n", part[2], bytes[part[2]] / 1e6,
		name, wall, median(cpu, key), bytes[part[2]] / 1e6 / wall, median(memory, key) * 1024 / 1e6, size[key] / 1e6,
		times(wall, base[part[2]])
}

function times(wall, base_wall) {
	return (base_wall > 0) ? sprintf("%.1f", wall / base_wall) : ""
}

# By insertion sort; a failed run makes the whole row failed.
function median(of, key, n, i, j, value, sorted) {
	n = runs[key]
	for (i = 1; i <= n; i++) {
		value = of[key, i]
		if (value == "-")
			return "-"
		for (j = i - 1; j >= 1 && sorted[j] > value + 0; j--)
			sorted[j + 1] = sorted[j]
		sorted[j + 1] = value + 0
	}
	return sorted[int((n + 1) / 2)]
}
