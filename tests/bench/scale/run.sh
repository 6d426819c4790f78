#!/bin/sh
# Whole sites, beside others that are installed: `make bench`, or: sh tests/bench/scale/run.sh
# BENCH_SIZES ("500 5000"; 50000 takes 6 GB of disk and many minutes), BENCH_ROUNDS (5). The corpora are invented, the same
# everywhere, and kept in build/bench/corpus. Prints the tables of docs/performance.md; --write puts them there.
# Nothing is asserted: machines differ. ../shared/bench/c/floor.c is a bare program that writes the same pages by fixed code.
set -eu
cd "$(dirname "$0")/../../.."
LC_ALL=C
export LC_ALL
here=tests/bench/scale
gradeline=$PWD/build/gradeline
bench=$PWD/build/bench
sizes=${BENCH_SIZES:-500 5000}
rounds=${BENCH_ROUNDS:-5}
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

corpus() {
	at=$bench/corpus/$1
	if [ ! -f "$at/made" ] || [ "$bench/corpus.bin" -nt "$at/made" ]; then
		rm -rf "$at"
		mkdir -p "$at/site/content/reports" "$at/hugo/content/reports"
		cp -r content/frameworks content/pages content/areas.yaml content/authorities.yaml "$at/site/content/"
		"$bench/corpus.bin" "$1" content/authorities.yaml "$at/site/content/reports" "$at/hugo/content/reports"
		touch "$at/made"
	fi
	rm -rf "$at/site/templates" "$at/site/static" "$at/site/.cache"
	cp -r templates static "$at/site/"
	sed 's/^compare: all/compare: neighbours/' site.yaml >"$at/site/site.yaml"
}

# Rows of pair, as a table.
table() {
	awk -F '\t' '
		BEGIN {
			print "| what | wall s | user s | system s | peak MiB | wall, times gradeline | user, times gradeline |"
			print "|---|--:|--:|--:|--:|--:|--:|"
		}
		{ printf "| %s | %s | %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6, $7 }'
}

measure() {
	n=$1
	at=$bench/corpus/$n
	out=$(mktemp -d "$bench/out.XXXXXX")
	set -- "gradeline, new folder" "$gradeline -C $at/site build --quiet -o {out}"
	[ -z "$hugo" ] || set -- "$@" "hugo, new folder" "$hugo --contentDir $at/hugo/content --destination {out}"
	[ -z "$floor" ] || set -- "$@" "bare floor, 2 threads" "sh -c 'mkdir \$0 && $floor $at/hugo/content/reports \$0 2 >/dev/null' {out}"
	[ "$n" -le 5000 ] || rounds=1
	echo
	echo "### $n reports, $(find "$at/site/content/reports" -name '*.md' -exec cat {} + | wc -c) bytes"
	echo
	"$bench/pair" "$rounds" "$out" "$@" | table
	"$gradeline" -C "$at/site" build --quiet -o "$out/warm"
	one=$(find "$at/site/content/reports" -name '*.md' | sort | sed -n 1p)
	echo
	"$bench/pair" "$rounds" "$out" "nothing changed" "$gradeline -C $at/site build --quiet -o $out/warm" \
		"one report changed" "sh -c 'echo >>$one; exec $gradeline -C $at/site build --quiet -o $out/warm'" |
		awk -F '\t' 'BEGIN { print "| what | wall s | user s | system s | peak MiB |"; print "|---|--:|--:|--:|--:|" }
			{ printf "| %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5 }'
	echo
	echo "$(find "$out/warm" -type f | wc -l) files, $(find "$out/warm" -type f -exec cat {} + | wc -c) bytes."
	rm -rf "$out"
}

report() {
	echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1), $(getconf _NPROCESSORS_ONLN) processors, $(uname -sm)."
	echo "Compiler: $($CC --version | head -1). $($gradeline version | head -1)."
	if [ -n "$hugo" ]; then hugo version | sed 's/^hugo \(v[^ ]*\).*/Hugo: \1./'; else echo "Hugo: skipped, not installed."; fi
	[ -n "$floor" ] || echo "Bare floor: skipped, ../shared/bench is not there."
	echo "Medians of $rounds rounds in turns; a ratio is the median of the rounds' ratios. \`BENCH_SIZES=\"$sizes\" make bench\`."
	for size in $sizes; do
		corpus "$size"
		measure "$size"
	done
}

if [ "${1:-}" != --write ]; then
	report
	exit 0
fi
report >"$bench/report.md"
awk -v new="$bench/report.md" '
	/^<!-- made by make bench: begin -->$/ { print; print ""; while ((getline line < new) > 0) print line; print ""; skip = 1 }
	/^<!-- made by make bench: end -->$/ { skip = 0 }
	!skip || /^<!-- made by make bench: end/' docs/performance.md | awk '!(/^<!-- made by make bench: begin -->$/ && seen++)' >"$bench/performance.md"
cat "$bench/performance.md" >docs/performance.md
