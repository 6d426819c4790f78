#!/bin/sh
# The include table, enforced: each #include "room/file.h" and each library header must be allowed by layers.txt;
# private headers (_int.h) stay in their room; each header compiles alone; files and functions keep their size.
set -u
cd "$(dirname "$0")/../.."
failed=0
passed=0

report() {
	if [ -n "$2" ]; then
		printf '%s\n' "$2"
		echo "not ok: $1"
		failed=$((failed + 1))
	else
		echo "ok: $1"
		passed=$((passed + 1))
	fi
}

includes() { grep -n '^#include' generator/*/*.[ch]; }

report "rooms include only what the table allows" "$(includes | awk '
	BEGIN {
		while ((getline line < "tests/layers/layers.txt") > 0) {
			if (line ~ /^#/ || line !~ /:/) continue
			split(line, half, "|")
			room = half[1]; sub(/:.*/, "", room)
			list = half[1]; sub(/^[^:]*:/, "", list)
			known[room] = 1; allowed[room, room] = 1
			n = split(list, r, " "); for (i = 1; i <= n; i++) allowed[room, r[i]] = 1
			n = split(half[2], h, " "); for (i = 1; i <= n; i++) { owned[h[i]] = 1; may[room, h[i]] = 1 }
		}
	}
	{
		split($0, part, ":"); file = part[1]; line = part[2]
		split(file, dir, "/"); room = dir[2]
		if (!(room in known)) print file ": room \"" room "\" is not in the table"
		if (match($0, /"[^"]*"/)) {
			target = substr($0, RSTART + 1, RLENGTH - 2); split(target, t, "/")
			if (!((room, t[1]) in allowed)) print file ":" line ": \"" room "\" may not include " target
			if (target ~ /_int\.h$/ && t[1] != room) print file ":" line ": " target " is private to its room"
		} else if (match($0, /<[^>]*>/)) {
			target = substr($0, RSTART + 1, RLENGTH - 2)
			if ((target in owned) && !((room, target) in may)) print file ":" line ": \"" room "\" may not include <" target ">"
		}
	}')"

report "the table has no circle" "$(awk -F'[:|]' '!/^#/ && NF > 1 { n = split($2, r, " "); if (n == 0) print $1, $1; for (i = 1; i <= n; i++) print r[i], $1 }' \
	tests/layers/layers.txt | tsort 2>&1 >/dev/null)"

# CLOCK_MONOTONIC in base/child.c is the child's time limit; no output depends on it.
report "only base/pool starts threads, only cli prints, exits or asks the clock and environment" "$(
	grep -nE '\bpthread_create\(' generator/*/*.c | grep -v '^generator/base/pool.c'
	grep -nE '\b(printf|puts|putchar|exit|getenv|setlocale|time|localtime|gmtime|clock_gettime|gettimeofday)\(' generator/*/*.c |
		grep -v '^generator/cli/' |
		grep -v '^generator/base/child.c:[0-9]*:.*CLOCK_MONOTONIC' | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/\*|\*|//)')"

report "no banned call" "$(grep -nE '\b(strcpy|strcat|sprintf|strtok|atoi|gets|system|popen)\(' generator/*/*.c)"

report "files of at most 600 lines" "$(wc -l generator/*/*.[ch] | awk '$1 > 600 && $2 != "total" { print $2 ": " $1 " lines" }')"

report "functions of at most 60 lines" "$(awk '
	FNR == 1 { start = 0 }
	/^[A-Za-z].*\)[^;]*$/ && !/^(struct|enum|union|static const struct|typedef|#)[^(]*$/ { name = $0; at = FNR }
	/^\{/ { start = FNR }
	/^\}/ { if (start && FNR - start > 61) print FILENAME ":" start ": " FNR - start - 1 " lines: " name; start = 0 }
	' generator/*/*.c)"

report "each header compiles alone" "$(for h in generator/*/*.h; do
	"${CC:-cc}" -std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Igenerator $(pkg-config --cflags libcmark yaml-0.1 jansson gumbo expat) \
		-fsyntax-only -x c "$h" 2>&1 | head -3
done)"

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
