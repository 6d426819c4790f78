#!/bin/sh
# Real reports, which stand outside the repository, by other doors: the text that pdftotext makes of a PDF, with its
# layout and without, must give the cover and the judgements that the PDF gives. A judgement may be missing where that
# is said: plain text can set a table's labels and its grades apart. Every STEP-th report (default 16, for seconds).
set -u
cd "$(dirname "$0")/../.." || exit 3
: "${GRADELINE:=build/gradeline}" "${FACTS:=build/release/tests/facts}" "${STEP:=16}"
reports=../shared/reports
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 number=0

if [ ! -d "$reports" ] || ! command -v pdftotext >/dev/null; then
	echo "ok: doors # skipped: no $reports, or no pdftotext"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi

# The facts that every door gives; where a grade stands in the text may differ.
facts() {
	"$GRADELINE" inspect --facts "$1" 2>"$scratch/err" | "$FACTS" --same | sed -n '/^judgement:/s/ | .* | \([a-z-]* [0-9]\) | .*/ \1/p
/^framework:/p
/^authority:/p
/^inspected:/p
/^lead inspector:/p' | sort
}

for pdf in "$reports"/*.pdf; do
	number=$((number + 1))
	[ $((number % STEP)) = 1 ] || continue
	name=$(basename "$pdf" .pdf)
	pdftotext -layout "$pdf" "$scratch/layout.txt"
	pdftotext "$pdf" "$scratch/plain.txt"
	facts "$pdf" >"$scratch/want"
	for door in layout plain; do
		facts "$scratch/$door.txt" >"$scratch/got"
		comm -13 "$scratch/want" "$scratch/got" >"$scratch/wrong"
		comm -23 "$scratch/want" "$scratch/got" >"$scratch/missing"
		grep -q 'area-missing' "$scratch/err" && sed -i '/^judgement:/d' "$scratch/missing"
		if [ -s "$scratch/want" ] && [ ! -s "$scratch/wrong" ] && [ ! -s "$scratch/missing" ]; then
			echo "ok: $name, $door"
			passed=$((passed + 1))
		else
			cat "$scratch/wrong" "$scratch/missing"
			echo "not ok: $name, $door"
			failed=$((failed + 1))
		fi
	done
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
