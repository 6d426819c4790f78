#!/bin/sh
# A site is edited at random, built with all that earlier builds left in .cache and public/, and must be, byte for
# byte and message for message, what a copy of it gives that is built from nothing.
#   tests/incremental/run.sh [EDITS [SEED]]     40 edits, seed 1, when not said
# GRADELINE names the program.
set -u
edits=${1:-40} seed=${2:-1}
LC_ALL=C
export LC_ALL
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
site=$dir/site
failed=0

# random N: 0 .. N-1, in $r.
random() {
	seed=$(((seed * 1103515245 + 12345) & 2147483647))
	r=$(((seed >> 12) % $1))
}

# one LIST...: one of the words, in $one.
one() {
	random $#
	shift "$r"
	one=$1
}

# change FILE SED: as an editor does, by a new file or in the old one.
change() {
	sed "$2" "$1" >"$dir/new"
	random 2
	if [ "$r" = 0 ]; then cat "$dir/new" >"$1"; else cp "$dir/new" "$1.~" && mv "$1.~" "$1"; fi
}

# The same number of bytes and the same time: only the system's own mark shows it.
change_hidden() {
	touch -r "$1" "$dir/time"
	sed "$2" "$1" >"$dir/new"
	cat "$dir/new" >"$1"
	touch -r "$dir/time" "$1"
}

some_report() {
	one $(find "$site/content/reports" -type f | sort)
}

edit() {
	content=$site/content
	authorities=$content/authorities.yaml
	number=$1
	random 27
	what=$r
	case $what in
	0) some_report && change "$one" 's/equires improvement to be good/utstanding/;s/grade: good/grade: outstanding/' ;;
	1) some_report && change "$one" 's/grade: outstanding/grade: inadequate/;s/nadequate$/ood/' ;;
	2) some_report && change "$one" "s/^\\(published: 20[0-9][0-9]\\)-[0-9][0-9]-[0-9][0-9]/\\1-12-$((number % 18 + 10))/" ;;
	3) some_report && change "$one" "s/Children/Children and babies/" ;;
	4) some_report && change_hidden "$one" 's/children/chi1dren/;s/weeks/w33ks/' ;;
	5) some_report && cp "$one" "$content/reports/copy$number.${one##*.}" ;;
	6) one "$content"/reports/copy* && rm -f "$one" ;;
	7) some_report && mv "$one" "${one%.*}x.${one##*.}" ;;
	8) some_report && printf '\nInvented words %s.\n' "$number" >>"$one" ;;
	9) change "$authorities" "s/name: Saltby.*/name: Saltby $number/" ;;
	10) change "$authorities" 's/neighbours: \[saltby, eastmoor\]/neighbours: [eastmoor]/' ;;
	11) change "$authorities" 's/neighbours: \[eastmoor\]/neighbours: [saltby, eastmoor]/' ;;
	12) change "$authorities" "s/region: The Moors.*/region: The Moors $number/" ;;
	13) one "$site"/templates/*.mustache && printf '%s\n' "{{! $number }}" >>"$one" ;;
	14) printf '/* %s */\n' "$number" >>"$site/static/style.css" ;;
	15) change "$site/site.yaml" "s/^title: .*/title: Northshire $number/" ;;
	16) some_report && touch "$one" ;;
	17) one "$content"/frameworks/*.yaml && change "$one" "s/label: Good.*/label: Good/;s/^name: \\(.*[^0-9]\\)[0-9]*\$/name: \\1$number/" ;;
	18) change "$content/areas.yaml" "s/^    name: \\(.*[^0-9]\\)[0-9]*\$/    name: \\1$number/" ;;
	19) one "$content"/pages/*.md && printf '\nMore of it %s.\n' "$number" >>"$one" ;;
	20) rm -rf "$site/.cache" ;;
	21) printf '\nSee [what was found](report:northshire/2025-06-13#judgement-leaders).\n' >>"$content/pages/about.md" ;;
	22) change "$content/reports/northshire/2025-06-13.md" '/impact of leaders/d;/area: leaders/d' ;;
	23) change_hidden "$site/public/index.html" 's/<p>/<q>/' && rm -f "$site/public/index.html" ;;
	24) rm -rf "$site/public/authorities/saltby" ;;
	25) "$GRADELINE" -C "$site" build --lenient --output "$site/public" >/dev/null 2>&1 ;;
	26) [ -f "$site/.cache/facts" ] && head -c $((number * 97)) "$site/.cache/facts" >"$dir/part" && cat "$dir/part" >"$site/.cache/facts" ;;
	esac
}

# build SITE: tree in its public/, what was said and the status beside it.
build() {
	"$GRADELINE" -C "$1" build --output "$1/public" >"$1.said" 2>&1
	echo "status $?" >>"$1.said"
	sed -i "s#$1#SITE#g; /^gradeline: /d" "$1.said"
}

"$GRADELINE" init "$site" >/dev/null 2>&1 || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
good=0
number=0
while [ "$number" -lt "$edits" ]; do
	number=$((number + 1))
	rm -rf "$dir/saved" && cp -a "$site" "$dir/saved"
	edit "$number" 2>/dev/null
	build "$site"
	rm -rf "$dir/clean"
	mkdir "$dir/clean"
	(cd "$site" && cp -r content templates static site.yaml "$dir/clean")
	build "$dir/clean"
	if ! diff "$dir/clean.said" "$site.said"; then
		echo "not ok: edit $number (kind $what): other messages"
		failed=$((failed + 1))
	elif ! tail -1 "$site.said" | grep -q 'status [01]'; then
		cat "$site.said"
		echo "not ok: edit $number (kind $what)"
		failed=$((failed + 1))
	elif [ -d "$dir/clean/public" ]; then
		good=$((good + 1))
		diff -r "$dir/clean/public" "$site/public" >"$dir/diff" || {
			head -20 "$dir/diff"
			echo "not ok: edit $number (kind $what): other pages"
			failed=$((failed + 1))
		}
	else
		# The edit made something wrong: that was said twice alike, and is taken back.
		rm -rf "$site" && mv "$dir/saved" "$site"
	fi
done
if [ "$good" -lt $((edits / 3)) ]; then
	echo "not ok: only $good of $edits edits gave a site"
	failed=$((failed + 1))
fi
[ "$failed" = 0 ] && echo "ok: $edits edits, $good of which gave a site"
echo "$((edits - failed)) passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
