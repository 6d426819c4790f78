#!/bin/sh
# A site is edited at random, built with all that earlier builds left in .cache and public/, and must be, byte for
# byte, message for message and status for status, what a copy of it gives that is built from nothing.
#   tests/incremental/run.sh [STEPS [SEED]]     40 steps, seed 1, when not said
# GRADELINE names the program. KEEP=DIR: it ends at the first step that fails, and the site is left there.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
steps=${1:-40} seed=${2:-1} began=${2:-1}
GRADELINE=${GRADELINE:-$root/build/gradeline}
LC_ALL=C
export LC_ALL
dir=${KEEP:-$(mktemp -d)}
mkdir -p "$dir"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
site=$dir/site
content=$site/content
authorities=$content/authorities.yaml
failed=0

# random N: 0 .. N-1, in $r.
random() {
	seed=$(((seed * 1103515245 + 12345) & 2147483647))
	r=$(((seed >> 12) % ($1 > 0 ? $1 : 1)))
}

# one LIST...: one of the words, in $one; none: none.
one() {
	random $#
	[ $# = 0 ] || shift "$r"
	one=${1:-}
}

# put FILE: "$dir/new" becomes the file: as an editor does, by a new file or in the old one.
put() {
	random 2
	[ -n "$1" ] || return 0
	if [ "$r" = 0 ]; then cat "$dir/new" >"$1"; else cp "$dir/new" "$1.~" && mv "$1.~" "$1"; fi
}

# change FILE SED...
change() {
	changed=$1
	shift
	sed "$@" "$changed" >"$dir/new" && put "$changed"
}

# The same number of bytes and the same time: only the system's own mark shows it.
change_hidden() {
	[ -n "$1" ] || return 0
	touch -r "$1" "$dir/time"
	sed "$2" "$1" >"$dir/new"
	cat "$dir/new" >"$1"
	touch -r "$dir/time" "$1"
}

some_report() {
	one $(find "$content/reports" -type f | sort)
}

some_page() {
	one $(find "$site/public" -type f -name "${1:-[!.]*}" | sort)
}

# A grade of some report becomes another one: the first that is found, or all of them.
regrade() {
	for try in 1 2 3 4 5 6 7 8; do
		some_report
		file=$one
		one 's/Good/Outstanding/' 's/Outstanding/Good/' 's/Inadequate/Good/' 's/Adequate/Good/' 's/Requires improvement to be good/Good/' \
			's/grade: good/grade: outstanding/' 's/grade: outstanding/grade: inadequate/' 's/grade: adequate/grade: good/' \
			's/grade: inadequate/grade: good/' 's/grade: requires-improvement/grade: good/' 's/Grade 2/Grade 3/' 's/Grade 3/Grade 1/'
		random 3
		[ "$r" = 0 ] || one=$(printf '%s' "$one" | sed 's#^s/\([^/]*\)/#0,/\1/s//#')
		sed "$one" "$file" >"$dir/new"
		cmp -s "$dir/new" "$file" || { put "$file"; return; }
	done
}

# The id of some report of the site as it was built last.
some_id() {
	one $(find "$site/public/reports" -mindepth 3 -name index.html | sort)
	one=${one#"$site/public/reports/"}
	one=${one%/index.html}
}

edit_report() {
	random 26
	what=report-$r
	case $r in
	0 | 1 | 12 | 13) regrade ;;
	2) some_report && printf '\nInvented words %s of a paragraph.\n' "$number" >>"$one" ;;
	3) some_report && change "$one" 's/Children/Children and babies/' ;;
	4) some_report && change_hidden "$one" 's/children/chi1dren/;s/weeks/w33ks/' ;;
	5) some_report && change "$one" "s/^\\(published: 20[0-9][0-9]\\)-[0-9][0-9]-[0-9][0-9]/\\1-12-$((number % 18 + 10))/" ;;
	6) some_report && change "$one" "s/^\\(end: 20[0-9][0-9]\\)-[0-9][0-9]-[0-9][0-9]/\\1-11-$((number % 18 + 10))/" ;;
	7) some_report && change "$one" "s/^title: .*/title: An invented title $number/;1s/^\\(#.*\\)/\\1 $number/" ;;
	8) some_report && cp "$one" "$content/reports/copy$number.${one##*.}" &&
		change "$content/reports/copy$number.${one##*.}" "s/\\(20[012][0-9]\\)-\\([0-9][0-9]\\)-[0-9][0-9]/\\1-\\2-$((number % 18 + 10))/" ;;
	9) some_report && rm -f "$one" ;;
	10) some_report && mv "$one" "${one%.*}x.${one##*.}" ;;
	11) some_report && touch "$one" ;;
	17) one brackwater north-marches old-marches great-wyrmingham ynys-mor kestrelvale && to=$one && some_report &&
		change "$one" "s/^authority: .*/authority: $to/" ;;
	18) some_report && change "$one" "s#^\(inspected: \).*#\120$((number % 20 + 10))-0$((number % 8 + 1))-$((number % 18 + 10))#" ;;
	19) some_report && change "$one" "s/^\( *- .*text: \).*/\1\"Ask for something else $number\"}/;s/^- Improve .*/- Improve this $number./" ;;
	20) # Prose that leads to another report, in a report and in other texts.
		some_id && to=$one && some_report && printf '\nSee [that](report:%s) of %s.\n' "$to" "$number" >>"$one" ;;
	21) some_id && to=$one && some_report && printf '\nSee [that](../../%s/) of %s.\n' "$to" "$number" >>"$one" ;;
	22) some_id && to=$one && one "$content/areas.yaml" "$content"/frameworks/*.yaml &&
		change "$one" "0,/summary: \"[A-Z]/s|summary: \"\([A-Z]\)|summary: \"See [it](page:reports/$to). \1|" ;;
	23 | 24) # A judgement less: its report counts as one that did not judge the area.
		one "$content"/reports/*/*.md && of=$one && one overall-effectiveness leadership leadership-and-management leaders outcomes &&
			change "$of" "/^ *- .*area: $one,/d" ;;
	15) # An authority loses all that is held of it: pages of others led to pages that have gone with that.
		one brackwater north-marches old-marches great-wyrmingham ynys-mor && rm -rf "$content/reports/$one" ;;
	25) # Words go that no other report has.
		one $(grep -l '^Invented words' -r "$content/reports") && [ -n "$one" ] && change "$one" '/^Invented words/d' ;;
	16) one brackwater north-marches old-marches great-wyrmingham ynys-mor && cp -R "tests/browser/site/content/reports/$one" "$content/reports" ;;
	14) # The newest fact of all, by which ages are counted.
		one "$content"/reports/*/2026-*.md && change "$one" '/^published:/d' &&
			change "$one" "0,/^---/s//---\\npublished: 2026-0$((number % 3 + 7))-$((number % 18 + 10))/" ;;
	esac
}

edit_table() {
	random 12
	what=table-$r
	case $r in
	0) change "$authorities" "s/^\\( *name: \\)\\(Old Marches\\|Kestrelvale\\)[^:]*\$/\\1\\2 $number/" ;;
	1) change "$authorities" "0,/aliases: \\[/s//aliases: [Alias $number, /" ;;
	2) change "$authorities" 's/neighbours: \[\([a-z-]*\), \([a-z-]*\)/neighbours: [\2, \1/' ;;
	3) change "$authorities" "0,/^\\( *region: [A-Z][a-z ]*\\)\$/s//\\1 $number/" ;;
	4) one "$content"/frameworks/*.yaml && change "$one" "s/label: Good.*/label: Good/;s/^name: \\(.*[^0-9]\\)[0-9]*\$/name: \\1$number/" ;;
	5) one "$content"/frameworks/*.yaml && change "$one" "0,/meaning: \\(.*[^0-9]\\)[0-9]*\$/s//meaning: \\1$number/" ;;
	6) change "$content/areas.yaml" "s/^    name: \\(.*[^0-9]\\)[0-9]*\$/    name: \\1$number/" ;;
	7) change "$content/areas.yaml" "0,/summary: \\(.*[^0-9]\\)[0-9]*\$/s//summary: \\1$number/" ;;
	8) one "$content"/pages/*.md && printf '\nMore of it %s.\n' "$number" >>"$one" ;;
	9) printf '\nSee [it](report:kestrelvale/2022-12-09#judgement-leaders) and [that](authority:brackwater).\n' >>"$content/pages/about.md" ;;
	10) printf 'overrides:\n  - date: 2026-01-%s\n    gate: abcdef0123%s\n    reason: Invented %s.\n' \
		"$((number % 18 + 10))" "$((number % 90 + 10))" "$number" >"$content/overrides.yaml" ;;
	11) change "$site/site.yaml" '/^redirects:/,$d' && printf 'redirects:\n  old-%s/: authorities/brackwater/\n' "$number" >>"$site/site.yaml" ;;
	esac
}

edit_theme() {
	random 9
	what=theme-$r
	case $r in
	0) one "$site"/templates/*.mustache && printf '%s\n' "{{! $number }}" >>"$one" ;;
	8) # A theme that leads to one report, whatever page it is on.
		some_id && to=$one && one "$site"/templates/report.mustache "$site"/templates/page.mustache "$site"/templates/compare.mustache &&
			change "$one" "s|^\(.*</h1>\)|\1 <a href=\"{{page.root}}reports/$to/index.html\">That $number</a>|" ;;
	1) one "$site"/templates/partials/*.mustache && printf '<!-- %s -->' "$number" >>"$one" ;;
	2) printf '/* %s */\n' "$number" >>"$site/static/style.css" ;;
	3) printf '%s\n' "$number" >"$site/static/new$((number % 3)).txt" ;;
	4) change "$site/site.yaml" "s/^title: .*/title: Northshire $number/" ;;
	5) one all neighbours && change "$site/site.yaml" "s/^compare: .*/compare: $one/" ;;
	6) one titles paragraphs && change "$site/site.yaml" "s/^search: .*/search: $one/" ;;
	7) one '""' 'https://example.org/' && change "$site/site.yaml" "s#^base_url: .*#base_url: $one#" ;;
	esac
}

