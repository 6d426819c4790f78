#!/bin/sh
# Nothing is lost on the way into content/reports: a report read from its file and the file that `gradeline
# import` makes of it give the same facts, with the prose and without it. All invented reports of readers/, and
# the real ones where they stand beside the repository. What a report has errors for is not imported, which
# is right where `inspect` has them, too. Lines and places are not compared, nor how the authority is printed.
# Arguments: reports; none: all.
set -u
cd "$(dirname "$0")/../.." || exit 3
: "${GRADELINE:=build/gradeline}"
passed=0 failed=0 skipped=0
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

# facts_of FILE: one fact a line, judgements sorted (a file may list them in any order).
facts_of() {
	"$GRADELINE" inspect --facts "$1" 2>/dev/null | sed -E 's/\},\{/},\
{/g
s/:\[\{/:[\
{/g
s/,"(title|authority|inspection_start|lead_inspector|judgements|improvements|paragraphs)":/,\
"\1":/g' | sed -E 's/,"line":[0-9]+//; s/"line":[0-9]+,?//; s/^("authority":.*),"printed":"[^"]*"/\1/; s/^\{"file":"[^"]*",//
s/\}?\]?,?$//' >"$scratch/lines"
	grep -v '^{"strand".*"area"' "$scratch/lines"
	grep '^{"strand".*"area"' "$scratch/lines" | sort
}

# check FILE [OPTION]: prints what is wrong; nothing when all is right.
check() {
	rm -rf "$scratch/out"
	"$GRADELINE" import ${2:-} --output "$scratch/out" "$1" >"$scratch/said" 2>"$scratch/err"
	status=$?
	[ ! -s "$scratch/said" ] || { echo "import prints on standard output:"; cat "$scratch/said"; }
	"$GRADELINE" inspect "$1" >/dev/null 2>&1
	wanted=$?
	[ "$status" -le 1 ] || { echo "import ends with $status"; cat "$scratch/err"; }
	[ "$status" = "$wanted" ] || { echo "import ends with $status, inspect with $wanted"; cat "$scratch/err"; }
	made=$(find "$scratch/out" -type f 2>/dev/null)
	if grep -q '\[import-doubt\]' "$scratch/err"; then
		# Written without the grades in doubt: their labels stand nowhere in the front matter.
		[ -f "$made" ] || { echo "not one file was written: $made"; return; }
		sed -n "s/.*: error: .*: \(.*\) is '.*/\1/p" "$scratch/err" >"$scratch/doubts"
		[ -s "$scratch/doubts" ] || echo "no grade is in doubt"
		sed -n '2,/^---$/p' "$made" | grep -F -f "$scratch/doubts"
		return
	fi
	if [ "$status" != 0 ]; then
		[ -z "$made" ] || echo "a report with errors was imported: $made"
		return
	fi
	[ -f "$made" ] || { echo "not one file was written: $made"; return; }
	facts_of "$1" >"$scratch/want"
	facts_of "$made" >"$scratch/got"
	[ "$(wc -l <"$scratch/want")" -gt 5 ] || echo "there are no facts to compare"
	diff "$scratch/want" "$scratch/got"
	"$GRADELINE" import ${2:-} --output "$scratch/out" "$made" 2>&1 | grep -q ' 0 written, 1 unchanged' ||
		echo "what was imported does not come out as it went in"
}

run() {
	for option in "" --facts-only; do
		wrong=$(check "$1" $option)
		if [ -n "$wrong" ]; then
			printf '%s\n' "$wrong"
			echo "not ok: import $option $1"
			failed=$((failed + 1))
		else
			echo "ok: import $option $1"
			passed=$((passed + 1))
		fi
	done
}

if [ $# = 0 ]; then
	set -- tests/golden/readers/*/input.* ../shared/seeds/*.txt
fi
for file do
	if [ -f "$file" ]; then
		run "$file"
	else
		echo "ok: import $file # skipped: there is none"
		skipped=$((skipped + 1))
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
