#!/bin/sh
# `gradeline serve` as a browser, a stranger's page and a person at the keyboard meet it, over plain HTTP (curl).
# tests/browser/serve.js does the same with a real browser.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
GRADELINE=${GRADELINE:-$root/build/gradeline}
passed=0 failed=0 skipped=0 server=

if ! command -v curl >/dev/null 2>&1; then
	echo "skipped: serving: there is no curl"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi

dir=$(mktemp -d) || exit 1
dir=$(cd "$dir" && pwd -P)
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

check() {       # check NAME STATUS
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

is() {          # is NAME WANTED FOUND
	[ "$2" = "$3" ] || printf '    wanted: %s\n    found:  %s\n' "$2" "$3"
	[ "$2" = "$3" ]
	check "$1" $?
}

has() {         # has NAME TEXT WHERE: WHERE holds TEXT
	case $3 in *"$2"*) check "$1" 0 ;; *) printf '%s\n' "$3" | head -20; check "$1" 1 ;; esac
}

lacks() {
	case $3 in *"$2"*) check "$1" 1 ;; *) check "$1" 0 ;; esac
}

new_site() {    # new_site NAME: a small site in $dir/NAME
	mkdir "$dir/$1"
	cp -R tests/cli/tiny/. "$dir/$1"
	cp -R templates static "$dir/$1"
}

# Ctrl-C is ignored by what a shell starts in the background, unless it is told not to be.
interruptible=
env --default-signal=INT true 2>/dev/null && interruptible="env --default-signal=INT"

start() {       # start ARGUMENT...: starts a server; sets server, address, host
	: >"$dir/log"
	$interruptible "$GRADELINE" serve "$@" 2>>"$dir/log" &
	server=$!
	tries=0
	until grep -qE '(built|of |waiting)' "$dir/log" && grep -q 'http://' "$dir/log"; do
		tries=$((tries + 1))
		[ $tries -lt 150 ] && kill -0 "$server" 2>/dev/null || { cat "$dir/log"; check "the server starts" 1; break; }
		sleep 0.1
	done
	address=$(sed -n 's,.*\(http://127[^ ]*\).*,\1,p' "$dir/log" | head -1)
	host=$(echo "$address" | sed 's,\(http://[^/]*\)/.*,\1,')
}

stop() {        # stop SIGNAL: sets ended
	kill "-$1" "$server"
	wait "$server"
	ended=$?
	server=
}

get() { curl -s --path-as-is --max-time 20 "$@"; }
code() { get -o /dev/null -w '%{http_code}' "$@"; }
field() {       # field NAME CURL-ARGUMENT...: a header of the answer
	name=$1
	shift
	get -D - -o /dev/null "$@" | tr -d '\r' | sed -n "s/^$name: //Ip"
}

until_page() {  # until_page TEXT: the home page holds it before ten seconds are over
	tries=0
	until get "$address" | grep -qF "$1"; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || return 1
		sleep 0.1
	done
}

until_log() {
	tries=0
	until grep -qF "$1" "$dir/log"; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || { cat "$dir/log"; return 1; }
		sleep 0.1
	done
}

new_site site
site=$dir/site
start -C "$site" --port 8460

# What is sent is what would be built, and pages have the script besides.
"$GRADELINE" build -C "$site" --quiet --output "$dir/built"
is "the script is in no built file" "" "$(grep -rl 'reload\.js\|\.gradeline/' "$dir/built" | grep -v gradeline-manifest)"
is "serving writes nothing into the site's folder" "" "$(ls -d "$site/public" 2>/dev/null)"
get "${address}index.html" >"$dir/home"
get "$address" | cmp -s - "$dir/home"
check "a folder is its index.html" $?
has "a page has the script" '<script src="/.gradeline/reload.js"' "$(cat "$dir/home")"
grep -vF '/.gradeline/reload.js' "$dir/home" | cmp - "$dir/built/index.html"
check "a page is otherwise as it is built" $?
bad=
for file in $(cd "$dir/built" && find . -type f ! -name '*.html' ! -name '.gradeline*' | sed 's,^\./,,'); do
	get "$address$file" | cmp -s - "$dir/built/$file" || bad="$bad $file"
done
is "every other file is served byte for byte" "" "$bad"

