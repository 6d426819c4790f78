#!/bin/sh
# Invented reports in the forms of the real ones: what `gradeline inspect` says of each is compared with
# what a person read in it. A case is a folder below readers/ with input.txt or input.md, expected.json, and
# expected.err where something is to be reported; else standard error must stay empty. The exit status must
# be 1 when an error is expected, else 0. The repository's own content/ gives frameworks and authorities.
# Arguments: names of cases; none: all.
set -u
cd "$(dirname "$0")/../.." || exit 3
: "${GRADELINE:=build/gradeline}"
passed=0 failed=0
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

# One fact a line. Line breaks in the files are for people only: they are taken out first.
lines() {
	tr -d '\n' <"$1" | sed -E 's/\},\{/},\
{/g
s/:\[\{/:[\
{/g
s/,"(title|authority|inspection_start|lead_inspector|judgements|improvements|paragraphs|sections)":/,\
"\1":/g'
	echo
}

# Prints what is wrong with a case; nothing when all is right.
check() {
	dir=tests/golden/readers/$1
	input=$dir/input.txt want_status=0
	[ -f "$input" ] || input=$dir/input.md
	err=$dir/expected.err
	[ -f "$err" ] || err=/dev/null
	grep -q ': error: ' "$err" && want_status=1
	"$GRADELINE" inspect "$input" >"$scratch/out" 2>"$scratch/err"
	status=$?
	lines "$dir/expected.json" >"$scratch/want"
	lines "$scratch/out" >"$scratch/got"
	[ "$(wc -l <"$scratch/out")" -eq 1 ] || echo "standard output is not one line"
	diff "$scratch/want" "$scratch/got"
	diff "$err" "$scratch/err"
	[ "$status" = "$want_status" ] || echo "exit status $status, not $want_status"
}

if [ $# = 0 ]; then
	for dir in tests/golden/readers/*/; do
		set -- "$@" "$(basename "$dir")"
	done
fi
for name in "$@"; do
	wrong=$(check "$name")
	if [ -n "$wrong" ]; then
		printf '%s\n' "$wrong"
		echo "not ok: readers/$name"
		failed=$((failed + 1))
	else
		echo "ok: readers/$name"
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
