// Looks at every page family of a built site: main.mjs SITE. Prints one line a test and the counts last.
import { Report, pooled } from "./lib/report.mjs";
import { Site } from "./lib/site.mjs";
import { launch, modes, set_mode, watch } from "./lib/browser.mjs";
import { axe, inject } from "./checks/axe.mjs";
import { grades, labels, reflow, text_spacing } from "./checks/layout.mjs";
import { keyboard } from "./checks/keyboard.mjs";

const report = new Report();
const site = new Site(process.argv[2]);
await site.serve();
const browser = await launch();
const samples = site.samples();

// One load of a page, looked at in every mode.
async function look(sample) {
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	const found = { sample, quiet: [], axe: {}, layout: [], keyboard: [] };
	watch(page, site.origin, found.quiet);
	await page.goto(site.origin + sample.file);
	await inject(page);
	for (const mode of modes) {
		/* An almost empty page is looked at in two. */
		if (sample.which === "emptiest" && !["light", "320"].includes(mode.name)) continue;
		await set_mode(page, mode);
		if (mode.name !== "1920") found.axe[mode.name] = await report.timed("axe", () => axe(page, mode));
		const layout = await report.timed("layout", async () => [...(mode.media === "print" ? [] : await reflow(page)), ...await labels(page), ...await grades(page),
			...(mode.name === "320" ? await text_spacing(page) : [])]);
		found.layout.push(...layout.map((text) => `${mode.name}: ${text}`));
	}
	await set_mode(page, modes[0]);
	await page.reload();
	if (sample.which === "fullest") found.keyboard = await report.timed("keyboard", () => keyboard(page));
	await context.close();
	return found;
}

const found = await pooled(samples, 3, look);
for (const { sample, quiet, axe: results, layout, keyboard: keys } of found) {
	const where = `${sample.family} (${sample.which}: ${sample.file})`;
	for (const mode of Object.keys(results)) report.test(`axe finds nothing: ${mode}: ${where}`, results[mode].findings);
	report.test(`no sideways scrolling, nothing cut, no label over another, every grade has its letter: ${where}`, layout);
	if (sample.which === "fullest") report.test(`the keyboard reaches and shows everything in order: ${where}`, keys);
	report.test(`no error, no request to others: ${where}`, quiet);
}

await browser.close();
site.close();
process.exitCode = report.end();
