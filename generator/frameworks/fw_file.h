/* frameworks, private: a framework's file as it is written, before it is checked. */
#ifndef FRAMEWORKS_FW_FILE_H
#define FRAMEWORKS_FW_FILE_H

#include "frameworks/framework.h"
#include "yaml/yschema.h"

struct raw_grade {
	struct ytext id, label, letter;
	long rank, number;
	struct ytexts printed;
	const char *meaning;
	struct pos pos;
};

struct raw_strand {
	struct ytext id;
	const char *label;
	struct ytexts headings;
};

struct raw_narrative {
	struct ytexts headings, patterns;
};

struct raw_area {
	struct ytext id, label;
	const char *meaning;
	struct ytext part_of;
	struct ytexts labels, strands;
	struct date from, to;
	bool expected;
	struct raw_narrative narrative;
	struct ytexts headlines;
	struct pos pos;
};

struct raw_documents {
	struct ytexts title, authority, inspected, published, lead_inspector, furniture, graded_headings;
	struct ytexts record, parts, trust, other;
};

struct raw_lead {
	struct ytext pattern, timescale;
};

struct raw_timescale {
	struct ytext id, label;
	struct ytexts printed;
};

struct raw_improvements {
	struct ytexts headings, ends, none, previous;
	struct ylist leads, timescales;
	bool numbered, plain;
};

struct raw_framework {
	struct ytext id, replaces;
	const char *name, *short_name, *inspectorate, *summary;
	struct date from, to;
	struct ylist scale, strands, areas;
	struct raw_documents documents;
	struct raw_improvements improvements;
	struct pos pos;
};

extern const struct yschema framework_file;

/* What the files of this room share while one framework is loaded. */
struct loading {
	struct arena *a;
	struct diag *d;
};

/* check.c: reports what is wrong between the parts of one file. */
void check_framework(const struct loading *l, const struct ynode *root, const struct raw_framework *raw);

#endif
