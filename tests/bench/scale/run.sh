#!/bin/sh
# Whole sites, beside others that are installed: `make bench`, or: sh tests/bench/scale/run.sh [--write]
# BENCH_SIZES: "500 5000"; 50000 takes 20 GB of disk and many minutes. BENCH_ROUNDS: 5; from 5,000 reports on at most three, from 50,000
# on one. The corpora are invented, the same everywhere, and kept in build/bench/corpus. Prints the tables of docs/performance.md; --write
# puts them there. Nothing is asserted: machines differ.
# ../shared/bench/c/floor.c is a bare program that writes the least pages by fixed code.
set -eu
cd "$(dirname "$0")/../../.."
LC_ALL=C
export LC_ALL
here=tests/bench/scale
page=docs/performance.md
gradeline=$PWD/build/release/gradeline
bench=$PWD/build/bench
sizes=${BENCH_SIZES:-500 5000}
: "${CC:=cc}"
mkdir -p "$bench/corpus"
$CC -O2 -o "$bench/corpus.bin" $here/corpus.c
$CC -O2 -o "$bench/pair" $here/pair.c
floor=
if [ -f ../shared/bench/c/floor.c ]; then
	$CC -O2 -pthread -o "$bench/floor" ../shared/bench/c/floor.c && floor=$bench/floor
fi

# The key changed its form with Hugo 0.112.
hugo=
if command -v hugo >/dev/null 2>&1; then
	case $(hugo version) in
	*v0.[0-9].* | *v0.[0-9][0-9].* | *v0.10[0-9].* | *v0.11[01].*) plain='[markup.goldmark.extensions]
typographer = false' ;;
	*) plain='[markup.goldmark.extensions.typographer]
disable = true' ;;
	esac
	echo "$plain" >"$bench/hugo.toml"
	hugo="hugo --quiet --noBuildLock --config $PWD/$here/hugo/hugo.toml,$bench/hugo.toml --source $PWD/$here/hugo"
fi

# corpus N: its reports once, when they are not there; the rest of the site as it is now.
corpus() {
	at=$bench/corpus/$1
	if ! cmp -s "$at/made-by" $here/corpus.c; then
		rm -rf "$at"
		mkdir -p "$at/site/content/reports" "$at/hugo/content/reports"
		"$bench/corpus.bin" "$1" content/authorities.yaml "$at/site/content/reports" "$at/hugo/content/reports"
		cp $here/corpus.c "$at/made-by"
	fi
	# What is as it was stays: deletions would slow down what is measured next. The names' site is the same with less of a
	# search page: what Hugo's site has is nearer to that.
	for side in site names; do
		mkdir -p "$at/$side/content"
		for part in content/frameworks content/pages content/areas.yaml content/authorities.yaml templates static; do
			diff -rq "$part" "$at/$side/$part" >/dev/null 2>&1 && continue
			rm -rf "$at/$side/$part"
			cp -R "$part" "$at/$side/$part"
		done
	done
	[ -d "$at/names/content/reports" ] || cp -R "$at/site/content/reports" "$at/names/content/"
	sed 's/^compare: .*/compare: neighbours/' site.yaml >"$at/site/site.yaml"
	sed 's/^search: .*/search: titles/' "$at/site/site.yaml" >"$at/names/site.yaml"
}

bytes_below() { find "$1" -type f ${2:+-name "$2"} -exec cat {} + | wc -c; }

# A number in groups of three.
grouped() { echo "$1" | sed -e ':a' -e 's/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/' -e ta; }

