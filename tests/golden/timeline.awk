# Marks of the timelines in authorities' pages against the rows of their tables: each mark's link, letter and whether it
# is hollow must be a row's, and the other way round. Prints what stands on one side alone, and how many agreed at the end.
function letter_of(s) { sub(/.*>/, "", s); return s }
function part(s, before, after) { sub(".*" before, "", s); sub(after ".*", "", s); return s }
FNR == 1 { table = 0 }
/<g id="[mh]-/ { letter[part($0, "<g id=\"", "\"")] = part($0, "<text[^>]*>", "<") }
/<a href="[^"]*"><title>.*<use href="#[mh]-/ {
	id = part($0, "<use href=\"#", "\"")
	key = FILENAME " " part($0, "<a href=\"", "\"") " " letter[id] " " (id ~ /^h-/)
	seen[key] = 1; marks[key]++
}
/id="(timeline|older)-table-name"/ { table = 1 }
/<\/table>/ { table = 0 }
table && /class="grade / {
	key = FILENAME " " part($0, " href=\"", "\"") " " part($0, "data-letter=\"", "\"") " " ($0 ~ /class="grade [^"]* narrative"/)
	seen[key] = 1; rows[key]++
}
END {
	for (key in seen)
		if (marks[key] == rows[key]) agreed += rows[key]
		else print key ": " marks[key] + 0 " marks, " rows[key] + 0 " rows"
	print agreed + 0, "agree"
}
