#!/bin/sh
# A second theme: plain/ replaces the templates and static files, and the same content makes a working site that looks
# otherwise. What it shares with the first proves that nothing of the look is in the program, but for what docs/templates.md lists.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
GRADELINE=${GRADELINE:-$root/build/gradeline}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
passed=0 failed=0

check() {
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

none() {       # none NAME OUTPUT: passes when OUTPUT is empty
	[ -z "$2" ] || printf '%s\n' "$2" | head -20
	[ -z "$2" ]
	check "$1" $?
}

for theme in first plain; do
	mkdir "$dir/$theme"
	cp -R tests/browser/site/. "$dir/$theme"
	cp -R content/frameworks content/areas.yaml content/pages "$dir/$theme/content"
done
ln -s "$root/templates" "$root/static" "$dir/first"
cp -R tests/themes/plain/. "$dir/plain"
# What programs read, and the policy, are no look.
mkdir "$dir/plain/templates/partials"
for file in feed.atom sitemap.xml robots.txt _headers redirect share.svg partials/csp partials/date; do
	cp "templates/$file.mustache" "$dir/plain/templates/$file.mustache"
done

"$GRADELINE" build --quiet --strict -C "$dir/first"
check "the first theme builds without a finding" $?
"$GRADELINE" build --quiet --strict -C "$dir/plain"
check "the second builds without a finding, every link leading somewhere" $?
"$GRADELINE" check --quiet --strict -C "$dir/plain"
check "the second passes the check" $?

pages() { (cd "$dir/$1/public" && find . -type f ! -path './assets/*' ! -name '.*' | sort); }
[ "$(pages first)" = "$(pages plain)" ]
check "both have the same pages" $?
differ=$(cd "$dir/first/public" && find . \( -name '*.csv' -o -name '*.json' -o -name '*.atom' -o -name '*.xml' -o -name robots.txt \) | while read -r file; do
	cmp -s "$file" "$dir/plain/public/$file" || echo "$file"
done)
none "what programs read is the same, byte for byte" "$differ"

cd "$dir/plain/public" || exit 1
page=authorities/kestrelvale/index.html
# Only the words, links taken away.
words() { sed -e 's/<[^>]*>//g' "$@"; }
words $page | grep '^Overall effectiveness' | grep -q '2015 \[I\] Inadequate SIF; *2017 \[R\] Requires improvement SIF; *|| *2019 \[R\] Requires improvement to be good ILACS;'
check "a timeline in words, its breaks between frameworks" $?
words $page | grep -q '2006 \[G\] Good (in prose only) APA'
check "a grade stated only in prose is told from others" $?
words compare/brackwater/kestrelvale/index.html | grep -q '2023 \[O\] Outstanding'
check "a comparison" $?
grep -q '<text x="[0-9]*" y="[0-9]*" text-anchor="middle">\[I\]' authorities/kestrelvale/timeline.svg && ! grep -q '<path' authorities/kestrelvale/timeline.svg
check "another drawing" $?

# Classes that the program writes itself, as docs/templates.md lists them.
listed=$(sed -n 's/^| `class="\([a-z]*\)"` .*/\1/p' "$root/docs/templates.md" | sort)
found=$(grep -rhoE 'class="[^"]*"' --include=*.html . | sed 's/class="//; s/"//' | tr ' ' '\n' | sort -u)
[ -n "$listed" ] && [ "$listed" = "$found" ]
check "the program writes the classes that docs/templates.md lists, and no others ($(echo $found))" $?
none "it writes no style, no drawing, no script into a page" "$(grep -rlE ' style=|<svg|<style|<script(>| src)' --include=*.html .)"
none "nothing of the first theme's look is in a page" "$(grep -rlE 'rank-[0-9]|s-(circle|square|diamond|hexagon|triangle)|data-letter|#[0-9a-f]{6}\b' --include=*.html --include=*.svg .)"

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
