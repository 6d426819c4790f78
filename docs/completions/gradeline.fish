# fish completion for gradeline(1). Commands, options and formats are asked of the program itself, by `gradeline help`,
# so that they are those of the program that is run.

# What help says, a line each: kind, name, value ("-": none), explanation.
function __gradeline_table --argument-names program command
    command -q $program
    or return
    $program help $command 2>/dev/null | awk -v OFS='\t' '
        /^Usage: .* \[-C DIR\] / { sub(/^.*\[-C DIR\] [^ ]+/, ""); sub(/^ \[OPTION\.\.\.\]/, ""); print "arguments", "-", $0 "-" }
        /^(Commands|Options)/ { part = substr($0, 1, 1); next }
        /^$/ { part = "" }
        part == "C" { name = $1; sub(/^ *[^ ]+ +/, ""); print "command", name, "-", $0 }
        part == "O" {
            value = match($0, /^ +(-., )?-[^ ,]+ [^ ]+  /) ? substr($0, 1, RLENGTH - 2) : "-"
            sub(/.* /, "", value)
            help = $0; sub(/^ *(-., )?-[^ ,]+( [^ ]+)?  +/, "", help)
            words = value == "FORMAT" ? $0 : ""
            sub(/.* as /, "", words); gsub(/\([^)]*\)/, "", words); gsub(/,| or /, " ", words)
            for (i = 1; i <= 2; i++) if ($i ~ /^-/) {
                name = $i; sub(/,$/, "", name)
                print "option", name, (words ? "WORDS " words : value), help
            }
        }'
end

# Completes a value of that kind; "prefix" stands before it in the same word.
function __gradeline_value --argument-names value current prefix
    switch $value
        case '*DIR*'
            printf "$prefix%s\n" (__fish_complete_directories $current '')
        case 'WORDS*'
            printf "$prefix%s\n" (string split -n ' ' -- (string replace WORDS '' -- $value))
        case N PORT PATH
        case '*'
            printf "$prefix%s\n" (__fish_complete_path $current '')
    end
end

function __gradeline_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l command
    set -l last $words[-1]
    set -l prefix ''
    set -l skip
    for word in $words[2..-1]
        if test -n "$skip"
            set skip
        else if test "$word" = -C
            set skip yes
        else if not string match -q -- '-*' $word
            set command $word
            break
        end
    end
    # --format=json
    if string match -q -- '--*=*' $current
        set last (string replace -r '=.*' '' -- $current)
        set prefix "$last="
        set current (string replace -r '^[^=]*=' '' -- $current)
    end
    set -l table (__gradeline_table $words[1] $command)
    for line in $table
        set -l part (string split \t -- $line)
        if test "$part[1]" = option; and test "$part[2]" = "$last"; and test "$part[3]" != -
            __gradeline_value $part[3] $current $prefix
            return
        end
    end
    if string match -q -- '-*' $current
        printf '%s\n' $table | awk -F'\t' '$1 == "option" { print $2 "\t" $4 }'
        return
    end
    if test -z "$command"
        printf '%s\n' $table | awk -F'\t' '$1 == "command" { print $2 "\t" $4 }'
        return
    end
    set -l arguments (printf '%s\n' $table | awk -F'\t' '$1 == "arguments" { sub(/-$/, "", $3); print $3 }')
    if string match -q -- '*COMMAND*' $arguments
        __gradeline_table $words[1] | awk -F'\t' '$1 == "command" { print $2 "\t" $4 }'
    else if test -n "$arguments"
        __gradeline_value $arguments $current ''
    end
end

complete -c gradeline -f -a '(__gradeline_complete)'
