#!/bin/sh
# The site on real hosts, as far as this machine has them: nginx and Caddy with the files of docs/hosts/ serve a built tree at / and
# at /sub/ on a loopback port; every file is asked for, its headers compared with the site's own _headers; a browser visits
# one page of each family under them; rsync sends only what changed. Nothing of the machine's own configuration is read.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
PATH=$PATH:/usr/sbin
GRADELINE=${GRADELINE:-$root/build/gradeline}
dir=$(mktemp -d) || exit 1
dir=$(cd "$dir" && pwd -P)
pids=
stop() { for p in $pids; do kill "$p" 2>/dev/null; wait "$p" 2>/dev/null; done; pids=; }
trap 'stop; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
passed=0 failed=0 skipped=0

check() {
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

none() {       # none NAME OUTPUT: passes when OUTPUT is empty
	[ -z "$2" ] || printf '%s\n' "$2" | head -10
	[ -z "$2" ]
	check "$1" $?
}

skip() { echo "skipped: $1: $2"; skipped=$((skipped + 1)); }

has() { command -v "$1" >/dev/null 2>&1; }

# count COMMAND...: adds up the "ok:" and "not ok:" lines that it prints; one that fails without saying why has failed.
count() {
	"$@" >"$dir/said" 2>&1
	status=$?
	cat "$dir/said"
	passed=$((passed + $(grep -c '^ok: ' "$dir/said")))
	bad=$(grep -c '^not ok: ' "$dir/said")
	[ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
	failed=$((failed + bad))
}

# A site to serve: the real content, with an address, so that its 404 page knows where it stands.
site_at() {    # site_at NAME BASE_URL
	mkdir "$dir/$1"
	cp -R content templates static "$dir/$1"
	sed "s#^base_url:.*#base_url: \"$2\"#" site.yaml >"$dir/$1/site.yaml"
	"$GRADELINE" build --quiet -C "$dir/$1" || exit 1
}
site_at top http://127.0.0.1/
site_at sub http://127.0.0.1/sub/
tree=$dir/top/public

# ---- one truth: pages, _headers, nginx, Caddy ------------------------------------------

policy=$(sed -n 's/^  Content-Security-Policy: //p' "$tree/_headers")
meta=$(grep -rho '<meta http-equiv="Content-Security-Policy" content="[^"]*"' --include=*.html "$tree" | sed 's/.*content="//; s/"$//' | sort -u)
[ -n "$meta" ] && [ "$policy" = "$meta; frame-ancestors 'none'" ]
check "the policy of every page is the header's, but for frame-ancestors, which a page cannot say" $?
none "each page has the policy before it loads anything" "$(find "$tree" -name '*.html' -exec awk '
	FNR == 1 { seen = 0 }
	/http-equiv="Content-Security-Policy"/ { seen = 1 }
	/<(link|script|img)/ && !seen { print FILENAME; nextfile }' {} +)"
# Only the rule for everything: the others depend on the address and are compared by asking.
sed -n '/^\/\*$/,/^$/s/^  \([A-Za-z-]*\): \(.*\)$/\1 "\2"/p' "$tree/_headers" >"$dir/all"
[ "$(wc -l <"$dir/all")" -ge 6 ]
check "_headers say what holds for every file" $?
none "nginx says the same" "$(sed -n 's/^add_header \(.*\) always;$/\1/p' docs/hosts/nginx-snippet.conf | grep -v '\$gradeline' | diff - "$dir/all")"
none "Caddy says the same" "$(sed -n '/^	header {$/,/^	}$/s/^		\([A-Z].*\)$/\1/p' docs/hosts/Caddyfile | diff - "$dir/all")"

# ---- hosts --------------------------------------------------------------------------------

# Two free ports: one asked for after the other has been let go may be the same.
ports() {
	node -e 'const net = require("net"), held = [];
		const take = () => held.push(net.createServer().listen(0, "127.0.0.1", () => held.length < 2 ? take() : held.forEach(s => { console.log(s.address().port); s.close(); })));
		take();'
}

answers() {    # waits up to five seconds for a port
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		node -e 'require("net").connect(+process.argv[1], "127.0.0.1").on("connect", () => process.exit(0)).on("error", () => process.exit(1))' "$1" && return 0
		sleep 0.5
	done
	return 1
}

# placed FILE OUT: our file with this test's ports and folders for the examples'.
placed() {
	sed -e "s#gradeline\.example\.org {#http://127.0.0.1:$top {#; s#www\.example\.org {#http://127.0.0.1:$sub {#" \
		-e "/server_name gradeline/,/^}/s#/srv/gradeline/current#$tree#; /^http:.*:$top {/,/^}/s#/srv/gradeline/current#$tree#" \
		-e "s#/srv/gradeline/current#$dir/sub/public#" "$1" | awk -v top="$top" -v sub_port="$sub" '
		/listen 80;/ { sub(/80/, "127.0.0.1:" (n++ ? sub_port : top)) } { print }' >"$2"
}

start_nginx() {
	mkdir -p "$dir/nginx/snippets" "$dir/nginx/tmp"
	cp docs/hosts/nginx-snippet.conf "$dir/nginx/snippets/gradeline.conf"
	placed docs/hosts/nginx.conf "$dir/nginx/site.conf"
	{
		[ "$(id -u)" != 0 ] || echo "user root;"
		echo "daemon off; master_process off; pid $dir/nginx/pid; error_log $dir/nginx/errors warn; events {}"
		echo "http { access_log off; include site.conf;"
		for t in client_body proxy fastcgi uwsgi scgi; do echo "${t}_temp_path $dir/nginx/tmp/$t;"; done
		echo "}"
	} >"$dir/nginx/nginx.conf"
	nginx -e "$dir/nginx/errors" -p "$dir/nginx" -c nginx.conf -t >"$dir/nginx/test" 2>&1 || { cat "$dir/nginx/test"; return 1; }
	! grep -F '[warn]' "$dir/nginx/test" || return 1
	nginx -e "$dir/nginx/errors" -p "$dir/nginx" -c nginx.conf &
	pids="$pids $!"
	answers "$top"
}

start_caddy() {
	mkdir -p "$dir/caddy"
	{ echo "{"; echo "	admin off"; echo "	auto_https off"; echo "}"; cat docs/hosts/Caddyfile; } >"$dir/caddy/in"
	placed "$dir/caddy/in" "$dir/caddy/Caddyfile"
	HOME=$dir/caddy caddy validate --config "$dir/caddy/Caddyfile" --adapter caddyfile >"$dir/caddy/test" 2>&1 || { cat "$dir/caddy/test"; return 1; }
	HOME=$dir/caddy caddy run --config "$dir/caddy/Caddyfile" --adapter caddyfile >"$dir/caddy/log" 2>&1 &
	pids="$pids $!"
	answers "$top"
}

browser() {
	chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
	playwright=tests/browser/node_modules/playwright-core/index.mjs
	if [ -z "$chromium" ]; then skip "browser" "no Chromium"
	elif [ ! -f "$playwright" ]; then skip "browser" "no playwright-core in tests/browser/node_modules (npm install there)"
	else count node tests/hosts/browser.mjs "$chromium" "$root/$playwright" "$tree" "http://127.0.0.1:$top/" "http://127.0.0.1:$sub/sub/"
	fi
}

host() {       # host NAME PROGRAM
	if ! has node; then skip "$1" "no node to ask it"; return; fi
	if ! has "$2"; then skip "$1" "$2 is not installed"; return; fi
	set -- "$1" "$2" $(ports)
	top=$3 sub=$4
	"start_$2"
	status=$?
	check "$1 takes the configuration and starts" $status
	[ $status = 0 ] || return
	count node tests/hosts/http.mjs "http://127.0.0.1:$top/" "$tree"
	count node tests/hosts/http.mjs "http://127.0.0.1:$sub/sub/" "$dir/sub/public"
}

host nginx nginx
if [ -n "$pids" ]; then browser; fi
stop
host Caddy caddy
stop

# ---- only what changed is sent ----------------------------------------------------------------

# sends OPTION...: the files that .ci/rsync sends or deletes on the "server", a folder
sends() { "$dir/top/.ci/rsync" "$dir/host" "$@" | awk '{ print $2 }' | grep -v '/$' | sort; }

if has rsync; then
	mkdir "$dir/top/.ci" "$dir/host" && cp .ci/rsync "$dir/top/.ci"
	files=$(find "$tree" -type f ! -name .gradeline-manifest | wc -l)
	[ "$(sends -n | sort -u | wc -l)" = "$files" ] && [ -z "$(ls "$dir/host")" ]
	check "a dry run names all $files files and sends none" $?
	sends >"$dir/sent"
	[ "$(wc -l <"$dir/sent")" = "$files" ] && ! diff -rq "$tree" "$dir/host" | grep -v gradeline-manifest
	check "the first run sends each once" $?
	"$GRADELINE" build --quiet -C "$dir/top"
	none "after a second build nothing is sent" "$(sends)"
	cp -Rp "$tree" "$dir/before"
	report=$(find "$dir/top/content/reports/stockport" -name '*.md' | sort | head -1)
	id=$(basename "$report" .md)
	sed 's/^title: .*/title: A corrected title/' "$report" >"$dir/new" && sleep 1 && cp "$dir/new" "$report"
	"$GRADELINE" build --quiet -C "$dir/top"
	(cd "$tree" && find . -type f ! -name .gradeline-manifest | sed 's#^\./##' | while read -r f; do cmp -s "$f" "$dir/before/$f" || echo "$f"; done | sort) >"$dir/changed"
	sends >"$dir/sent"
	none "after one report's change the files whose bytes changed are sent, and no other" "$(diff "$dir/changed" "$dir/sent")"
	grep -qx "reports/stockport/$id/index.html" "$dir/sent" && [ "$(wc -l <"$dir/sent")" -lt 40 ]
	check "that is the report's page and few others ($(wc -l <"$dir/sent") of $files)" $?
	rm -r "$tree/compare"
	! MAX_DELETE=5 "$dir/top/.ci/rsync" "$dir/host" 2>"$dir/log" && grep -q 'more than 5;' "$dir/log" && [ -d "$dir/host/compare" ]
	check "many deletions are refused before the first" $?
	sends >/dev/null
	[ ! -d "$dir/host/compare" ]
	check "and done when they are meant" $?
else
	skip "rsync" "not installed"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
