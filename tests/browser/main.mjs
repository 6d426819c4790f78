// Looks at every page family of the built test site: main.mjs SITE [test|update|measure]. Prints one line a test and the
// counts last. update rewrites goldens/; measure rewrites what content/pages/accessibility.md says was measured.
import fs from "node:fs";
import path from "node:path";
import { Report, pooled } from "./lib/report.mjs";
import { Site } from "./lib/site.mjs";
import { launch, modes, set_mode, watch } from "./lib/browser.mjs";
import { axe, inject } from "./checks/axe.mjs";
import { damage } from "./checks/damage.mjs";
import { data_package, feeds, json_ld, sitemap } from "./checks/data.mjs";
import { frames, titles, weights } from "./checks/frame.mjs";
import * as goldens from "./checks/goldens.mjs";
import { html } from "./checks/html.mjs";
import { keyboard } from "./checks/keyboard.mjs";
import { grades, labels, reflow, text_spacing } from "./checks/layout.mjs";
import { sheets } from "./checks/paper.mjs";
import { plain, words } from "./checks/plain.mjs";
import { measured, same_as_page, write_page } from "./lib/measured.mjs";

const [dir, what = "test"] = process.argv.slice(2);
// As site/site.yaml has them.
const base_url = "https://inspections.example.org/", contact = "corrections@example.org", name = "Invented inspections";
// An authority that has been inspected as often as most have; its page is one sheet of paper.
const usual = ["authorities/brackwater/index.html", "authorities/ynys-mor/index.html", "authorities/north-marches/index.html", "authorities/no-reports/index.html"];

const report = new Report();
const site = new Site(dir);
await site.serve();
const browser = await launch();
const samples = site.samples();
const full = samples.filter((sample) => sample.which === "fullest");
const own_fonts = await report.timed("fonts", async () => {
	const page = await browser.newPage();
	await page.goto(site.origin);
	const widths = await goldens.probe(page);
	await page.close();
	return widths;
});

// One load of a page, looked at in every mode.
async function look(sample) {
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	const found = { sample, quiet: [], axe: {}, layout: [], keyboard: [], plain: [] };
	watch(page, site.origin, found.quiet);
	await page.goto(site.origin + sample.file);
	const text = await words(page);
	await inject(page);
	for (const mode of modes) {
		/* An almost empty page is looked at in two. */
		if (sample.which === "emptiest" && !["light", "320"].includes(mode.name)) continue;
		await set_mode(page, mode);
		if (mode.name !== "1920") found.axe[mode.name] = await report.timed("axe", () => axe(page, mode));
		const layout = await report.timed("layout", async () => [...(mode.media === "print" ? [] : await reflow(page)), ...await labels(page), ...await grades(page),
			...(mode.name === "320" ? await text_spacing(page) : [])]);
		found.layout.push(...layout.map((finding) => `${mode.name}: ${finding}`));
	}
	await set_mode(page, modes[0]);
	await page.reload();
	if (sample.which === "fullest") {
		found.keyboard = await report.timed("keyboard", () => keyboard(page));
		found.plain = await report.timed("plain", () => plain(browser, site, sample, text));
	}
	await context.close();
	return found;
}

// Pictures of the fullest page of each family: [{ family, mode, bytes }].
async function pictures() {
	const taken = await pooled(full, 3, async (sample) => {
		const context = await browser.newContext({ deviceScaleFactor: 0.5 });
		const page = await context.newPage();
		const list = [];
		await page.goto(site.origin + sample.file);
		for (const mode of modes.filter((m) => goldens.pictured.includes(m.name))) {
			await set_mode(page, mode);
			list.push({ family: sample.family, mode: mode.name, bytes: await goldens.picture(page) });
		}
		await context.close();
		return list;
	});
	return taken.flat();
}

async function compare_pictures() {
	const known = goldens.fonts();
	if (!known) return report.skip("pictures", "tests/browser/goldens/ is empty: make golden-update");
	if (JSON.stringify(known.widths) !== JSON.stringify(own_fonts))
		return report.skip("pictures", `other fonts than the pictures were made with (a line is ${JSON.stringify(own_fonts)} wide, there ${JSON.stringify(known.widths)})`);
	const where = path.join(import.meta.dirname, "..", "..", "build", "pictures");
	const taken = await report.timed("pictures", pictures);
	for (const { family, mode, bytes } of taken) report.test(`looks as it did: ${mode}: ${family}`, goldens.compare(family, mode, bytes, where));
	const home = taken.find(({ family, mode }) => family === "home" && mode === "light");
	report.test("damage is noticed: a spot in a picture", goldens.compare(home.family, home.mode, goldens.spotted(home.bytes), path.join(where, "spotted")).length > 0 ? [] : ["found nothing"]);
	report.test("no picture is of a family that is gone", goldens.stale(full.map((sample) => sample.family)));
}

async function test_pages(found) {
	for (const { sample, quiet, axe: results, layout, keyboard: keys, plain: bare } of found) {
		const where = `${sample.family} (${sample.which}: ${sample.file})`;
		for (const mode of Object.keys(results)) report.test(`axe finds nothing: ${mode}: ${where}`, results[mode].findings);
		report.test(`no sideways scrolling, nothing cut, no label over another, every grade has its letter: ${where}`, layout);
		report.test(`no error, no request to others: ${where}`, quiet);
		if (sample.which !== "fullest") continue;
		report.test(`the keyboard reaches and shows everything in order: ${where}`, keys);
		report.test(`the same words without JavaScript and as a file: ${where}`, bare);
	}
}

async function test_site() {
	const page = await browser.newPage();
	await report.timed("html", async () => report.test("every page is valid HTML", await html(site)));
	report.test("titles are unique and make sense in a tab; one h1 a page", titles(site, name));
	report.test("every page has breadcrumbs, the date of its data, and a way to report an error", frames(site, base_url, contact));
	report.test("no page weighs more than 30 KB gzipped without the full text; the style sheet is under 20 KB", await weights(site, page));
	await report.timed("data", async () => {
		report.test("JSON-LD is understood", await json_ld(site));
		report.test("feeds are Atom", feeds(site, base_url));
		report.test("the sitemap is valid and whole", sitemap(site, base_url));
		report.test("the data package and its tables are valid", await data_package(site));
	});
	await report.timed("paper", async () => {
		for (const file of usual) {
			const { count, sizes } = await sheets(browser, site, file);
			report.test(`one sheet of A4: ${file}`, count === 1 && sizes[0] === "595x842" ? [] : [`${count} pages of ${sizes[0]}`]);
		}
	});
	await page.close();
	await report.timed("damage", async () => {
		for (const { label, findings } of await damage(browser, site)) report.test(`damage is noticed: ${label}`, findings);
	});
}

if (what === "update") {
	goldens.begin(own_fonts, browser.version());
	for (const { family, mode, bytes } of await pictures()) goldens.update(family, mode, bytes);
} else {
	const found = await pooled(samples, 3, look);
	const results = measured(site, found, await html(site));
	if (what === "measure") write_page(results, browser.version());
	else {
		await test_pages(found);
		await test_site();
		report.test("the accessibility page says what was measured", same_as_page(results));
		await compare_pictures();
	}
}
await browser.close();
site.close();
process.exitCode = what === "test" ? report.end() : 0;
