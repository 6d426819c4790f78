#!/bin/sh
# The five real reports the readers were made for, which stand outside the repository: what
# `gradeline inspect` says of each is compared with facts that were taken from them by other means.
# The facts hold no text but titles, labels and headings; paragraphs are told by length and cksum(1).
set -u
cd "$(dirname "$0")/../.." || exit 3
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

check() {
	"$GRADELINE" inspect "$seeds/$1" >"$scratch/out" 2>"$scratch/err" || cat "$scratch/err"
	grep -E ': (warning|error): ' "$scratch/err"
	"$FACTS" <"$scratch/out" >"$scratch/facts" || { echo "no facts"; return; }
	diff "$2" "$scratch/facts"
}

for facts in tests/golden/seeds/*.facts; do
	name=$(basename "$facts" .facts)
	if [ ! -f "$seeds/$name" ]; then
		echo "ok: seeds/$name # skipped: not in $seeds"
		skipped=$((skipped + 1))
		continue
	fi
	wrong=$(check "$name" "$facts")
	if [ -n "$wrong" ]; then
		printf '%s\n' "$wrong"
		echo "not ok: seeds/$name"
		failed=$((failed + 1))
	else
		echo "ok: seeds/$name"
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