is "HTML" "text/html; charset=utf-8" "$(field content-type "$address")"
is "CSV" "text/csv; charset=utf-8" "$(field content-type "${address}data/judgements.csv")"
is "Atom" "application/atom+xml; charset=utf-8" "$(field content-type "${address}feed.atom")"
is "nothing is kept" "no-store" "$(field cache-control "$address")"
is "nothing is guessed" "nosniff" "$(field x-content-type-options "$address")"
is "a missing page is 404" 404 "$(code "${address}nowhere/at/all")"
has "with the site's own page" "There is no page at this address" "$(get "${address}nowhere/at/all")"
is "a folder without its slash is redirected" "301 /authorities/" "$(code "${address}authorities") $(field location "${address}authorities")"
is "an escaped name is decoded" 200 "$(code "${address}%61uthorities/index%2Ehtml")"
is "a query changes nothing" 200 "$(code "$address?a=b&c")"

file=${address}data/judgements.csv
size=$(wc -c <"$dir/built/data/judgements.csv" | tr -d ' ')
is "HEAD says the length" "$size" "$(field content-length -I "$file")"
is "HEAD has no body" "" "$(get -X HEAD --http1.0 "$file")"
is "parts can be had" bytes "$(field accept-ranges "$file")"
is "a part is 206" "206 bytes 3-11/$size" "$(code -r 3-11 "$file") $(field content-range -r 3-11 "$file")"
is "with its bytes" "$(head -c 12 "$dir/built/data/judgements.csv" | tail -c 9)" "$(get -r 3-11 "$file")"
is "the end can be had" "$(tail -c 7 "$dir/built/data/judgements.csv")" "$(get -r -7 "$file")"
is "what lies behind the end is 416" "416 bytes */$size" "$(code -r 9999999- "$file") $(field content-range -r 9999999- "$file")"

is "POST is 405" "405 GET, HEAD" "$(code -d a=b "$address") $(field allow -d a=b "$address")"
is "so is DELETE" 405 "$(code -X DELETE "$address")"
is "a GET with a body is not listened to" 000 "$(code -X GET -d a=b "$address")"
for path in /../site.yaml /%2e%2e/site.yaml /..%2fsite.yaml /authorities/../../site.yaml '/..\site.yaml' /..%5csite.yaml /a%00b //etc/passwd /%zz; do
	is "$path is refused" 400 "$(code "$host$path")"
done
is "site.yaml is not served" 404 "$(code "${address}site.yaml")"
is "an address of 40 kB is refused" 414 "$(code "$address$(head -c 40000 /dev/zero | tr '\0' a)")"

