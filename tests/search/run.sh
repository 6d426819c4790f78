#!/bin/sh
# The search index: the real site's, through the site's own script; then in a browser, over file:// and http:.
set -u
cd "$(dirname "$0")/../.."
GRADELINE=${GRADELINE:-$PWD/build/gradeline}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
command -v node >/dev/null 2>&1 || { echo "skipped: the search index: there is no node"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
"$GRADELINE" build --quiet --output "$dir/site" || exit 1
node tests/search/index.js "$dir/site" >"$dir/index" 2>&1
one=$?
if [ ! -d tests/browser/node_modules/playwright-core ] || ! command -v chromium >/dev/null 2>&1; then
	echo "skipped: search in a browser: no chromium or playwright-core (.ci/setup tests)
0 passed, 0 failed, 1 skipped" >"$dir/browser"
	two=0
else
	node tests/search/browser.js "$dir/site" >"$dir/browser" 2>&1
	two=$?
fi
grep -hvE '^[0-9]+ passed' "$dir/index" "$dir/browser"
cat "$dir/index" "$dir/browser" | awk '/^[0-9]+ passed/ { p += $1; f += $3; s += $5; n++ }
	END { if (n < 2) f += 2 - n; print p + 0 " passed, " f + 0 " failed, " s + 0 " skipped" }'
[ "$one" = 0 ] && [ "$two" = 0 ]