damage_cache() {
	one $(find "$site/.cache" -type f | sort)
	[ -n "$one" ] || return
	size=$(wc -c <"$one")
	random 4
	what=$what-$r
	random "$size"
	case $what in
	*-0) head -c "$r" "$one" >"$dir/part" && cat "$dir/part" >"$one" ;;
	*-1) printf 'X' | dd of="$one" bs=1 seek="$r" conv=notrunc 2>/dev/null ;;
	*-2) head -c "$r" "$one" >"$dir/part" && cat "$dir/part" >>"$one" ;;
	*-3) rm -f "$one" ;;
	esac
}

edit_output() {
	random 14
	what=output-$r
	case $r in
	0) rm -rf "$site/.cache" && rm -rf "$site/public" ;;
	1 | 2) damage_cache ;;
	3) some_page && rm -f "$one" ;;
	4) some_page '*.html' && change "$one" 's/<p>/<q>/' ;;
	5) some_page && printf 'x' >>"$one" ;;
	6) rm -rf "$site/public/authorities/kestrelvale" ;;
	7) some_page && touch "$one" ;;
	8) "$GRADELINE" -C "$site" build --lenient --output "$site/public" >/dev/null 2>&1 ;;
	9) "$GRADELINE" -C "$site" build --output "$site/public2" >/dev/null 2>&1 ;;
	10) "$GRADELINE" -C "$site" check >/dev/null 2>&1 ;;
	11) "$GRADELINE" -C "$site" build --publish --output "$site/public" >/dev/null 2>&1 ;;
	12) "$GRADELINE" -C "$site" build --profile --output "$site/public" >/dev/null 2>&1 ;;
	13)
		"$GRADELINE" -C "$site" build --output "$site/public" >/dev/null 2>&1 &
		random 60
		sleep "0.0$r"
		kill -9 $! 2>/dev/null
		wait $! 2>/dev/null
		;;
	esac
}

