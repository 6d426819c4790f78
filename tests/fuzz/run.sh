#!/bin/sh
# Fuzzes each target for a while: `make fuzz`, or: sh tests/fuzz/run.sh [SECONDS [TARGET...]]
# SECONDS (60) may also be given as FUZZ_SECONDS. Starts from a copy of the small corpus; what
# is found on the way stays in build/fuzz/<target>/, a failing input in build/fuzz/found/.
set -u
cd "$(dirname "$0")/../.."
seconds=${1:-${FUZZ_SECONDS:-60}}
[ $# -gt 0 ] && shift
: "${CLANG:=clang}" "${PKG_CONFIG:=pkg-config}"
libs=${PKGS:-$(sed -n "s/^PKGS := //p" Makefile)}
flags="-std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DGRADELINE_VERSION=\"fuzz\" -DMU_MAX_STEPS=100000
	-Igenerator -Itests/fuzz -pthread -O1 -g -fno-omit-frame-pointer
	-fsanitize=address,undefined -fno-sanitize-recover=all"
passed=0 failed=0 skipped=0

finish() {
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" = 0 ]
	exit
}

if ! command -v "$CLANG" >/dev/null 2>&1; then
	echo "skipped: no clang here"
	skipped=1
	finish
fi
# shellcheck disable=SC2086
flags="$flags $("$PKG_CONFIG" --cflags $libs)" links="$("$PKG_CONFIG" --libs $libs) -lm"

mkdir -p build/fuzz/lib build/fuzz/found
rm -f build/fuzz/lib/*.o
echo "compile for fuzzing"
for c in generator/*/*.c; do
	room=${c%/*}
	case $room in generator/cli) continue ;; esac
	# shellcheck disable=SC2086
	"$CLANG" $flags -fsanitize=fuzzer-no-link -c -o "build/fuzz/lib/${room##*/}-$(basename "$c" .c).o" "$c" ||
		{ failed=1; finish; }
done

for c in tests/fuzz/fuzz_*.c; do
	name=$(basename "$c" .c)
	name=${name#fuzz_}
	case " $* " in
	"  " | *" $name "*) ;;
	*) continue ;;
	esac
	# shellcheck disable=SC2086
	"$CLANG" $flags -fsanitize=fuzzer -o "build/fuzz/fuzz_$name" "$c" build/fuzz/lib/*.o $links || { failed=$((failed + 1)); continue; }
	mkdir -p "build/fuzz/$name"
	cp tests/fuzz/corpus/"$name"/* "build/fuzz/$name/"
	echo "== $name: $seconds seconds"
	if "build/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=20000 -timeout=20 -rss_limit_mb=1500 \
		-print_final_stats=1 -verbosity=0 -print_funcs=0 -artifact_prefix="build/fuzz/found/$name-" \
		"build/fuzz/$name" >"build/fuzz/$name.log" 2>&1; then
		passed=$((passed + 1))
		sed -n 's/^stat::\(number_of_executed_units\|peak_rss_mb\): */   \1 /p' "build/fuzz/$name.log"
	else
		failed=$((failed + 1))
		grep -vE '^INFO|^"|Recommended dictionary' "build/fuzz/$name.log"
		echo "not ok: $name; the input is in build/fuzz/found/"
	fi
done
finish
