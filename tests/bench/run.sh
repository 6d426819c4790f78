#!/bin/sh
# The template engine's speed, alone and beside others: `make bench`, or: sh tests/bench/run.sh [ROUNDS]
# CC, CFLAGS and LIB (libgradeline.a) come from the Makefile. Each round runs every engine once;
# the table shows medians. Nothing is asserted: machines differ.
set -eu
cd "$(dirname "$0")/../.."
LC_ALL=C
export LC_ALL
rounds=${1:-${BENCH_ROUNDS:-7}}
: "${CC:=cc}" "${CXX:=c++}" "${LIB:=build/release/libgradeline.a}" "${BENCH_CFLAGS:=}" "${BENCH_LIBS:=}"
dir=build/bench
rm -rf $dir
mkdir -p $dir/templates

# The layout copied into a page, as engines without inheritance need it. JSON of type MU_JSON is
# written unescaped there, because the data holds it made safe.
flatten() {
	awk -v page="templates/$1.mustache" '
		/^\{\{\$main\}\}$/ {
			while ((getline line < page) > 0)
				if (line !~ /^\{\{<layout\}\}/ && line !~ /^\{\{\/main\}\}/) print line
			skip = 1
		}
		!skip && !/^\{\{[$\/]crumbs\}\}$/ { gsub(/\{\{page\.json_ld\}\}/, "{{{page.json_ld}}}"); print }
		/^\{\{\/main\}\}$/ { skip = 0 }
	' templates/layout.mustache >$dir/templates/"$1".mustache
}
flatten report
flatten authority
cp -r templates/partials $dir/templates/

# shellcheck disable=SC2086
$CC $BENCH_CFLAGS -Itests/bench -o $dir/mustache tests/bench/*.c "$LIB" $BENCH_LIBS
$dir/mustache dump . $dir

js=skipped kainjow=skipped
if command -v node >/dev/null 2>&1; then
	js=$(node tests/bench/mustache.js $dir compare)
fi
if command -v "$CXX" >/dev/null 2>&1 && echo '#include <kainjow/mustache.hpp>' | "$CXX" -std=c++17 -fsyntax-only -x c++ - 2>/dev/null; then
	# shellcheck disable=SC2086
	$CXX -std=c++17 -O2 $(pkg-config --cflags jansson) -o $dir/kainjow tests/bench/kainjow.cpp $(pkg-config --libs jansson)
	kainjow=$($dir/kainjow $dir compare)
fi
case $js in skipped) echo "mustache.js: skipped (node and node-mustache)" ;; *) echo "$js" ;; esac
case $kainjow in skipped) echo "kainjow: skipped (a C++ compiler and libkainjow-mustache-dev)" ;; *) echo "$kainjow" ;; esac

round=0
while [ $round -lt "$rounds" ]; do
	round=$((round + 1))
	$dir/mustache time . $dir
	[ "$js" = skipped ] || node tests/bench/mustache.js $dir
	[ "$kainjow" = skipped ] || $dir/kainjow $dir
done >$dir/times

echo
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1), $(uname -sm)"
echo "compiler: $($CC --version | head -1)"
[ "$js" = skipped ] || echo "node: $(node --version)"
echo "medians of $rounds rounds, and the best of them; MB/s of the bytes that our page has;"
echo "the last two columns: how many times as long as gradeline it takes, by medians and by best"
echo
awk '
	$1 == "memcpy" { bytes[$2] = $4 }
	{ v[$1, $2, ++n[$1, $2]] = $3 + 0 }
	function median(e, f,   i, k, t, c) {
		c = n[e, f]
		for (i = 2; i <= c; i++)
			for (k = i; k > 1 && v[e, f, k - 1] > v[e, f, k]; k--) { t = v[e, f, k]; v[e, f, k] = v[e, f, k - 1]; v[e, f, k - 1] = t }
		return c % 2 ? v[e, f, (c + 1) / 2] : (v[e, f, c / 2] + v[e, f, c / 2 + 1]) / 2
	}
	END {
		split("memcpy gradeline gradeline-json mustache.js kainjow", order, " ")
		printf "%-16s %-11s %10s %10s %10s %14s %14s\n", "engine", "page", "us", "best us", "MB/s", "of gradeline", "best of best"
		for (p = 1; p <= 2; p++) {
			f = p == 1 ? "report" : "authority"
			for (e = 1; e <= 5; e++) {
				if (!((order[e], f) in n)) { printf "%-16s %-11s %10s\n", order[e], f, "skipped"; continue }
				t = median(order[e], f)
				ours = median("gradeline", f)
				printf "%-16s %-11s %10.1f %10.1f %10.0f %14.2f %14.2f\n", order[e], f, t / 1000, v[order[e], f, 1] / 1000,
					bytes[f] * 1000 / t, t / ours, v[order[e], f, 1] / v["gradeline", f, 1]
			}
		}
	}' $dir/times