# Mostly what people do; each step is one edit or a few.
edit() {
	random 20
	case $r in
	[0-9] | 1[01]) edit_report ;;
	12 | 13) edit_table ;;
	14 | 15) edit_theme ;;
	*) edit_output ;;
	esac
	kinds="$kinds $what"
}

# The first edits are the same each time: one for each way in which a page hangs on another report than its own.
given=20
given_edit() {
	what="given $1"
	at=$content/reports
	case $1 in
	1) change "$at/kestrelvale/2022-12-09.md" '/area: leaders,/d' ;;
	2) # An anchor has gone that pages named: this time all is made again.
		printf '\nInvented words.\n' >>"$at/ynys-mor/2018-07-13.md" ;;
	3) # The grade before in its framework, which is not the report before.
		change "$at/kestrelvale/2019-09-20.md" '/area: leaders,/s/good/inadequate/' ;;
	4) # It had no grade for leaders, so it was counted as one without.
		rm "$at/kestrelvale/2022-12-09.md" ;;
	5) change "$at/kestrelvale/2026-05-22.md" 's|/2026-05-22|/2026-05-21|' ;;
	6) change "$at/kestrelvale/2013-06-21.md" 's|/2013-06-21|/2013-06-20|' ;;
	7) change "$at/kestrelvale/2015-03-13.md" 's/Read every case/Read each case/' ;;
	8) change "$at/great-wyrmingham/2023-03-31.md" 's/grade: good/grade: outstanding/' ;;
	9) change "$at/old-marches/2011-02-18.md" 's/grade: adequate/grade: good/' ;;
	10) # Councils that name it as a neighbour, and other pages of a pair.
		rm -r "$at/great-wyrmingham" ;;
	11) cp -R tests/browser/site/content/reports/great-wyrmingham "$at" ;;
	12) # A former council counts as long as it has a report.
		rm -r "$at/old-marches" ;;
	13) printf '\nSee [that](report:kestrelvale/2010-07-09).\n' >>"$at/ynys-mor/2018-07-13.md" ;;
	14) rm "$at/kestrelvale/2010-07-09.md" ;;
	15) change "$site/templates/report.mustache" '0,/<h1>/s##<a href="{{page.root}}reports/kestrelvale/2007-11-16/index.html">That</a><h1>#' ;;
	16) rm "$at/kestrelvale/2007-11-16.md" ;;
	17) mv "$at/ynys-mor/2018-07-13.md" "$at/ynys-mor/first.md" ;;
	18) change "$at/north-marches/2021-11-19.md" '0,/^inspected/s//published: 2021-12-20\ninspected/' ;;
	19) change "$at/north-marches/2021-11-19.md" 's/grade: requires-improvement/grade: good/' ;;
	20) # The first rows of data files.
		rm -r "$at/brackwater" ;;
	esac
}

