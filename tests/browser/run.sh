#!/bin/sh
# The pages in a browser, and what programs read by their own validators: builds the test site (site/ with the repository's
# frameworks, areas, pages, templates and static files) and looks at every page family. `run.sh update` rewrites the pictures
# in goldens/, `run.sh measure` the measured part of content/pages/accessibility.md.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
GRADELINE=${GRADELINE:-$root/build/gradeline}
what=${1:-test}

skip() {
	echo "skipped: the pages in a browser: $1"
	echo "0 passed, 0 failed, 1 skipped"
	[ "$what" = test ]
	exit
}

command -v node >/dev/null 2>&1 || skip "no node (.ci/setup tests installs it)"
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] || skip "node is older than 20"
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ] || skip "no chromium (.ci/setup tests installs it)"
command -v xmllint >/dev/null 2>&1 || skip "no xmllint (.ci/setup tests installs it)"
cmp -s tests/browser/package-lock.json tests/browser/node_modules/.installed || skip "tests/browser/node_modules is not what package-lock.json says (.ci/setup tests)"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cp -R tests/browser/site/. "$dir"
cp -R content/frameworks content/areas.yaml content/pages "$dir/content"
ln -s "$root/templates" "$root/static" "$dir"
"$GRADELINE" build --quiet --strict -C "$dir" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
VERSION=$("$GRADELINE" version | tr -dc '0-9.' | head -c 12)
export VERSION GRADELINE
node tests/browser/main.mjs "$dir/public" "$what"