# Rows of pair, as a table. What goes on in a folder that is there has no ratio: it is no way to make a site.
going_on() {
	awk -F '\t' '
		BEGIN {
			print "| what | wall s | user s | system s | peak MiB |"
			print "|---|--:|--:|--:|--:|"
		}
		{ printf "| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5 }'
}

table() {
	awk -F '\t' '
		BEGIN {
			print "| what | wall s | user s | system s | peak MiB | wall, of gradeline | user, of gradeline |"
			print "|---|--:|--:|--:|--:|--:|--:|"
		}
		{ printf "| %s | %s | %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6, $7 }'
}

rounds_for() {
	rounds=${BENCH_ROUNDS:-5}
	[ "$1" -lt 5000 ] || [ "$rounds" -le 3 ] || rounds=3
	[ "$1" -lt 50000 ] || rounds=1
}

# A further report of the council that has the fewest, on another day each time; and one of those less that were put there.
reports_come_and_go() {
	few=$(for f in "$at"/site/content/reports/*/; do echo "$(find "$f" -name '*.md' | wc -l) $f"; done | sort -n | sed -n '1s/^[0-9]* //p')
	rm -f "$few"bench-*
	cp "$(grep -l '^inspected:' "$few"*.md | sed -n 1p)" "$out/model.md"
	cat >"$out/add" <<'EOF'
n=$(find "$1" -name "$3-*" | wc -l)
sed "s/^inspected: .*/inspected: 20$((10 + n / 18))-$4-$((10 + n % 18))/" "$2" >"$1$3-$n.md"
EOF
	echo 'rm "$(find "$1" -name "$3-*" | sort | sed -n 1p)"' >"$out/remove"
	for k in $(seq $((rounds + 1))); do sh "$out/add" "$few" "$out/model.md" bench-less 04; done
}

measure() {
	n=$1
	at=$bench/corpus/$n
	out=$(mktemp -d "$bench/out.XXXXXX")
	one=$(find "$at/site/content/reports" -name '*.md' | sort | sed -n 1p)
	cp -p "$one" "$out/one.md"
	trap 'cp -p "$out/one.md" "$one"; rm -rf "$out" "$at"/site/content/reports/*/bench-*' EXIT
	trap 'exit 1' HUP INT TERM
	rounds_for "$n"
	reports_come_and_go
	swap='s/grade: good/grade: @/;s/grade: outstanding/grade: good/;s/grade: @/grade: outstanding/'
	"$gradeline" -C "$at/site" build --quiet --profile -o "$out/profiled" 2>"$out/profile"
	# Nothing is known from a build before: a new folder alone would leave what is kept of the reports.
	set -- "gradeline, new folder" "sh -c 'rm -rf $at/site/.cache; exec $gradeline -C $at/site build --quiet -o {out}'"
	[ -z "$hugo" ] || set -- "$@" "Hugo, new folder" "$hugo --contentDir $at/hugo/content --destination {out}"
	[ -z "$floor" ] || set -- "$@" "bare floor, 2 threads" "sh -c 'mkdir \$0 && $floor $at/hugo/content/reports \$0 2 >/dev/null' {out}"
	set -- "$@" "gradeline, search of names only, new folder" "sh -c 'rm -rf $at/names/.cache; exec $gradeline -C $at/names build --quiet -o {out}'"
	"$bench/pair" "$rounds" "$out" "$@" >"$out/rows"
	"$gradeline" -C "$at/site" build --quiet -o "$out/warm"
	# Afterwards, since a report that comes or goes exchanges the whole tree, and the old one is deleted.
	set -- "gradeline, nothing changed" "$gradeline -C $at/site build --quiet -o $out/warm" \
		"gradeline, one report changed" "sh -c 'echo >>$one; exec $gradeline -C $at/site build --quiet -o $out/warm'" \
		"gradeline, one sentence added" "sh -c 'echo Words. >>$one; exec $gradeline -C $at/site build --quiet -o $out/warm'" \
		"gradeline, one report's grades changed" "sh -c 'sed -i \"$swap\" $one; exec $gradeline -C $at/site build --quiet -o $out/warm'" \
		"gradeline, a report added" "sh -c 'sh $out/add $few $out/model.md bench-more 03; exec $gradeline -C $at/site build --quiet -o $out/warm'" \
		"gradeline, a report removed" "sh -c 'sh $out/remove $few x bench-less; exec $gradeline -C $at/site build --quiet -o $out/warm'"
	"$bench/pair" "$rounds" "$out" "$@" >"$out/going-on"
	awk -F '\t' -v n="$n" 'NR == 1 { print n "\t" $2 "\t" $3 "\t" $5 }' "$out/rows" >>"$bench/growth"

	echo
	echo "### $(grouped "$n") reports"
	echo
	echo "$(grouped "$(bytes_below "$at/site/content/reports" '*.md')") bytes of Markdown. Rounds: $rounds."
	for k in 1 2 3; do
		[ "$k" = 1 ] || [ "$(sed -n "${k}s/,.*//p" "$out/rows")" != gradeline ] || break
		echo "$(sed -n "${k}s/,.*//p" "$out/rows"): $(grouped "$(find "$out/$k.1" -type f | wc -l)") files, $(grouped "$(bytes_below "$out/$k.1")") bytes."
	done
	echo
	table <"$out/rows"
	echo
	echo "In the folder that holds the site:"
	echo
	going_on <"$out/going-on"
	echo
	echo "One build with \`--profile\`:"
	echo
	awk '/^room / { on = 1 } /^dearest/ { exit } on && NF { print "    " $0 }' "$out/profile"
	cp -p "$out/one.md" "$one"
	rm -rf "$out" "$few"bench-*
	trap - EXIT
}

growth() {
	echo
	echo "### A report's share"
	echo
	awk -F '\t' 'BEGIN { print "| reports | wall ms | user ms | peak KiB |"; print "|--:|--:|--:|--:|" }
		{ printf "| %d | %.2f | %.2f | %.1f |\n", $1, $2 * 1000 / $1, $3 * 1000 / $1, $4 * 1024 / $1 }' "$bench/growth"
}

report() {
	: >"$bench/growth"
	echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1), $(getconf _NPROCESSORS_ONLN) processors, $(uname -sm)."
	[ ! -r /proc/loadavg ] || echo "Load average when it began (0: nothing else ran): $(cut -d' ' -f1 /proc/loadavg)."
	echo "Compiler: $($CC --version | head -1). $($gradeline version | head -1)."
	if [ -n "$hugo" ]; then hugo version | sed 's/^hugo \(v[^ ]*\).*/Hugo: \1./'; else echo "Hugo: skipped, not installed."; fi
	[ -n "$floor" ] || echo "Bare floor: skipped, ../shared/bench is not there."
	echo "To repeat it: \`make bench BENCH_SIZES=\"$sizes\"\`."
	for size in $sizes; do
		corpus "$size"
		measure "$size"
	done
	growth
}

if [ "${1:-}" != --write ]; then
	report
	exit 0
fi
[ "$(grep -c '^<!-- made by make bench: \(begin\|end\) -->$' $page)" = 2 ] || { echo "$page has not the two marks" >&2; exit 1; }
report >"$bench/report.md"
{
	sed '/^<!-- made by make bench: begin -->$/q' $page
	echo
	cat "$bench/report.md"
	echo
	sed -n '/^<!-- made by make bench: end -->$/,$p' $page
} >"$bench/performance.md"
cat "$bench/performance.md" >$page
