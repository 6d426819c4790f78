#!/bin/sh
# Whole sites. (1) The invented site of tests/golden/sixth, byte for byte against sixth/expected; `site.sh update` shows the
# differences and then takes the new bytes. (2) The real content gives the same bytes with other threads, locale, time zone,
# clock and folder, and keeps the promises that no single page shows.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
GRADELINE=${GRADELINE:-$root/build/gradeline}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
expected=tests/golden/sixth/expected

check() {
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

none() {       # none NAME OUTPUT: passes when OUTPUT is empty
	[ -z "$2" ] || printf '%s\n' "$2" | head -20
	[ -z "$2" ]
	check "$1" $?
}

mkdir "$dir/sixth"
cp -R tests/golden/sixth/content tests/golden/sixth/site.yaml "$dir/sixth"
ln -s "$root/templates" "$root/static" "$dir/sixth"
"$GRADELINE" build --quiet -C "$dir/sixth" || exit 1
rm -f "$dir/sixth/public/.gradeline-manifest"
if [ "${1:-}" = update ]; then
	diff -ru "$expected" "$dir/sixth/public"
	rm -rf "$expected"
	cp -R "$dir/sixth/public" "$expected"
	exit 0
fi
diff -ru "$expected" "$dir/sixth/public"
check "the invented site, byte for byte" $?

"$GRADELINE" build --quiet --strict --threads 1 --output "$dir/one"
check "the real content builds without a finding" $?
"$GRADELINE" check --quiet --strict && "$GRADELINE" check --quiet --strict -C "$dir/sixth" && "$GRADELINE" check --quiet --strict --tree "$dir/one"
check "the real content and the invented one pass the audit, and so does the tree that was built" $?
mkdir -p "$dir/other folder"
cp -R content templates static site.yaml "$dir/other folder"
(cd / && LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Tokyo SOURCE_DATE_EPOCH=86400 \
	"$GRADELINE" build --quiet --threads 4 -C "$dir/other folder" --output "$dir/two")
diff -rq "$dir/one" "$dir/two"
check "the same bytes with other threads, locale, time zone, clock and folder" $?
before=$(find "$dir/one" -type f -exec ls -li {} + | sort)
"$GRADELINE" build --quiet --threads 3 --output "$dir/one"
[ "$before" = "$(find "$dir/one" -type f -exec ls -li {} + | sort)" ]
check "a second build touches no file" $?

cd "$dir/one" || exit 1
none "no page asks another host for anything" "$(grep -rnoE '<(link|script|img|iframe|object|source|use)[^>]+(href|src)="https?:[^"]*"' --include=*.html --include=*.svg . | grep -v 'rel="canonical"')"
none "no inline style or script, which the policy of every page forbids" "$(grep -rnoE ' (style|on[a-z]+)="[^"]*"|<script>|<style>' --include=*.html .)"
none "each page has one h1" "$(grep -rc '<h1' --include=*.html . | grep -v ':1$')"
none "each page says that it is not official and names the licence" "$(grep -rL 'Open Government Licence' --include=index.html .)"
none "titles are unique" "$(grep -rho '^<title>[^<]*</title>' --include=*.html . | sort | uniq -d)"
none "every judgement's address is a place on its page" "$(tail -n +2 data/judgements.csv | grep -oE 'reports/[a-z0-9-]+/[0-9-]+/[^,"]*#[a-z0-9-]+' |
	while IFS='#' read -r page id; do grep -q "id=\"$id\"" "${page%index.html}index.html" || echo "$page#$id"; done)"
agreed=$(find authorities "$dir/sixth/public/authorities" -name index.html -exec awk -f "$root/tests/golden/timeline.awk" {} + | sort)
judged=$(($(wc -l <data/judgements.csv) + $(wc -l <"$dir/sixth/public/data/judgements.csv") - 2))
[ "$agreed" = "$judged agree" ] || printf '%s\n' "$agreed" | head -20
[ "$agreed" = "$judged agree" ]
check "every judgement is one mark of a timeline and one row of its table" $?
[ "$(grep -c 'class="t-break"' authorities/stockport/timeline.svg)" = 2 ]
check "Stockport's timeline has two breaks" $?

skipped=0
cd "$dir/sixth" || exit 1
rm -rf public
sed -i.bak 's|^base_url:.*|base_url: https://example.org/|' site.yaml
grep -q '^base_url:' site.yaml || echo 'base_url: https://example.org/' >>site.yaml
echo 'share_images: true' >>site.yaml
if command -v rsvg-convert >/dev/null 2>&1; then
	"$GRADELINE" build --quiet --strict && "$GRADELINE" check --quiet --strict
	check "share images are made and pass the audit" $?
	images=$(find public/authorities -name share.png | wc -l)
	[ "$images" -gt 0 ] && [ "$images" = "$(find public/authorities -name timeline.svg | wc -l)" ] &&
		[ "$images" = "$(grep -rlF 'property="og:image" content="https://example.org/authorities/' --include=index.html public | wc -l)" ]
	check "one for each authority with a timeline, named by its page" $?
	none "each is 1200 by 630" "$(find public -name share.png | while read -r f; do
		[ "$(od -An -tx1 -j16 -N8 "$f" | tr -d ' ')" = 000004b000000276 ] || echo "$f"; done)"
	ls -i .cache/share >"$dir/kept"
	"$GRADELINE" build --quiet --strict && ls -i .cache/share | cmp - "$dir/kept"
	check "kept ones are not drawn again" $?
else
	echo "skipped: share images: there is no rsvg-convert"
	skipped=1
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
