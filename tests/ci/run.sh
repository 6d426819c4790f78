#!/bin/sh
# What CI does, without a CI: .ci/site on commits of a throw-away repository, with a live site on a loopback port; and the two
# files that call it: well-formed, least rights, nothing but pinned actions of GitHub's own, every script that the shell can parse.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
GRADELINE=${GRADELINE:-$root/build/gradeline}
dir=$(mktemp -d) || exit 1
dir=$(cd "$dir" && pwd -P)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
passed=0 failed=0 skipped=0
export GRADELINE GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null WAIT_SECONDS=0
export GIT_AUTHOR_NAME=T GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=T GIT_COMMITTER_EMAIL=t@example.org
unset CHECK_FORMAT GIT_DIR GIT_WORK_TREE

check() {
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; tail -5 "$dir/log" 2>/dev/null; failed=$((failed + 1)); fi
}

none() {
	[ -z "$2" ] || printf '%s\n' "$2" | head -10
	[ -z "$2" ]
	check "$1" $?
}

skip() { echo "skipped: $1: $2"; skipped=$((skipped + 1)); }

# ---- the files that hosts read ------------------------------------------------------------

none "only GitHub's own actions, each by a commit and with its version" "$(grep -n 'uses:' .github/workflows/*.yml |
	grep -vE 'uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$')"
if python3 -c 'import yaml' 2>/dev/null; then
	python3 tests/ci/workflows.py "$dir/scripts" >"$dir/log" 2>&1
	check "the workflows: rights, branches, jobs" $?
	none "the shell can parse every script" "$(for f in "$dir"/scripts/*; do sh -n "$f" 2>&1; done)"
	[ "$(find "$dir/scripts" -type f | wc -l)" -ge 10 ]
	check "and there are some" $?
else
	skip "the workflows as YAML" "no python3 with yaml"
fi
if command -v yamllint >/dev/null 2>&1; then
	yamllint -d '{extends: default, rules: {line-length: {max: 160}, document-start: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}' \
		.github/workflows .gitlab-ci.yml >"$dir/log" 2>&1
	check "yamllint" $?
else
	skip "yamllint" "not installed"
fi

# ---- .ci/site on a repository of two commits ------------------------------------------------

finish() {
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" = 0 ]
	exit
}

for tool in git node curl; do
	command -v "$tool" >/dev/null 2>&1 || { skip ".ci/site" "no $tool"; finish; }
done

mkdir "$dir/live"
node tests/ci/server.mjs "$dir/live" >"$dir/port" &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s "$dir/port" ] && break; sleep 0.3; done
url=http://127.0.0.1:$(cat "$dir/port")/sub/

mkdir "$dir/repo" && cp -R .ci content templates static site.yaml "$dir/repo" && cd "$dir/repo" || exit 1
printf '/build/\n/public/\n/.cache/\n' >.gitignore
printf 'build/gradeline:\n\tfalse\n' >Makefile
git init -q -b main . && git add -A && git commit -qm first
nothing=0000000000000000000000000000000000000000

site() { .ci/site "$@" >"$dir/log" 2>&1; }
fails() { ! site "$@"; }                        # fails ARGUMENTS
says() { grep -qF -- "$1" "$dir/log"; }

site propose $nothing && says "nothing to compare" && [ -s build/ci/new/index.html ] && [ ! -e public ]
check "a proposal without a base, all zeros: checked and built, nothing published" $?
site propose && says "nothing to compare"
check "the same without an argument" $?
fails publish && says "no base_url" && [ ! -e public ]
check "nothing is published without a base_url" $?

sed -i.old "s#^base_url:.*#base_url: \"$url\"#" site.yaml && rm site.yaml.old
git commit -qam "Set the address"
site publish && [ -s public/index.html ] && [ "$(cat public/commit.txt)" = "$(git rev-parse HEAD)" ]
check "a first publication, with nothing live: public/ and the commit it was made of" $?
[ ! -e public/.gradeline-manifest ] && says "first publication"
check "its manifest stays out" $?
fails confirm && says "does not serve"
check "it is not confirmed before it is live" $?
rm -rf "$dir/live" && cp -R public "$dir/live"
site confirm
check "and is when it is" $?

first=$(git rev-parse HEAD)
report=content/reports/stockport/2012-02-17.md
sed -i.old 's/\(area: being-healthy, grade: \)inadequate/\1adequate/' "$report" && rm "$report.old"
git commit -qam "Correct a grade"
site propose "$first" && grep -qi stockport build/ci/diff.md
check "a proposal says what changed since its base" $?
[ -z "$(git worktree list | tail -n +2)" ]
check "no work tree is left" $?
site publish && grep -qi stockport build/ci/diff.md && [ "$(cat public/commit.txt)" = "$(git rev-parse HEAD)" ]
check "a publication compares with what is live" $?
site publish none && ! grep -qi stockport build/ci/diff.md
check "or with nothing, when told so" $?
echo >>content/pages/about.md
fails publish && says "not committed"
check "what is not committed is not published" $?
git checkout -q content

git rm -qr content/reports/cheshire-east && git commit -qm "Lose a report"
fails publish && grep -qi cheshire build/ci/diff.md && [ ! -e public ]
check "a lost page is refused by the gate, and shown" $?
echo "Nothing of note." >notes.txt && git add notes.txt && git commit -qm "Go on"
fails publish && [ ! -e public ]
check "and again at the next commit, because the live site still has it" $?
git revert --no-edit HEAD~1 >/dev/null && site publish && [ -s public/reports/cheshire-east/2011-07-08/index.html ]
check "until it is back" $?

echo "# the program, changed" >>Makefile
git commit -qam "Change the program"
site propose "$first" && says "the new one makes the old site" && grep -qi stockport build/ci/diff.md
check "a base whose program does not build is made by the new one" $?
CHECK_FORMAT=junit site propose && grep -q '<testsuite' build/ci/check.xml
check "check.xml for hosts that read JUnit" $?
echo '{{#unclosed}}' >>templates/home.mustache
! CHECK_FORMAT=junit site propose && grep -q '<failure' build/ci/check.xml
check "with what is wrong, when something is" $?
git checkout -q templates
rm templates/home.mustache && git commit -qam "Break" && broken=$(git rev-parse HEAD)
fails propose "$first"
check "a broken proposal fails" $?
git revert --no-edit -n HEAD && git commit -qm "Mend"
site propose "$broken" && says "with the new ones" && [ -s build/ci/diff.md ]
check "one that mends a broken base does not" $?

rm "$dir/live/commit.txt"
fails publish && says "does not say of which commit"
check "a live site of an unknown commit: refused" $?
echo "$nothing" | tr 0 1 >"$dir/live/commit.txt"
fails publish && says "is not in this repository"
check "a live commit that is not here: refused" $?
echo "<html>sign in</html>" >"$dir/live/commit.txt"
fails publish && says "is no commit"
check "an answer that is no commit: refused" $?
kill $server
wait $server 2>/dev/null
server=
fails publish && says "cannot tell what is live"
check "no answer: refused" $?
rm -rf public && mkdir public && echo mine >public/notes.txt
fails publish none && says "not ours" && [ -f public/notes.txt ]
check "somebody's own public/ is left alone" $?
rm -rf public

git rm -qr content/reports && git commit -qm "Lose every report"
fails publish none && [ ! -e public ]
check "a site without reports is never published" $?

finish
