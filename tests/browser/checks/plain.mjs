// Without JavaScript, and as files of a folder: the same words, the style sheet, no error.
import { pathToFileURL } from "node:url";
import path from "node:path";
import { watch } from "../lib/browser.mjs";

// All text of the page, seen or not, without what only a script shows.
const words = (page) => page.evaluate(() => [...document.querySelectorAll("main, header, footer")].map((e) => {
	const copy = e.cloneNode(true);
	copy.querySelectorAll("[data-filter], [data-script], script").forEach((x) => x.remove());
	return copy.textContent.replace(/\s+/g, " ");
}).join("\n"));

async function visit(browser, options, address, origin, with_script) {
	const findings = [];
	const context = await browser.newContext(options);
	const page = await context.newPage();
	watch(page, origin, findings);
	await page.goto(address);
	const text = await words(page);
	if (text !== with_script) findings.push("the words are not those of the page with its script");
	if (await page.evaluate(() => document.styleSheets.length !== 1)) findings.push("the style sheet is missing");
	findings.push(...await page.evaluate(() => [...document.querySelectorAll("[data-filter], [data-script]")].filter((e) => e.checkVisibility() && !window.scripted)
		.map((e) => `${e.outerHTML.slice(0, 60)} is shown without its script`)).then((list) => options.javaScriptEnabled === false ? list : []));
	await context.close();
	return findings;
}

export async function plain(browser, site, sample) {
	const page = await browser.newPage();
	await page.goto(site.origin + sample.file);
	const text = await words(page);
	await page.close();
	/* The 404 page has a base for its host, so it is no page of a folder. */
	const file = sample.file === "404.html" ? [] : await visit(browser, {}, pathToFileURL(path.join(site.dir, sample.file)).href, pathToFileURL(site.dir).href, text);
	return [...(await visit(browser, { javaScriptEnabled: false }, site.origin + sample.file, site.origin, text)).map((found) => `without JavaScript: ${found}`),
		...file.map((found) => `as a file: ${found}`)];
}
