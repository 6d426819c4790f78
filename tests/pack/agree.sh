#!/bin/sh
# What is said in several places is the same in each: commands and options in the program's help, the manual page, the README
# and what shells complete; the libraries in the Makefile and .ci/setup; the version.
set -u
cd "$(dirname "$0")/../.." || exit 1
GRADELINE=${GRADELINE:-$PWD/build/gradeline}
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

# The options of a command, a line each: "-o --output" or "--strict".
options_of() {
	"$GRADELINE" help "$@" | awk '/^Options/ { on = 1; next } /^$/ { on = 0 }
		on { names = ""; for (i = 1; i <= 2; i++) if ($i ~ /^-/) { sub(/,$/, "", $i); names = names (names ? " " : "") $i } print names }'
}

man=docs/gradeline.1
commands=$("$GRADELINE" help | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
[ "$(echo "$commands" | wc -l)" -ge 8 ]
check "help lists the commands" $?

echo "$commands" | sort >"$dir/commands"
none "the manual explains each command and no other" "$(awk '/^The commands are:/ { on = 1 } /^\.El/ { on = 0 } on && /^\.It Cm/ { print $3 }' $man |
	sort | diff "$dir/commands" - | grep '^[<>]')"
none "the README names each command" "$(for c in $commands; do grep -qE "\`(gradeline )?${c}[ \`]" README.md || echo "$c"; done)"

# Long and short names of all options, as the manual writes them.
for c in $commands; do options_of "$c"; done | tr ' ' '\n' | sed 's/^-//' | sort -u >"$dir/options"
none "the manual explains each option and no other" "$(sed -n 's/^\.It Fl/Fl/p' $man | grep -oE 'Fl [^ ]+' | sed 's/^Fl //' | sort -u |
	diff "$dir/options" - | grep '^[<>]')"

# A synopsis shows an option by one of its names; help, version and, for most, -C stand for every command.
none "the manual's synopsis of each command has its options and no other" "$(
	awk '/^\.Sh DESCRIPTION/ { exit } /^\.Sh SYNOPSIS/ { on = 1; next } !on { next }
		/^\.Nm/ { if (command) print command ":" flags; command = flags = "" }
		/^\.Cm/ { command = $2 }
		{ for (i = 1; i < NF; i++) if ($i == "Fl") flags = flags " -" $(i + 1) }
		END { if (command) print command ":" flags }' $man >"$dir/synopsis"
	for c in $commands; do
		shown=$(sed -n "s/^$c://p" "$dir/synopsis")
		options_of "$c" >"$dir/own"
		while read -r short long; do
			case $short in -C | -h | --version) continue ;; esac
			case " $shown " in *" $short "* | *" ${long:-$short} "*) ;; *) echo "$c: $short $long is not there" ;; esac
		done <"$dir/own"
		for flag in $shown; do grep -qE -- "(^| )$flag( |\$)" "$dir/own" || echo "$c has no $flag"; done
	done)"

if command -v mandoc >/dev/null; then
	# Lines are as long as in our other documents, and the section on messages stands before those it refers to.
	none "mandoc finds nothing wrong with it" "$(mandoc -T lint $man | grep -vE 'STYLE: input text line longer|sections out of conventional order')"
else
	skip "the manual's form" "mandoc is not installed"
fi

# complete WORD...: what bash offers for the last word.
cat >"$dir/complete.bash" <<'BASH'
. docs/completions/gradeline.bash
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_gradeline
printf '%s\n' "${COMPREPLY[@]}"
BASH
offers() {
	bash --norc "$dir/complete.bash" "$GRADELINE" "$@" | grep . | sort
}

# The values that an option of a command takes, found by trial: the program itself says what it does not know.
takes() {
	"$GRADELINE" "$1" --help "$2" "$3" >/dev/null 2>&1
}

if command -v bash >/dev/null; then
	none "bash completes the commands" "$(offers "" | diff "$dir/commands" -; offers -C templates "" | diff "$dir/commands" -; offers help "" | diff "$dir/commands" -)"
	none "bash completes each command's options" "$(for c in $commands; do
		options_of "$c" | tr ' ' '\n' | sort >"$dir/own"
		{ offers "$c" -; } | sort -u | diff "$dir/own" - | sed "s/^/$c /"
	done)"
	none "bash completes formats that the program takes" "$(for c in $commands; do
		"$GRADELINE" help "$c" | grep -q -- '--format FORMAT' || continue
		[ "$(offers "$c" --format "" | wc -l)" -ge 2 ] || echo "$c: no formats"
		offers "$c" --format = "" | while IFS= read -r format; do takes "$c" --format "$format" || echo "$c: $format"; done
		takes "$c" --format no-such && echo "$c takes any format"
	done)"
	none "bash completes all formats of findings" "$(sed -n '/format_names\[\] = {/p' generator/cli/opts.c | grep -oE '"[a-z]+"' | tr -d '"' | sort |
		while IFS= read -r format; do offers check --format "$format" | grep -qx "$format" || echo "$format"; done)"
	none "bash completes folders after -C and files after FILE" "$(offers -C templ | grep -vx templates; offers inspect site.y | grep -vx site.yaml
		[ "$(offers -C templ)$(offers inspect site.y)" = templatessite.yaml ] || echo neither)"
else
	skip "completion in bash" "bash is not installed"
fi
if command -v zsh >/dev/null; then
	none "zsh understands its completion" "$(zsh -n docs/completions/_gradeline 2>&1)"
else
	skip "completion in zsh" "zsh is not installed"
fi
if command -v fish >/dev/null; then
	mkdir "$dir/bin" "$dir/home"
	ln -s "$GRADELINE" "$dir/bin/gradeline"
	in_fish() { PATH=$dir/bin:$PATH HOME=$dir/home fish --no-config -c 'source docs/completions/gradeline.fish; complete -C $argv[1]' "gradeline $1" 2>&1 | cut -f1 | sort; }
	none "fish completes commands, options and formats" "$(in_fish "" | diff "$dir/commands" -
		for c in $commands; do in_fish "$c --" >"$dir/offered"; options_of "$c" | tr ' ' '\n' | grep '^--' | sort | diff - "$dir/offered"; done
		offers check --format "" | sed 's/^/--format=/' >"$dir/formats"; in_fish "check --format=" | diff "$dir/formats" -)"
else
	skip "completion in fish" "fish is not installed"
fi

libraries=$(sed -n 's/^PKGS := //p' Makefile)
none ".ci/setup looks for each library that is linked" "$(for l in $libraries; do grep -qE "pkg-config.*--exists.* $l( |\$)" .ci/setup || echo "$l"; done)"
if command -v dpkg >/dev/null; then
	none ".ci/setup installs the package of each library, and the Debian package is built with them" "$(
		packages=$(sed -n 's/^debian="\(.*\)"$/\1/p' .ci/setup)
		for l in $libraries; do
			file=$(pkg-config --variable=pcfiledir "$l")/$l.pc
			owner=$(dpkg -S "$file" 2>/dev/null | sed 's/:.*//')
			case " $packages " in *" $owner "*) ;; *) echo "$l is in $owner" ;; esac
		done
		# Without a .pc file:
		case " $packages " in *" $(dpkg -S /usr/include/libstemmer.h 2>/dev/null | sed 's/:.*//') "*) ;; *) echo "libstemmer" ;; esac
		grep -n 'lib[a-z0-9]*-dev' .ci/debian/control .ci/Dockerfile)"
else
	skip "the packages of the libraries" "dpkg is not installed"
fi

version=$(sed -n 's/^VERSION := //p' Makefile)
[ "$("$GRADELINE" version)" = "gradeline $version" ] && grep -q "GRADELINE_VERSION \"$version\"" generator/cli/cmd.h &&
	[ "$(sed -n 's/^## \([^ ]*\).*/\1/p' CHANGELOG.md | head -1)" = "$version" ]
check "one version everywhere" $?

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
