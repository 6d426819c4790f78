#!/bin/sh
# Every test, one suite after another; ends with one line of counts. Called by `make test` with
# GRADELINE (the program), FACTS (a helper of the goldens), CORPUS (writes sites of any size), UNIT and FUZZ (test programs) set.
set -u
cd "$(dirname "$0")/.."
LC_ALL=C TZ=UTC
export LC_ALL TZ GRADELINE FACTS CORPUS
passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# A suite prints "N passed, N failed, N skipped" last; one that does not has failed.
suite() {
	name=$1
	shift
	echo "== $name"
	"$@" >"$log" 2>&1
	status=$?
	counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -1)
	[ -n "$counts" ] || { counts="0 passed, 1 failed, 0 skipped"; cat "$log"; }
	set -- $(echo "$counts" | tr -dc '0-9 ')
	if [ "$status" != 0 ] || [ "$2" != 0 ]; then
		grep -vE '^ok' "$log"
		[ "$2" = 0 ] && set -- "$1" 1 "${3:-0}"
	fi
	echo "   $1 passed, $2 failed, ${3:-0} skipped"
	grep -E '^skipped|# skipped' "$log" | sed 's/^ok: //' | head -10 | sed 's/^/   /'
	passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + ${3:-0}))
}

# cmocka's reports, added up.
units() {
	p=0 f=0 s=0
	for t in $UNIT; do
		out=$("$t" 2>&1) || { echo "$out" | grep -vE '\[ RUN|\[ +OK'; }
		ran=$(echo "$out" | sed -n 's/.*\] \([0-9]*\) test(s) run.*/\1/p')
		bad=$(echo "$out" | sed -n 's/.*FAILED  \] .* \([0-9]*\) test(s).*/\1/p; s/^ *\([0-9]*\) FAILED TEST(S).*/\1/p' | tail -1)
		skip=$(echo "$out" | sed -n 's/.*SKIPPED \] \([0-9]*\) test(s).*/\1/p')
		good=$(echo "$out" | sed -n 's/.*PASSED  \] \([0-9]*\) test(s).*/\1/p')
		[ -n "$ran" ] || { echo "not ok: $t did not finish"; f=$((f + 1)); continue; }
		p=$((p + ${good:-0})) s=$((s + ${skip:-0}))
		f=$((f + ran - ${good:-0} - ${skip:-0}))
		echo "$out" | sed -n 's/^\[  SKIPPED \] \([a-z].*\)/skipped: \1: what it reads is not beside the repository/p' | sort -u
		[ "$ran" = "$((${good:-0} + ${skip:-0}))" ] || echo "not ok: $t (${bad:-some} failed)"
	done
	echo "$p passed, $f failed, $s skipped"
	[ "$f" = 0 ]
}

# A test for node; what else it needs it looks for itself.
browser() {
	command -v node >/dev/null 2>&1 && { node "$1"; return; }
	echo "skipped: $1: there is no node"
	echo "0 passed, 0 failed, 1 skipped"
}

replays() {
	p=0 f=0
	for t in $FUZZ; do
		name=$(basename "$t")
		if "$t" tests/fuzz/corpus/"${name#fuzz_}"/*; then p=$((p + 1)); else echo "not ok: $name"; f=$((f + 1)); fi
	done
	echo "$p passed, $f failed, 0 skipped"
	[ "$f" = 0 ]
}

suite "rooms and sizes" sh tests/layers/check.sh
suite "unit" units
suite "readers" sh tests/golden/readers.sh
suite "seeds" sh tests/golden/seeds.sh
suite "doors" sh tests/golden/doors.sh
suite "raw and canonical" sh tests/golden/sites/raw-canonical.sh
suite "import" sh tests/golden/import.sh
suite "diagnostics" sh tests/diag/run.sh
suite "command line" sh tests/cli/run.sh
suite "a sixth framework" sh tests/golden/sixth.sh
suite "whole site" sh tests/golden/site.sh
suite "growth" sh tests/growth/run.sh
suite "search" sh tests/search/run.sh
suite "said once" sh tests/pack/agree.sh
suite "in a browser" sh tests/browser/run.sh
suite "a second theme" sh tests/themes/run.sh
suite "installed" sh tests/pack/run.sh
suite "built on" sh tests/incremental/run.sh 24 1
suite "built on, every paragraph searched" sh tests/incremental/run.sh 24 4
suite "serving" sh tests/serve/run.sh
suite "serving in a browser" browser tests/browser/serve.js
suite "fuzz replay" replays
suite "hosts" sh tests/hosts/run.sh
suite "continuous integration" sh tests/ci/run.sh

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
