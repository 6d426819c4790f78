#!/bin/sh
# The speed of reading: importing PDFs beside pdftotext alone, and reading kept texts beside cmark. Part of `make bench`, or:
#   sh tests/bench/reading.sh [FOLDER OF PDFS] [ROUNDS]
# Each round runs every row once; the table shows medians. Nothing is asserted: machines differ.
set -eu
cd "$(dirname "$0")/../.."
LC_ALL=C
export LC_ALL
folder=${1:-../shared/reports}
rounds=${2:-${BENCH_ROUNDS:-5}}
gradeline=$PWD/build/release/gradeline
ls "$folder"/*.pdf >/dev/null 2>&1 || { echo "reading: skipped, there are no PDFs in $folder"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp -R content site.yaml "$dir"
cores=$(getconf _NPROCESSORS_ONLN)

now() { date +%s%N; }

# timed NAME COMMAND...: one line "NAME MILLISECONDS" in times.
timed() {
	name=$1 from=$(now)
	shift
	"$@" >/dev/null 2>&1 || true
	echo "$name $((($(now) - from) / 1000000))" >>"$dir/times"
}

import_cold() {
	rm -rf "$dir/.cache" "$dir/out"
	"$gradeline" import -C "$dir" --output "$dir/out" "$folder"/*.pdf
}

i=0
while [ "$i" -lt "$rounds" ]; do
	timed pdftotext sh -c "find '$folder' -name '*.pdf' -print0 | xargs -0 -n 1 -P $cores sh -c 'pdftotext -bbox \"\$0\" /dev/null'"
	timed import import_cold
	timed kept "$gradeline" inspect --facts --threads 1 -C "$dir" "$folder"/*.pdf
	[ "$i" -gt 0 ] || cat "$dir"/.cache/pdf/* >"$dir/texts"
	! command -v cmark >/dev/null 2>&1 || timed cmark cmark "$dir/texts"
	i=$((i + 1))
done

median() { sed -n "s/^$1 //p" "$dir/times" | sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)]; else print "skipped" }'; }
files=$(find "$folder" -name '*.pdf' | wc -l)
echo
echo "Reading $files PDFs ($(du -cb "$folder"/*.pdf | tail -1 | cut -f1) bytes, $(wc -c <"$dir/texts") bytes of text), $cores processors, $rounds rounds, median milliseconds"
printf '%-58s %8s\n' "pdftotext -bbox alone, all processors" "$(median pdftotext)" \
	"gradeline import, nothing kept, all processors" "$(median import)" \
	"gradeline inspect --facts, texts kept, one thread" "$(median kept)" \
	"cmark on the same texts (parses and renders), one thread" "$(median cmark)"
