# bash completion for gradeline(1). Commands, options and formats are asked of the program itself, by `gradeline help`,
# so that they are those of the program that is run.

# _gradeline_table PROGRAM [COMMAND]: what help says, a line each: kind, name, value ("-": none).
_gradeline_table()
{
	"$1" help ${2:+"$2"} 2>/dev/null | awk -v OFS='\t' '
		/^Usage: .* \[-C DIR\] / { sub(/^.*\[-C DIR\] [^ ]+/, ""); sub(/^ \[OPTION\.\.\.\]/, ""); print "arguments", "-", $0 "-" }
		/^(Commands|Options)/ { part = substr($0, 1, 1); next }
		/^$/ { part = "" }
		part == "C" { print "command", $1, "-" }
		part == "O" {
			value = match($0, /^ +(-., )?-[^ ,]+ [^ ]+  /) ? substr($0, 1, RLENGTH - 2) : "-"
			sub(/.* /, "", value)
			words = value == "FORMAT" ? $0 : ""
			sub(/.* as /, "", words); gsub(/\([^)]*\)/, "", words); gsub(/,| or /, " ", words)
			for (i = 1; i <= 2; i++) if ($i ~ /^-/) {
				name = $i; sub(/,$/, "", name)
				print "option", name, (words ? "WORDS " words : value)
			}
		}'
}

# _gradeline_reply VALUE CURRENT: completes a value of that kind.
_gradeline_reply()
{
	local IFS=$'\n'
	case $1 in
	*DIR*) COMPREPLY=($(compgen -d -- "$2")) ;;
	WORDS*) COMPREPLY=($(IFS=' '; compgen -W "${1#WORDS}" -- "$2")); return ;;
	N | PORT | PATH) COMPREPLY=(); return ;;
	*) COMPREPLY=($(compgen -f -- "$2")) ;;
	esac
	compopt -o filenames 2>/dev/null
}

_gradeline()
{
	local program=${COMP_WORDS[0]/#\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]}
	local command commands options arguments values kind name value i

	COMPREPLY=()
	# --format=json is three words here.
	[ "$current" != = ] || current=
	[ "$last" != = ] || last=${COMP_WORDS[COMP_CWORD-2]}
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C) i=$((i + 1)) ;;
		-*) ;;
		*) command=${COMP_WORDS[i]}; break ;;
		esac
	done
	while IFS=$'\t' read -r kind name value; do
		case $kind in
		command) commands="$commands $name" ;;
		arguments) arguments=${value%-} ;;
		option)
			options="$options $name"
			[ "$name" != "$last" ] || [ "$value" = - ] || values=$value ;;
		esac
	done < <(_gradeline_table "$program" "$command")

	if [ -n "$values" ]; then
		_gradeline_reply "$values" "$current"
	elif [[ $current == -* ]]; then
		COMPREPLY=($(compgen -W "$options" -- "$current"))
	elif [ -z "$command" ]; then
		COMPREPLY=($(compgen -W "$commands" -- "$current"))
	elif [[ $arguments == *COMMAND* ]]; then
		COMPREPLY=($(compgen -W "$(_gradeline_table "$program" | awk '$1 == "command" { print $2 }')" -- "$current"))
	elif [ -n "$arguments" ]; then
		_gradeline_reply "$arguments" "$current"
	fi
}

complete -F _gradeline gradeline
