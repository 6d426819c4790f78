#!/bin/sh
# The commands as people use them: a script a case, with what it must print and how it must end beside it.
#
# <case>/ holds:
#   cmd               run by sh -eu in an empty folder; exit 77 is "skipped". It sees $GRADELINE, $ROOT (the
#                     repository) and $TINY (a copy of tiny/ with the real templates and static files).
#   stdout.exact      what it must print; .glob: line by line a shell pattern. Neither: nothing.
#   stderr.exact      the same for standard error
#   exit              the exit status; none: 0
# Paths of the machine are written GRADELINE, TINY, SCRATCH and ROOT.
#
#   sh tests/cli/run.sh                  all cases
#   sh tests/cli/run.sh CASE...          only these
#   sh tests/cli/run.sh update CASE...   writes the .exact files anew; read the difference before you keep it
set -u
cd "$(dirname "$0")" || exit 1
here=$(pwd -P)
ROOT=$(cd ../.. && pwd -P)
GRADELINE=${GRADELINE:-$ROOT/build/gradeline}
LC_ALL=C TZ=UTC NO_COLOR=1
export ROOT GRADELINE LC_ALL TZ NO_COLOR
unset SOURCE_DATE_EPOCH TERM
base=$(mktemp -d) || exit 1
base=$(cd "$base" && pwd -P)
trap 'chmod -R u+w "$base"; rm -rf "$base"' EXIT
trap 'exit 1' HUP INT TERM
update=
[ "${1:-}" = update ] && { update=yes; shift; }
passed=0 failed=0 skipped=0

normal() {
	sed -e "s#$GRADELINE#GRADELINE#g" -e "s#$TINY#TINY#g" -e "s#$scratch#SCRATCH#g" -e "s#$ROOT#ROOT#g" "$1" >"$1.normal"
}

# like PATTERNS FILE: each line of the one matches that of the other.
like() {
	[ "$(wc -l <"$1")" -eq "$(wc -l <"$2")" ] || return 1
	while IFS= read -r pattern <&3; do
		IFS= read -r line <&4
		# shellcheck disable=SC2254 # a pattern is wanted
		case $line in $pattern) ;; *) return 1 ;; esac
	done 3<"$1" 4<"$2"
}

# matches CASE STREAM: what was printed is what the case says.
matches() {
	normal "$base/$2"
	if [ -n "$update" ] && [ ! -f "$1/$2.glob" ]; then
		cp "$base/$2.normal" "$1/$2.exact"
		[ -s "$1/$2.exact" ] || rm "$1/$2.exact"
	fi
	if [ -f "$1/$2.glob" ]; then
		like "$1/$2.glob" "$base/$2.normal" || { diff -u "$1/$2.glob" "$base/$2.normal"; return 1; }
	elif [ -f "$1/$2.exact" ]; then
		diff -u "$1/$2.exact" "$base/$2.normal"
	else
		diff -u /dev/null "$base/$2.normal"
	fi
}

run_case() {
	scratch=$base/work TINY=$base/tiny
	export TINY
	mkdir "$scratch" "$TINY"
	cp -R tiny/. "$TINY"
	cp -R "$ROOT/templates" "$ROOT/static" "$TINY"
	(cd "$scratch" && sh -eu "$here/$1/cmd") >"$base/stdout" 2>"$base/stderr" </dev/null
	status=$?
	expected=$(cat "$1/exit" 2>/dev/null || echo 0)
	if [ "$status" = 77 ]; then
		echo "skipped: $1: $(cat "$base/stdout")"
		skipped=$((skipped + 1))
	else
		bad=
		[ "$status" = "$expected" ] || { bad=yes; echo "$1: exit status $status, not $expected"; }
		matches "$1" stdout || bad=yes
		matches "$1" stderr || bad=yes
		if [ -z "$bad" ]; then
			echo "ok: $1"
			passed=$((passed + 1))
		else
			echo "not ok: $1"
			failed=$((failed + 1))
		fi
	fi
	chmod -R u+w "$scratch" "$TINY"
	rm -rf "$scratch" "$TINY"
}

[ $# -gt 0 ] || set -- */
for case do
	[ -f "${case%/}/cmd" ] && run_case "${case%/}"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
