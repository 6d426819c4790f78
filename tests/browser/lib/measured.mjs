// What the accessibility page says was measured: written by `make accessibility`, compared by `make test`. The page is
// content/pages/accessibility.md; the section between its two headings is ours, the rest is written by hand.
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { axe_version } from "../checks/axe.mjs";

const page = path.join(import.meta.dirname, "..", "..", "..", "content", "pages", "accessibility.md");
const begin = "## What has been measured\n", next = "\n## ";
const modes = [["light", "on a wide screen, light"], ["dark", "on a wide screen, dark"], ["320", "320 pixels wide, which is also 400% zoom"], ["print", "as printed"]];

// "none", or how many with the rules and the kinds of page.
function said(list) {
	if (list.length === 0) return "nothing";
	const kinds = [...new Set(list.map(({ sample, text }) => `${text.split(":")[0]} (${sample.family})`))].sort();
	return `${list.length}: ${kinds.slice(0, 8).join(", ")}`;
}

const flat = (found, get) => found.flatMap((one) => (get(one) ?? []).map((text) => ({ sample: one.sample, text })));

// What `gradeline check` works out of the style sheet's pairs of colours.
function palette() {
	const said = spawnSync(process.env.GRADELINE, ["check", "--tree", process.argv[2]], { encoding: "utf8" }).stderr;
	const pairs = said.match(/(\d+) pairs of colours/)?.[1] ?? "0";
	const low = said.split("\n").filter((line) => /\[contrast(-pair)?\]$/.test(line)).length;
	return [`Too little contrast in ${pairs} pairs of colours, light and dark: 4.5 to 1 for text, 3 to 1 for marks, in full colour, in greyscale and with protanopia, deuteranopia and tritanopia`,
		pairs === "0" ? "not measured" : low === 0 ? "nothing" : String(low)];
}

// The section's rows, the same wherever the same is found: no dates and no versions in them.
export function measured(site, found, html_findings) {
	const kinds = site.families.size;
	const rows = [];
	const axes = found.flatMap((one) => Object.values(one.axe));
	const rules = new Set(axes.flatMap((result) => result?.rules ?? []));
	for (const [mode, words] of modes) rows.push([`axe, ${words}`, said(flat(found, (one) => one.axe[mode]?.findings))]);
	rows.push(["Reached, shown and used with the keyboard alone, in order; targets of 24 by 24 pixels", said(flat(found, (one) => one.keyboard))]);
	rows.push(["Sideways scrolling, cut-off text, labels over one another, from 320 to 1920 pixels and with widely spaced text; grades without their letter", said(flat(found, (one) => one.layout))]);
	rows.push(["Missing without JavaScript, or opened as files", said(flat(found, (one) => one.plain))]);
	rows.push(["Invalid HTML, every page", html_findings.length === 0 ? "nothing" : String(html_findings.length)]);
	rows.push(palette());
	const lowest = (mode) => Math.min(...found.map((one) => one.axe[mode]?.contrast ?? 99)).toFixed(1);
	const unsure = [...new Set(axes.flatMap((result) => result?.unsure ?? []))].sort();
	return { rows, kinds, pages: site.pages.length, rules: rules.size, unsure, contrast: `${lowest("light")} to 1 in the light scheme, ${lowest("dark")} to 1 in the dark` };
}

function body({ rows, kinds, rules, unsure, contrast }) {
	return ["| Looked for | Found |", "|---|---|", ...rows.map(([what, result]) => `| ${what} | ${result} |`), "",
		`The fullest page of each of ${kinds} kinds was looked at. ${rules} rules of axe had something to judge, all of WCAG 2.0 to 2.2, A and AA, and`,
		"its good practice among them; none is switched off but the size of targets on paper.",
		`The lowest contrast of any text that it measured is ${contrast}.`,
		unsure.length === 0 ? "It left nothing for a person to decide." : `It left to a person to decide, on some pages: ${unsure.map((rule) => `\`${rule}\``).join(", ")}.`, ""].join("\n");
}

const version = (name) => JSON.parse(fs.readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), "utf8")).version;

export function write_page(results, chromium) {
	const text = fs.readFileSync(page, "utf8");
	const from = text.indexOf(begin) + begin.length, to = text.indexOf(next, from);
	const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
	const head = `\nMeasured on ${day} with Gradeline ${process.env.VERSION}, Chromium ${chromium.split(".")[0]}, axe-core ${axe_version} and html-validate ${version("html-validate")}, on a test\nsite of ${results.pages} pages with the templates that come with the program.\n\n`;
	fs.writeFileSync(page, text.slice(0, from) + head + body(results) + text.slice(to));
}

// Findings when the page claims another result than was measured now.
export function same_as_page(results) {
	const text = fs.readFileSync(page, "utf8");
	const from = text.indexOf(begin);
	const section = from < 0 ? "" : text.slice(from + begin.length, text.indexOf(next, from + begin.length));
	const date = section.match(/^\nMeasured on (\d{1,2} [A-Z][a-z]+ 20\d\d) with Gradeline \d+\.\d+\.\d+/);
	const claimed = section.slice(section.indexOf("| Looked for"));
	const lines = body(results).trimEnd().split("\n"), old = claimed.trimEnd().split("\n");
	return [...(date ? [] : ["content/pages/accessibility.md does not say when and with what it was measured"]),
		...lines.filter((line) => !old.includes(line)).map((line) => `measured now, make accessibility would write: ${line}`),
		...old.filter((line) => !lines.includes(line)).map((line) => `claimed but not measured: ${line}`)];
}
