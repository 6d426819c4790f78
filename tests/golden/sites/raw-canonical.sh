#!/bin/sh
# One path, three doors: a raw report and the file in content/reports that was made of it give the same facts.
# The canonical file is looked for where its id says: <authority>/<last day, else publication>.md.
# Judgements are compared as a set (a file may list them in any order), improvements in order; the title
# without regard to case, because letters of 2006 print it in capitals.
set -u
cd "$(dirname "$0")/../../.." || exit 3
: "${GRADELINE:=build/gradeline}" "${FACTS:=build/release/tests/facts}"
seeds=../shared/seeds
passed=0 failed=0 skipped=0
if ! command -v "$FACTS" >/dev/null; then
	echo "not ok: there is no $FACTS; make checks builds it"
	echo "0 passed, 1 failed, 0 skipped"
	exit 1
fi
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

# facts_of FILE NAME: what must be equal, into $scratch/NAME; what was said, into $scratch/NAME.err.
facts_of() {
	"$GRADELINE" inspect "$1" 2>"$scratch/$2.err" | "$FACTS" --same >"$scratch/facts" || return 1
	{
		grep '^title: ' "$scratch/facts" | tr '[:upper:]' '[:lower:]'
		grep -Ev '^(title|judgement): ' "$scratch/facts"
		grep '^judgement: ' "$scratch/facts" | LC_ALL=C sort
	} >"$scratch/$2"
}

# The report's id: authority, then the inspection's last day, else the publication's.
id_of() {
	awk '/^authority: / { who = $2 } /^inspected: / { day = $4 } /^published: / { if (day == "null") day = $2 }
		END { print who "/" day }' "$1"
}

check() {
	facts_of "$1" raw || { cat "$scratch/raw.err"; echo "$1 gives no facts"; return; }
	canonical=content/reports/$(id_of "$scratch/raw").md
	[ -f "$canonical" ] || { echo "there is no $canonical"; return; }
	facts_of "$canonical" canonical || { echo "$canonical gives no facts"; cat "$scratch/canonical.err"; return; }
	cat "$scratch/canonical.err"
	diff "$scratch/raw" "$scratch/canonical"
}

for facts in tests/golden/seeds/*.facts; do
	name=$(basename "$facts" .facts)
	if [ ! -f "$seeds/$name" ]; then
		echo "ok: raw and canonical $name # skipped: not in $seeds"
		skipped=$((skipped + 1))
		continue
	fi
	wrong=$(check "$seeds/$name")
	if [ -n "$wrong" ]; then
		printf '%s\n' "$wrong"
		echo "not ok: raw and canonical $name"
		failed=$((failed + 1))
	else
		echo "ok: raw and canonical $name"
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
