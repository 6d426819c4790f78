#!/bin/sh
# A framework that the program has never heard of (five grades, 5 printed best, its own areas and headings) and two raw
# reports build a site by YAML alone: the facts are compared row by row, and the pages say them in the framework's words.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
GRADELINE=${GRADELINE:-$root/build/gradeline}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
cp -R tests/golden/sixth/. "$dir"
ln -s "$root/templates" "$dir/templates"
ln -s "$root/static" "$dir/static"

check() {
	if [ "$2" = 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "not ok: $1"; failed=$((failed + 1)); fi
}

"$GRADELINE" build --strict --quiet -C "$dir" 2>"$dir/err"
check "it builds without a finding" $?
cat "$dir/err"
cut -d, -f1,3-9,11-16 "$dir/public/data/judgements.csv" >"$dir/rows"
diff -u "$dir/rows" - <<'ROWS'
authority_id,report_id,framework,inspection_start,inspection_end,published,strand,area,comparable_area,grade,rank,printed,basis,paragraph
highmoor,highmoor/2022-12-02,wardcheck,2022-11-30,2022-12-02,,,wards,wards,strong,2,Strong,table,
highmoor,highmoor/2022-12-02,wardcheck,2022-11-30,2022-12-02,,,kitchens,kitchens,steady,3,Steady,table,
lowmarsh,lowmarsh/2021-03-04,wardcheck,2021-03-02,2021-03-04,2021-04-01,,wards,wards,shaky,4,2,heading,2
lowmarsh,lowmarsh/2021-03-04,wardcheck,2021-03-02,2021-03-04,2021-04-01,,kitchens,kitchens,stellar,1,5,heading,3
ROWS
check "every judgement, row by row" $?
cut -d, -f1-5 "$dir/public/data/improvements.csv" | diff -u - /dev/fd/3 3<<'ROWS'
report_id,strand,timescale,number,text
highmoor/2022-12-02,,,1,buy a second ladle
lowmarsh/2021-03-04,,tomorrow,1,move the beds back
lowmarsh/2021-03-04,,this-year,2,count the beds
ROWS
check "every improvement, row by row" $?
for file in frameworks/wardcheck/index.html authorities/lowmarsh/timeline.svg areas/wards/index.html compare/highmoor/lowmarsh/index.html; do
	grep -q "Shaky" "$dir/public/$file"
	check "the grade's word is on $file" $?
done
grep -q 'id="p2"' "$dir/public/reports/lowmarsh/2021-03-04/index.html"
check "the paragraph has its anchor" $?

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
