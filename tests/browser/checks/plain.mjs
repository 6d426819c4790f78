// Without JavaScript, and as files of a folder: the same words, the style sheet, no error.
import { pathToFileURL } from "node:url";
import path from "node:path";
import { watch } from "../lib/browser.mjs";

// All text of the page, seen or not, without what only a script fills.
export const words = (page) => page.evaluate(() => [...document.querySelectorAll("main, header, footer")].map((e) => {
	const copy = e.cloneNode(true);
	copy.querySelectorAll("[data-filter], [data-script], script").forEach((x) => x.remove());
	return copy.textContent.replace(/\s+/g, " ");
}).join("\n"));

async function visit(browser, options, address, origin, expected) {
	const findings = [];
	const context = await browser.newContext(options);
	const page = await context.newPage();
	watch(page, origin, findings);
	await page.goto(address);
	if (await words(page) !== expected) findings.push("the words are not those of the page with its script");
	if (await page.evaluate(() => [...document.styleSheets].filter((sheet) => sheet.ownerNode.tagName === "LINK").length !== 1)) findings.push("the style sheet is missing");
	if (options.javaScriptEnabled === false)
		findings.push(...await page.evaluate(() => [...document.querySelectorAll("[data-filter], [data-script]")].filter((e) => e.checkVisibility())
			.map((e) => `shown without its script: ${e.outerHTML.slice(0, 60)}`)));
	await context.close();
	return findings;
}

// expected: the page's words with its script.
export async function plain(browser, site, sample, expected) {
	const bare = await visit(browser, { javaScriptEnabled: false }, site.origin + sample.file, site.origin, expected);
	/* The 404 page has a base for its host, so it is no page of a folder. */
	const file = sample.file === "404.html" ? [] : await visit(browser, {}, pathToFileURL(path.join(site.dir, sample.file)).href, pathToFileURL(site.dir).href, expected);
	return [...bare.map((found) => `without JavaScript: ${found}`), ...file.map((found) => `as a file: ${found}`)];
}
