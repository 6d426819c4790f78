#!/bin/sh
# Every diagnostic, provoked: what is printed, where it points and the exit status, letter by letter.
#
# base/ is a small site without a fault. Each case, <code>/ or <code>.<variant>/, makes one thing wrong in a copy of it:
#   site/      laid over the copy
#   setup      a script run in the copy first, for what cannot be a file here (large, binary, a link)
#   cmd        a script that takes the place of `gradeline check -C .`; both see $GRADELINE and $CASE
#   expected   "exit N", then what stands on standard error; the copy's path is written SITE
# Where there is no cmd, `build` must fail with the same status and leave the last good site as it is, as
# `build --strict` must where there are only warnings.
#
#   sh tests/diag/run.sh                     all cases
#   sh tests/diag/run.sh CASE...             only these
#   sh tests/diag/run.sh update CASE...      writes `expected` anew; read the difference before you keep it
set -u
cd "$(dirname "$0")" || exit 1
here=$(pwd -P)
root=$(cd ../.. && pwd -P)
GRADELINE=${GRADELINE:-$root/build/gradeline}
LC_ALL=C TZ=UTC
export GRADELINE LC_ALL TZ
dir=$(mktemp -d) || exit 1
dir=$(cd "$dir" && pwd -P)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# Paths and figures that differ from machine to machine go; so does the summary of a run that succeeds.
normal() {
	sed -e "s#$1#SITE#g" -e '/^gradeline: [0-9]* pages\{0,1\} of /d' -e '/^gradeline: nothing written: /d' -e '/^gradeline: looked at /d' "$2"
}

sums() {
	(cd "$1" && find public .public.* \( -type f -o -type l \) -exec cksum {} + 2>/dev/null | sort)
}

# new_site CASE_FOLDER TARGET: the copy that a case works in. What a case does not change is only linked.
new_site() {
	mkdir "$2"
	cp -R base/. "$2"
	for part in templates static; do
		if [ -d "$1/site/$part" ] || [ -f "$1/setup" ] || [ -f "$1/cmd" ]; then
			cp -R "$root/$part" "$2/$part"
		else
			ln -s "$root/$part" "$2/$part"
		fi
	done
	[ ! -d "$1/site" ] || cp -R "$1/site/." "$2"
}

# Prints what must not be; nothing when all is well. Works in the copy.
untouched() {
	strict=
	if [ "$1" = 0 ]; then
		grep -q '^[^ ]*: warning: ' "$2" || return 0
		strict=--strict wanted=1
	else
		wanted=$1
	fi
	[ ! -e public ] || { echo "    check wrote a public/"; return 0; }
	cp -a "$dir/good/public" public
	sums . >../before
	"$GRADELINE" build -C . --quiet $strict >/dev/null 2>../err
	is=$?
	[ "$is" = "$wanted" ] || { echo "    build $strict exits with $is, not $wanted"; cat ../err; }
	sums . >../after
	cmp -s ../before ../after || { echo "    the last good site was changed:"; diff ../before ../after; }
}

# run_case NAME: prints "ok", "not ok" or "skipped", and why.
run_case() {
	case=$here/$1 site=$dir/$1/site
	mkdir "$dir/$1"
	new_site "$1" "$site"
	(
		CASE=$case
		export CASE
		cd "$site" || exit 1
		if [ -f "$case/setup" ]; then sh "$case/setup" >/dev/null || exit; fi
		if [ -f "$case/cmd" ]; then exec sh "$case/cmd"; fi
		exec "$GRADELINE" check -C .
	) </dev/null >"$dir/$1/out" 2>"$dir/$1/err"
	status=$?
	if [ "$status" = 77 ]; then
		echo "skipped: $1"
		return
	fi
	{ echo "exit $status"; normal "$site" "$dir/$1/err"; } >"$dir/$1/got"
	[ -z "$update" ] || cp "$dir/$1/got" "$case/expected"
	{
		diff -u "$case/expected" "$dir/$1/got" | sed '1,2d; s/^/    /'
		grep -qF "[${1%%.*}]" "$dir/$1/got" || echo "    it does not say [${1%%.*}]"
		[ -f "$case/cmd" ] || (cd "$site" && untouched "$status" "$dir/$1/got")
	} >"$dir/$1/wrong" 2>&1
	if [ -s "$dir/$1/wrong" ]; then
		echo "not ok: $1"
		cat "$dir/$1/wrong"
	else
		echo "ok: $1"
	fi
	rm -rf "$site"
}

update=
[ "${1:-}" != update ] || { update=yes; shift; }
all=$(find . -mindepth 1 -maxdepth 1 -type d ! -name base | sed 's#^\./##' | sort)
slugs=$(sed -n 's/^DIAG([A-Z0-9_]*, *[A-Z]*, *"\([^"]*\)".*/\1/p' "$root/generator/base/diag_codes.def")

new_site base "$dir/good"
if ! "$GRADELINE" build --strict -C "$dir/good" >"$dir/out" 2>&1 || [ -n "$(normal "$dir/good" "$dir/out" | sed 1d)" ]; then
	echo "not ok: the site without a fault builds without a finding"
	cat "$dir/out"
	echo "0 passed, 1 failed, 0 skipped"
	exit 1
fi
echo "ok: the site without a fault builds without a finding" >"$dir/0.log"

# Two cases at a time.
i=0
for name in ${*:-$all}; do
	i=$((i + 1))
	echo "$name" >>"$dir/list.$((i % 2))"
done
for half in 0 1; do
	while read -r name; do run_case "$name"; done <"$dir/list.$half" >"$dir/$half.log.cases" 2>&1 &
done 2>/dev/null
wait
cat "$dir/0.log" "$dir"/[01].log.cases >"$dir/log"
if [ $# = 0 ]; then
	for slug in $slugs; do
		[ -d "$slug" ] || ls -d "$slug".* >/dev/null 2>&1 || echo "not ok: no case provokes [$slug]"
	done >>"$dir/log"
	for name in $all; do
		echo "$slugs" | grep -qx "${name%%.*}" || echo "not ok: $name names no code"
	done >>"$dir/log"
	[ "$(echo "$slugs" | wc -l)" -eq "$(grep -c '^DIAG(' "$root/generator/base/diag_codes.def")" ] ||
		echo "not ok: a line of diag_codes.def was not understood" >>"$dir/log"
fi
cat "$dir/log"
failed=$(grep -c '^not ok: ' "$dir/log")
echo "$(grep -c '^ok: ' "$dir/log") passed, $failed failed, $(grep -c '^skipped: ' "$dir/log") skipped"
[ "$failed" = 0 ]
