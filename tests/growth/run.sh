#!/bin/sh
# Does the work grow in proportion to the site? Counts, no clock: `build --profile` of sites with n, 2n and 4n invented reports.
#
#   more-reports    the same councils, each with more reports
#   more-councils   councils with as many reports each, more of them
#
# check.awk says what is in proportion, and is tried itself: on invented counts, and on a site with a page for every
# pair of councils (`compare: all`), which does grow with their square.
# GRADELINE is the program, CORPUS the one of tests/bench/scale/corpus.c; otherwise they are those of the build folder.
set -u
cd "$(dirname "$0")/../.." || exit 1
GRADELINE=${GRADELINE:-$PWD/build/gradeline}
CORPUS=${CORPUS:-$PWD/build/san/tests/corpus}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

result() {     # result NAME STATUS
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

# site FOLDER COUNCILS REPORTS COMPARE: each council's neighbours are the next two.
site() {
	mkdir -p "$1/content/reports"
	cp -r content/frameworks content/pages content/areas.yaml "$1/content/"
	cp -r templates static "$1/"
	sed "s/^compare: .*/compare: $4/" site.yaml >"$1/site.yaml"
	awk -v n="$2" 'BEGIN {
		print "authorities:"
		for (i = 0; i < n; i++)
			printf "  - id: council-%03d\n    name: \"Council %03d\"\n    type: Unitary Authority\n    region: Region %d\n    neighbours: [council-%03d, council-%03d]\n",
				i, i, i % 4, (i + 1) % n, (i + 2) % n
	}' >"$1/content/authorities.yaml"
	"$CORPUS" "$3" "$1/content/authorities.yaml" "$1/content/reports" "" 10
}

# counts NAME COUNCILS REPORTS COMPARE: one thread, because each has arenas of its own.
counts() {
	site "$dir/site" "$2" "$3" "$4" || return 1
	if ! "$GRADELINE" -C "$dir/site" build -q -j 1 --profile -o "$dir/out" 2>"$dir/$1.txt"; then
		cat "$dir/$1.txt"
		return 1
	fi
	sed -n '/^count /p' "$dir/$1.txt" >"$dir/$1"
	rm -rf "$dir/site" "$dir/out"
}

# The words of 256 reports are one volume of the search index: the third site has two.
series() {     # series NAME COUNCILS2 COUNCILS4: 80, 160 and 320 reports; COUNCILS2 of the second site, and so on
	counts 1 8 80 neighbours && counts 2 "$2" 160 neighbours && counts 4 "$3" 320 neighbours &&
		awk -f tests/growth/check.awk "$dir/1" "$dir/2" "$dir/4"
	result "$1: every count grows in proportion" $?
}

# invented NAME WANTED A B C...: counts of three sites, three numbers each; WANTED are the names of what is at fault.
invented() {
	name=$1 wanted=$2 k=0
	shift 2
	: >"$dir/1" && : >"$dir/2" && : >"$dir/4"
	while [ $# -ge 3 ]; do
		k=$((k + 1))
		[ "$1" = - ] || echo "count c$k $1" >>"$dir/1"
		[ "$2" = - ] || echo "count c$k $2" >>"$dir/2"
		[ "$3" = - ] || echo "count c$k $3" >>"$dir/4"
		shift 3
	done
	found=$(awk -f tests/growth/check.awk "$dir/1" "$dir/2" "$dir/4" | sed 's/:.*//' | sort | tr '\n' ' ')
	[ "$found" = "$wanted" ]
	result "check.awk: $name" $?
}

invented "in proportion, with and without a part that stays" "" 80 160 320 1080 1160 1320 7 7 7
invented "slower than that" "" 100 150 190 300 200 100
invented "text strays by two per cent" "" 80000 160000 323000
invented "squares" "c1 c2 " 6400 25600 102400 1006400 1025600 1102400
invented "n log n" "c1 " 506 1171 2663
invented "a square beside much in proportion (8 % at 4n)" "c1 " 81600 166400 345600
invented "one that falls and then grows" "c1 " 100 90 200
invented "one that is not counted everywhere" "c1 c2 " - 1 2 1 2 -
invented "nothing counted" "three lists of counts are needed "

series more-reports 8 8
series more-councils 16 32

# For once with the square: if this is not seen, the two above say nothing.
counts 1 8 16 all && counts 2 16 32 all && counts 4 32 64 all &&
	awk -f tests/growth/check.awk "$dir/1" "$dir/2" "$dir/4" >"$dir/found"
[ $? = 1 ] && grep -q '^pages: ' "$dir/found" && grep -q '^template-ops: ' "$dir/found" && grep -q '^bytes/compare: ' "$dir/found" &&
	! grep -q '^bytes/report: ' "$dir/found"
result "a page for every pair of councils is found to grow with the square" $?

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
