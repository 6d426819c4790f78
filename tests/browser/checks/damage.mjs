// The checks themselves: a page, and files, with one thing wrong each; what finds nothing there proves nothing elsewhere.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Site } from "../lib/site.mjs";
import { modes, set_mode } from "../lib/browser.mjs";
import { axe, inject } from "./axe.mjs";
import { data_package, feeds, json_ld, sitemap } from "./data.mjs";
import { frames, titles } from "./frame.mjs";
import { html } from "./html.mjs";
import { keyboard } from "./keyboard.mjs";
import { grades, labels, reflow, text_spacing } from "./layout.mjs";

const base_url = "https://inspections.example.org/", contact = "corrections@example.org";
const narrow = modes.find((mode) => mode.name === "320"), light = modes[0];

// What is done to an authority's page, which check must say what.
const pages = [
	["low contrast", (d) => { d.querySelector("main p").style.color = "#bbb"; }, (p) => axe(p, light).then((r) => r.findings), /color-contrast/],
	["a box wider than the screen", (d) => { d.querySelector("h1").style.width = "900px"; }, reflow, /ends at|wide in/],
	["text that is cut off", (d) => { Object.assign(d.querySelector("h1").style, { height: "1rem", overflow: "hidden" }); }, reflow, /cuts off/],
	["text that is cut off when spaced", (d) => { const e = d.querySelector("main p"); Object.assign(e.style, { display: "inline-block", whiteSpace: "nowrap" }); Object.assign(e.style, { width: `${e.offsetWidth}px`, overflow: "hidden" }); }, text_spacing, /with wide text.*cuts off/],
	["two labels in one place", (d) => { const t = [...d.querySelectorAll("svg.tl text")].find((e) => !e.closest("defs, symbol")); t.after(t.cloneNode(true)); }, labels, /overlap/],
	["a grade without a letter", (d) => { d.querySelector(".grade").removeAttribute("data-letter"); }, grades, /without its letter/],
];
const keys = [
	["focus that is not seen", "a:focus-visible { outline: none !important }", /shows no focus/],
	["links in another order", "trap", /comes after/],
	["a link that is not reached", "unreached", /is not reached/],
	["small targets in a row", ".nav a { font-size: 8px !important; padding: 0 !important; min-height: 0 !important } .nav ul { gap: 0 !important; display: block !important; line-height: 1 !important }", /px and near/],
];
const files = [
	["a div in a p", "index.html", (s) => s.replace("<p>", "<p><div></div>"), html, /index\.html/],
	["two pages of one name", "areas/index.html", (s, site) => s.replace(/<title>.*?<\/title>/, site.read("index.html").match(/<title>.*?<\/title>/)[0]), (site) => titles(site, "Invented inspections"), /both called/],
	["no way to report an error", "areas/index.html", (s) => s.replace("mailto:", "https:"), (site) => frames(site, base_url, contact), /report an error/],
	["a word that schema.org has not", "index.html", (s) => s.replace('"name":', '"nome":'), json_ld, /nome|no name/],
	["a date that is none", "feed.atom", (s) => s.replace(/<updated>.*?<\/updated>/, "<updated>yesterday</updated>"), (site) => feeds(site, base_url), /updated|yesterday/],
	["an entry without an id", "feed.atom", (s) => s.replace(/<entry>\n<id>.*?<\/id>/, "<entry>"), (site) => feeds(site, base_url), /entry/],
	["a page that the sitemap has not", "sitemap.xml", (s) => s.replace(/<url>.*?<\/url>/, ""), (site) => sitemap(site, base_url), /not in the sitemap/],
	["a sitemap of another form", "sitemap.xml", (s) => s.replace("<lastmod>", "<lastmod>x").replace("<loc>", "<lok>").replace("</loc>", "</lok>"), (site) => sitemap(site, base_url), /lok|lastmod/],
	["a date in a table that is none", "data/reports.csv", (s) => s.replace(/\d{4}-\d\d-\d\d(?=,|\r)/g, "2020-99-01"), data_package, /2020-99-01/],
	["a field of no known type", "data/datapackage.json", (s) => s.replace('"type": "integer"', '"type": "whole"'), data_package, /allowed values/],
];

const verdict = (label, found, expected) => ({ label, findings: found.some((text) => expected.test(text)) ? [] : [`found only: ${found.slice(0, 3).join("; ") || "nothing"}`] });

async function damaged_pages(browser, site) {
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	const results = [];
	const address = `${site.origin}authorities/ynys-mor/index.html`;
	for (const [label, harm, check, expected] of pages) {
		await set_mode(page, check === reflow ? narrow : light);
		await page.goto(address);
		await inject(page);
		await page.evaluate(`(${harm})(document)`);
		results.push(verdict(label, await check(page), expected));
	}
	await set_mode(page, light);
	for (const [label, harm, expected] of keys) {
		/* The walk reloads the page, so the harm is done whenever it is loaded. */
		await page.unrouteAll();
		await page.route(address, async (route) => {
			let body = site.read("authorities/ynys-mor/index.html");
			if (harm === "trap") body = body.replace('<nav class="nav"', '<a href="#main" tabindex="3">first</a><nav class="nav"');
			else if (harm === "unreached") body = body.replace("</main>", '<a href="#main" tabindex="-1">two</a></main>');
			else body = body.replace("</head>", `<style>${harm}</style></head>`);
			await route.fulfill({ body, contentType: "text/html" });
		});
		await page.goto(address);
		results.push(verdict(label, await keyboard(page), expected));
	}
	await context.close();
	return results;
}

export async function damage(browser, site) {
	const results = await damaged_pages(browser, site);
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "damage-"));
	for (const [label, file, harm, check, expected] of files) {
		/* A copy of what the check needs, with one file changed. */
		fs.rmSync(dir, { recursive: true });
		fs.cpSync(site.dir, dir, { recursive: true, filter: (from) => check !== html || !from.includes(`${site.dir}/compare`) && !from.includes(`${site.dir}/reports`) });
		const before = site.read(file), after = harm(before, site);
		fs.writeFileSync(path.join(dir, file), after);
		results.push(verdict(label, before === after ? [] : await check(new Site(dir)), expected));
	}
	fs.rmSync(dir, { recursive: true });
	return results;
}
