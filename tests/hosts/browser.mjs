// Opens one page of each family in headless Chromium, under the headers of the host, and fails on any breach of the Content
// Security Policy, console error, failed request or request to another host; from file:// as well, where only the <meta> policy is.
// node browser.mjs CHROMIUM PLAYWRIGHT TREE BASE...
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [chromium_path, playwright, tree, ...bases] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(playwright).href);
let failed = 0;

// The first of each kind that the tree has; a kind that it has not is a failure: then this test proves less than it says.
const kinds = {
	home: /^index\.html$/, authorities: /^authorities\/index\.html$/, authority: /^authorities\/stockport\/index\.html$/,
	areas: /^areas\/index\.html$/, area: /^areas\/[^/]+\/index\.html$/, reports: /^reports\/index\.html$/,
	report: /^reports\/stockport\/[^/]+\/index\.html$/, frameworks: /^frameworks\/index\.html$/,
	framework: /^frameworks\/[^/]+\/index\.html$/, region: /^regions\/[^/]+\/index\.html$/,
	"compare index": /^compare\/index\.html$/, compare: /^compare\/[^/]+\/[^/]+\/index\.html$/, data: /^data\/index\.html$/,
	changes: /^changes\/index\.html$/, about: /^about\/index\.html$/, timeline: /^authorities\/stockport\/timeline\.svg$/,
	"not found": /^404\.html$/,
};
const files = fs.readdirSync(tree, { recursive: true }).map(String).sort();

async function visit(page, url, base, not_found) {
	const wrong = [];
	page.removeAllListeners();
	page.on("console", (m) => {
		// The status of a missing page is itself logged as an error. A drawing names no icon: the browser asks for its own.
		const expected = /status of 404/.test(m.text()) && (not_found || m.location().url.endsWith("/favicon.ico"));
		if (["error", "warning"].includes(m.type()) && !expected) wrong.push(`console: ${m.text()}`);
	});
	page.on("pageerror", (e) => wrong.push(`script: ${e.message}`));
	page.on("requestfailed", (r) => {
		// The tab's icon is fetched when the page is done; the next page then stops it.
		if (r.failure().errorText !== "net::ERR_ABORTED" || !/\/assets\/icon\./.test(r.url())) wrong.push(`failed: ${r.url()}: ${r.failure().errorText}`);
	});
	page.on("request", (r) => {
		if (!r.url().startsWith(base)) wrong.push(`asked for ${r.url()}`);
	});
	page.on("response", (r) => {
		if (r.status() >= 400 && r.url() !== url) wrong.push(`${r.status()}: ${r.url()}`);
	});
	const answer = await page.goto(url, { waitUntil: "load" });
	if (not_found && answer.status() !== 404) wrong.push(`status ${answer.status()}, wanted 404`);
	if (/\.html$|\/$/.test(url)) {
		// The style sheet came through, and the script ran where there is a filter box.
		const state = await page.evaluate(() => ({
			sheets: document.styleSheets.length, brand: getComputedStyle(document.body).fontFamily,
			filter: [...document.querySelectorAll("[data-filter]")].some((e) => e.hidden && document.getElementById(e.dataset.filter)),
			icon: [...document.images].some((i) => !i.complete || !i.naturalWidth),
		}));
		if (state.sheets !== 1) wrong.push(`${state.sheets} style sheets`);
		if (/^"?(Times|serif)/i.test(state.brand)) wrong.push("not styled");
		if (state.filter) wrong.push("the filter box stayed hidden: the script did not run");
		if (state.icon) wrong.push("an image did not load");
	}
	return wrong;
}

const browser = await chromium.launch({ executablePath: chromium_path, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync"] });
try {
	for (const base of [...bases, `${pathToFileURL(tree).href}/`]) {
		const before = failed;
		const page = await browser.newPage();
		const remote = base.startsWith("http");
		for (const [kind, re] of Object.entries(kinds)) {
			// Its <base> is for the host that answers with it.
			if (kind === "not found" && !remote) continue;
			const file = files.find((f) => re.test(f));
			const wrong = file ? await visit(page, base + (remote ? file.replace(/index\.html$/, "") : file), base, false) : ["the site has no such page"];
			if (wrong.length) {
				console.log(`not ok: ${kind} at ${base}`);
				for (const w of wrong.slice(0, 5)) console.log(`  ${w}`);
				failed++;
			}
		}
		if (remote) {
			const wrong = await visit(page, `${base}no/such/page/at/all/`, base, true);
			const home = await page.evaluate(() => document.querySelector("a.brand").href);
			if (home !== `${base}index.html`) wrong.push(`the missing page's way home is ${home}`);
			if (wrong.length) {
				console.log(`not ok: a missing page deep at ${base}`);
				for (const w of wrong.slice(0, 5)) console.log(`  ${w}`);
				failed++;
			}
		}
		await page.close();
		console.log(`${failed > before ? "not ok" : "ok"}: browser: ${Object.keys(kinds).length} kinds of page at ${remote ? new URL(base).pathname : "file://"} obey their policy`);
	}
	// The test itself: a page that breaks the policy must be noticed.
	const page = await browser.newPage();
	await page.goto(`${bases[0]}about/`);
	const noticed = [];
	page.on("console", (m) => noticed.push(m.text()));
	await page.evaluate(() => { const s = document.createElement("script"); s.textContent = "window.broken = true"; document.body.append(s); });
	const held = !(await page.evaluate(() => window.broken)) && noticed.some((t) => /Content Security Policy/.test(t));
	console.log(`${held ? "ok" : "not ok"}: browser: an inline script is refused, and noticed`);
	if (!held) failed++;
} finally {
	await browser.close();
}
process.exit(failed ? 1 : 0);
