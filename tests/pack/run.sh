#!/bin/sh
# The program installed: at a prefix below DESTDIR, under a umask that hides everything, moved elsewhere, called by a link;
# taken away again. And the release: the same bytes twice, what git knows of, and itself again when it is unpacked.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
GRADELINE=${GRADELINE:-$root/build/release/gradeline}
variant=$(basename "$(dirname "$(readlink -f "$GRADELINE")")")
# What the make that runs us was told is not for the make that we run.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0 skipped=0

check() {
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

none() {       # none NAME OUTPUT: passes when OUTPUT is empty
	[ -z "$2" ] || printf '%s\n' "$2" | head -20
	[ -z "$2" ]
	check "$1" $?
}

skip() {
	echo "skipped: $1: $2"
	skipped=$((skipped + 1))
}

# uses PROGRAM FOLDER: begins a site there, builds and checks it.
uses() {
	(cd "$dir" && "$1" init "$2" 2>"$dir/err" && "$1" -C "$2" build --strict --quiet && "$1" -C "$2" check --strict --quiet &&
		[ -f "$2/public/authorities/northshire/timeline.svg" ]) || { cat "$dir/err"; return 1; }
}

dest=$dir/root
(umask 077 && make -s install VARIANT="$variant" DESTDIR="$dest" PREFIX=/opt/g) >"$dir/log" 2>&1 || cat "$dir/log"
installed=$dest/opt/g
[ -x "$installed/bin/gradeline" ] && cmp "$GRADELINE" "$installed/bin/gradeline"
check "make install puts the program below DESTDIR and PREFIX" $?
none "all may read it, whatever the umask" "$(find "$installed" -mindepth 1 \( -type d -o -path '*/bin/gradeline' \) ! -perm 755
	find "$installed" -type f ! -path '*/bin/gradeline' ! -perm 644)"
for file in man/man1/gradeline.1 bash-completion/completions/gradeline zsh/site-functions/_gradeline \
	fish/vendor_completions.d/gradeline.fish doc/gradeline/LICENSE doc/gradeline/docs/content-format.md; do
	[ -s "$installed/share/$file" ]
	check "share/$file" $?
done
diff -r templates "$installed/share/gradeline/templates" && diff -r static "$installed/share/gradeline/static"
check "templates and static files are those of the repository" $?
none "each link in the documents leads to a file that is there" "$(cd "$installed/share/doc/gradeline" &&
	grep -oE '\]\((docs/)?[a-z-]+\.(md|png)\)|\]\([A-Z]+(\.md)?\)' README.md | sed 's/^](//; s/)$//' | while IFS= read -r to; do [ -f "$to" ] || echo "README.md: $to"; done)"
uses "$installed/bin/gradeline" one
check "it begins, builds and checks a site from there" $?

mv "$installed" "$dir/else where"
mkdir "$dir/links"
ln -s "../else where/bin/gradeline" "$dir/links/gradeline"
uses "$dir/links/gradeline" two
check "moved, and called by a link, it still finds its files" $?
PATH=$dir/links:$PATH uses gradeline three
check "found on PATH, too" $?
diff -r -x .cache "$dir/one" "$dir/three"
check "the same site each time" $?

mkdir -p "$dest/opt"
mv "$dir/else where" "$installed"
echo theirs >"$installed/share/man/man1/theirs.1"
make -s uninstall DESTDIR="$dest" PREFIX=/opt/g >"$dir/log" 2>&1 || cat "$dir/log"
none "make uninstall leaves nothing of ours and all that is others'" "$(find "$dest" -type f ! -name theirs.1; find "$dest" -name '*gradeline*'
	[ -f "$installed/share/man/man1/theirs.1" ] || echo "theirs.1 is gone")"

if command -v xz >/dev/null && tar --version 2>/dev/null | grep -q GNU; then
	name=gradeline-$(sed -n 's/^VERSION := //p' Makefile)
	.ci/dist "$dir/$name.tar.xz" >/dev/null 2>&1 && mkdir "$dir/again" && (umask 077 && .ci/dist "$dir/again/$name.tar.xz") >/dev/null 2>&1 &&
		cmp "$dir/$name.tar.xz" "$dir/again/$name.tar.xz"
	check "the release has the same bytes twice" $?
	(cd "$dir" && tar -xf "$name.tar.xz" && "$name/.ci/dist" "$dir/again/$name.tar.xz" >/dev/null) && cmp "$dir/$name.tar.xz" "$dir/again/$name.tar.xz"
	check "unpacked, without git, it makes itself again" $?
	if [ -e .git ]; then
		none "it holds what git knows of" "$(git ls-files | LC_ALL=C sort >"$dir/known"
			tar -tf "$dir/$name.tar.xz" | sed "s#^$name/##" | LC_ALL=C sort | diff "$dir/known" -)"
	else
		skip "what git knows of" "this is not a git checkout"
	fi
else
	skip "the release" "xz or GNU tar is not installed"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