port=${host##*:}
is "another site's name is refused" 421 "$(code -H "Host: evil.example:$port" "$address")"
is "so is another port" 421 "$(code -H 'Host: 127.0.0.1:1' "$address")"
is "so is no name" 421 "$(code --http1.0 -H 'Host;' "$address")"
is "localhost is ours" 200 "$(code -H "Host: localhost:$port" "$address")"
is "so is [::1]" 200 "$(code -H "Host: [::1]:$port" "$address")"
other=$(hostname -I 2>/dev/null | tr ' ' '\n' | grep -E '^[0-9.]+$' | head -1)
[ -z "$other" ] || is "other machines are not answered" 000 "$(code --connect-timeout 2 "http://$other:$port/")"

# A second server takes the next port and says who has the first.
first_server=$server first_address=$address first_log=$(cat "$dir/log")
start "$dir/built" --port "$port"
lacks "a port in use is not taken again" ":$port/" "$address"
who="$port has another program"
[ ! -r "/proc/$first_server/comm" ] || who="$port has '$(cat "/proc/$first_server/comm")', process $first_server;"
has "and who has it is said" "note: the port is in use: $who" "$(cat "$dir/log")"
is "a finished folder is served" 200 "$(code "$address")"
is "without its list of files" 404 "$(code "$address.gradeline-manifest")"
stop TERM
is "SIGTERM ends it with status 0" 0 "$ended"
server=$first_server address=$first_address
printf '%s\n' "$first_log" >"$dir/log"

# Changes, errors, and their mending.
state=$(get "$address.gradeline/wait")
(get "$address.gradeline/wait?state=$state" >"$dir/news") &
news=$!
sleep 0.5
is "a page that is up to date waits for news" "" "$(cat "$dir/news")"
cp "$site/site.yaml" "$dir/good.yaml"
sed 's/^title: .*/title: Changed Shires/' "$dir/good.yaml" >"$site/site.yaml"
wait "$news"
lacks "and has them when a file is saved" "$state" "$(cat "$dir/news") "
has "the new page is served" "Changed Shires" "$(get "$address")"

printf 'strange <script>: 1\n' >>"$site/site.yaml"
until_page "The last change could not be built"
check "an error is shown on the page" $?
page=$(get "$address")
has "with its place" "site.yaml:" "$page"
has "its excerpt, escaped" "strange &lt;script&gt;: 1" "$page"
lacks "and not as HTML" "strange <script>" "$page"
has "on the last good site" "Changed Shires" "$page"
lacks "data files have none of it" "could not be built" "$(get "${address}data/judgements.csv")"
mv "$dir/good.yaml" "$site/site.yaml"
until_page "$(sed -n 's/^title: //p' "$site/site.yaml")"
lacks "mended, it is gone" "could not be built" "$(get "$address")"

mv "$site/templates" "$site/views"
until_page "The last change could not be built"
check "a folder that goes is noticed" $?
printf 'templates: views\n' >>"$site/site.yaml"
tries=0
while get "$address" | grep -q 'could not be built' && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
lacks "a folder that is renamed in site.yaml is read" "could not be built" "$(get "$address")"
printf '<p>renamed</p>\n' >>"$site/views/partials/footer.mustache"
until_page "<p>renamed</p>"
check "and watched" $?

before=$(grep -c rebuilt "$dir/log")
: >"$site/content/.x.swp"
: >"$site/content/x.md~"
: >"$site/content/4913"
rm "$site/content/4913"
sleep 1
is "what editors leave beside files is passed over" "$before" "$(grep -c rebuilt "$dir/log")"

signal=INT
[ -n "$interruptible" ] || signal=TERM
(get "$address.gradeline/wait?state=$(get "$address.gradeline/wait")" >/dev/null) &
sleep 0.3
stop $signal
is "Ctrl-C ends it with status 0, even while a page waits" 0 "$ended"
sed -n '/ERROR: /,$p' "$dir/log" >"$dir/faults"
[ ! -s "$dir/faults" ] || head -30 "$dir/faults"
[ ! -s "$dir/faults" ]
check "and nothing was wrong in the program" $?

# The host's folder.
start -C "$site" --port 8460 --base-path /sub/deeper
has "the address has the base path" "/sub/deeper/" "$address"
is "the host's top leads to it" "301 /sub/deeper/" "$(code "$host/") $(field location "$host/")"
is "so does the path without its slash" "301 /sub/deeper/" "$(code "$host/sub/deeper") $(field location "$host/sub/deeper")"
is "the site is there" 200 "$(code "$address")"
is "and nowhere else" "404 404" "$(code "$host/authorities/") $(code "$host/sub/")"
is "redirects keep it" /sub/deeper/authorities/ "$(field location "${address}authorities")"
has "so does the script" 'src="/sub/deeper/.gradeline/reload.js"' "$(get "$address")"
is "which is there" 200 "$(code "$address.gradeline/reload.js")"
stop TERM

# A first build that fails.
cp "$site/site.yaml" "$dir/good.yaml"
printf 'strange: 1\n' >>"$site/site.yaml"
start -C "$site" --port 8460
is "a site that never built is 503 everywhere" "503 503 503" "$(code "$address") $(code "${address}authorities/") $(code "${address}data/x.csv")"
has "with the error" "unknown key" "$(get "$address")"
has "and the script" "reload.js" "$(get "$address")"
cp "$dir/good.yaml" "$site/site.yaml"
until_page "<p>renamed</p>"
check "until it is mended" $?
stop TERM
is "it ends with status 0, too" 0 "$ended"

"$GRADELINE" serve -C "$site" --base-path '/a b/' 2>"$dir/log"
is "a base path that is none is wrong usage" 2 $?
"$GRADELINE" serve "$dir/nowhere" 2>"$dir/log"
is "so to say a folder that is not there" 3 $?

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
