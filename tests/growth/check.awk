# Fails when a count grows faster than in proportion. Reads three lists of "count NAME N", of sites with n, 2n and 4n
# reports, in this order; prints a line for each fault and ends with status 1 when there is one.
#
# Whatever a count is made of, a part that stays and a part in proportion to n give it a second step (2n to 4n) twice
# as long as the first (n to 2n). What the second step has beyond that is its excess. It may be 5 % of the step: sites as
# unlike as the test's, with invented text, stray by 2 %. Anything in proportion to n log n has 12 %, to n squared 100 %.
# With n = 80, what is let through takes at 5,000 reports at most as much again as the part in proportion.
# Counts that hardly grow, as a page that names the latest reports, stray by more of their small step: an excess below
# 2.5 % of the count itself is no fault.
FNR == 1 { list++ }
$1 == "count" && NF == 3 { n[list, $2] = $3; if (!($2 in seen)) { seen[$2] = 1; name[++names] = $2 } }
END {
	if (list != 3 || !names) { print "three lists of counts are needed"; exit 1 }
	for (i = 1; i <= names; i++) {
		k = name[i]
		if (!((1, k) in n) || !((2, k) in n) || !((3, k) in n)) { print k ": not counted for each site"; bad = 1; continue }
		first = n[2, k] - n[1, k]
		second = n[3, k] - n[2, k]
		excess = second - 2 * first
		if (first < 0) excess = second
		if (excess > 0.05 * 2 * first && excess > 0.025 * n[3, k]) {
			printf "%s: %s, %s, %s: the second step is %d, the first %d\n", k, n[1, k], n[2, k], n[3, k], second, first
			bad = 1
		}
	}
	exit bad
}
