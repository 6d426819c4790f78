/* diff/tables: what each table of a comparison is called and holds. */
#include "diff/diff_int.h"

#define COLUMN(key, title) { key, title, KIND_TEXT }
#define COUNT(key, title) { key, title, KIND_NUMBER }
#define LINK(key, title) { key, title, KIND_LINK }
#define REPORT COLUMN("report", "Report")
#define OLD_NEW COLUMN("old", "Old"), COLUMN("new", "New")
#define GRADE REPORT, COLUMN("strand", "Strand"), COLUMN("area", "Area")
#define WHOLE_REPORT REPORT, COLUMN("authority", NULL), COLUMN("framework", "Framework"), COLUMN("title", "Title"), \
	COUNT("grades", "Grades"), COLUMN("source", "From")

const struct diff_spec diff_specs[DIFF_TABLES] = {
	[DIFF_REPORTS_ADDED] = { "reports_added", "report added", "reports added", "%0: %3 (%2), grades: %4",
				 { WHOLE_REPORT } },
	[DIFF_REPORTS_REMOVED] = { "reports_removed", "report removed", "reports removed", "%0: %3 (%2), grades: %4",
				   { WHOLE_REPORT } },
	[DIFF_REPORTS_RENAMED] = { "reports_renamed", "report renamed", "reports renamed", "%0 is now %1 (%2)",
				   { OLD_NEW, COLUMN("because", "Because") } },
	[DIFF_REPORTS_CORRECTED] = { "reports_corrected", "fact of a report corrected", "facts of reports corrected",
				     "%0, %1: %2 -> %3\n  was in %4\n  is in  %5",
				     { REPORT, COLUMN("fact", "Fact"), OLD_NEW, COLUMN("old_source", "Was in"),
				       COLUMN("new_source", "Is in") } },
	[DIFF_GRADES_CORRECTED] = { "grades_corrected", "grade corrected", "grades corrected",
				    "%0, ~1%2: %3 -> %4\n  was in %5\n    shown at %7\n  is in  %6\n    shown at %8",
				    { GRADE, OLD_NEW, COLUMN("old_source", "Was in"), COLUMN("new_source", "Is in"),
				      LINK("old_url", "Shown at"), LINK("new_url", "Now at") } },
	[DIFF_GRADES_ADDED] = { "grades_added", "grade added", "grades added",
				"%0, ~1%2: %3\n  is in  %4\n    shown at %5",
				{ GRADE, COLUMN("grade", "Grade"), COLUMN("source", "In"), LINK("url", "Shown at") } },
	[DIFF_GRADES_REMOVED] = { "grades_removed", "grade removed", "grades removed",
				  "%0, ~1%2: %3\n  was in %4\n    shown at %5",
				  { GRADE, COLUMN("grade", "Grade"), COLUMN("source", "Was in"), LINK("url", "Shown at") } },
	[DIFF_IMPROVEMENTS] = { "improvements", "report with other improvements", "reports with other improvements",
				"%0: %1 added, %2 removed, %3 reworded (%4)",
				{ REPORT, COUNT("added", "Added"), COUNT("removed", "Removed"), COUNT("reworded", "Reworded"),
				  COLUMN("numbers", "Numbers") } },
	[DIFF_AUTHORITIES_ADDED] = { "authorities_added", "authority added", "authorities added", "%0: %1",
				     { COLUMN("id", "Id"), COLUMN("name", "Name") } },
	[DIFF_AUTHORITIES_REMOVED] = { "authorities_removed", "authority removed", "authorities removed", "%0: %1",
				       { COLUMN("id", "Id"), COLUMN("name", "Name") } },
	[DIFF_AUTHORITIES_CHANGED] = { "authorities_changed", "fact of an authority changed", "facts of authorities changed",
				       "%0, %1: %2 -> %3", { COLUMN("id", "Id"), COLUMN("fact", "Fact"), OLD_NEW } },
	[DIFF_PAGES_LOST] = { "pages_lost", "page lost", "pages lost", "%0", { COLUMN("page", "Page") } },
	[DIFF_PAGES_MOVED] = { "pages_moved", "page moved", "pages moved", "%0 leads to %1",
			       { COLUMN("page", "Page"), COLUMN("to", "Leads to") } },
	[DIFF_PAGES_GAINED] = { "pages_gained", "page gained", "pages gained", "%0", { COLUMN("page", "Page") } },
	[DIFF_ANCHORS_LOST] = { "anchors_lost", "report page without places it had", "report pages without places they had",
				"%0: %1 (%2)",
				{ COLUMN("page", "Page"), COUNT("count", "Places lost"), COLUMN("places", "Among them") } },
};

void diff_row(struct diff *f, enum diff_table t, const char *const *cell)
{
	const char **kept = arena_calloc(&f->arena, DIFF_COLUMNS, sizeof *kept);
	size_t i;

	for (i = 0; i < DIFF_COLUMNS; i++)
		kept[i] = cell[i] ? cell[i] : "";
	*vec_push(&f->table[t], &f->arena) = kept;
}

bool diff_same(const struct diff *f)
{
	size_t i;

	for (i = 0; i < DIFF_TABLES; i++)
		if (f->table[i].n)
			return false;
	return !f->files_changed && !f->files_added && !f->files_removed;
}

void diff_summary(const struct diff *f, struct strbuf *out)
{
	static const char *const file_words[] = { "changed", "added", "removed"};
	const size_t files[] = { f->files_changed, f->files_added, f->files_removed };
	size_t before = out->n, i;

	for (i = 0; i < DIFF_TABLES; i++)
		if (f->table[i].n)
			sb_printf(out, "%s%zu %s", out->n > before ? ", " : "", f->table[i].n,
				  f->table[i].n == 1 ? diff_specs[i].one : diff_specs[i].many);
	if (out->n == before)
		sb_puts(out, diff_same(f) ? "nothing differs" : "no fact and no page address differs");
	/* Pages are counted among the changed, but not among the added and removed. */
	for (i = 0; i < 3; i++)
		if (files[i])
			sb_printf(out, "; %zu %sfile%s %s", files[i], i ? "other " : "",
				  files[i] == 1 ? "" : "s", file_words[i]);
}