# build SITE OPTIONS: tree in its public/, what was said and the status beside it.
build() {
	"$GRADELINE" -C "$1" build $2 --output "$1/public" >"$1.said" 2>&1
	echo "status $?" >>"$1.said"
	sed -i "s#$1#SITE#g; /^gradeline: /d" "$1.said"
}

not_ok() {
	failed=$((failed + 1))
	echo "not ok: seed $began, step $number ($kinds $options): $1"
	[ -z "${KEEP:-}" ] || exit 1
}

sources() {
	(cd "$1" && cp -a content templates static site.yaml "$2")
}

cp -R tests/browser/site "$site" && cp -R templates static "$site" &&
	cp -R content/frameworks content/areas.yaml content/pages "$content" &&
	chmod -R u+w "$site" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# An even seed begins with the larger site.
case $seed in
*[02468]) printf 'search: paragraphs\n' >>"$site/site.yaml" ;;
*) printf 'search: titles\n' >>"$site/site.yaml" && change "$site/site.yaml" 's/^compare: .*/compare: neighbours/' ;;
esac
good=0 number=0 bad=0
mkdir "$dir/saved"
sources "$site" "$dir/saved"
build "$site" ""
while [ "$number" -lt "$steps" ]; do
	number=$((number + 1)) kinds=
	if [ "$number" -le "$given" ]; then
		given_edit "$number"
		kinds=$what
	else
		edit 2>/dev/null
		random 3
		[ "$r" != 0 ] || edit 2>/dev/null
	fi
	one "" "" "" "-j1" "-j4" "--strict" "--lenient" && options=$one
	[ "$number" -gt "$given" ] || options=
	build "$site" "$options"
	rm -rf "$dir/clean"
	mkdir "$dir/clean"
	sources "$site" "$dir/clean"
	build "$dir/clean" "$options"
	diff "$dir/clean.said" "$site.said" || not_ok "other messages"
	if [ -d "$dir/clean/public" ]; then
		good=$((good + 1)) bad=0
		diff -r "$dir/clean/public" "$site/public" >"$dir/diff" || { head -20 "$dir/diff"; not_ok "other pages"; }
		rm -rf "$dir/saved" && mkdir "$dir/saved" && sources "$site" "$dir/saved"
	else
		# Wrong, and said so twice alike. It is mended now, or after another edit.
		bad=$((bad + 1))
		random 2
		if [ "$r" = 0 ] || [ "$bad" -gt 2 ] || [ "$number" -le "$given" ]; then
			(cd "$site" && rm -rf content templates static site.yaml) && sources "$dir/saved" "$site"
		fi
	fi
done
if [ "$good" -lt $((steps / 2)) ]; then
	echo "not ok: only $good of $steps steps gave a site"
	failed=$((failed + 1))
fi
[ "$failed" = 0 ] && echo "ok: $steps steps, $good of which gave a site"
echo "$((steps - failed)) passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
