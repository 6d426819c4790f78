/* The search page in headless Chromium, from file:// and over http: with the strictest policy: node browser.js SITE. */
"use strict";
const fs = require("fs"), http = require("http"), path = require("path"), url = require("url");
const modules = path.join(__dirname, "..", "browser", "node_modules");
const { chromium } = require(path.join(modules, "playwright-core"));
const site = path.resolve(process.argv[2]);
let passed = 0, failed = 0;
function check(name, good, detail) {
	console.log((good ? "ok: " : "not ok: ") + name + (good || detail === undefined ? "" : "\n" + JSON.stringify(detail)));
	if (good) passed++; else failed++;
}

function serve() {
	const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
	const server = http.createServer((request, response) => {
		let file = path.join(site, decodeURIComponent(new URL(request.url, "http://x").pathname.replace(/^\/sub/, "")));
		if (file.endsWith("/")) file += "index.html";
		if (!file.startsWith(site) || !fs.existsSync(file)) { response.writeHead(404).end(); return; }
		response.writeHead(200, { "Content-Type": types[path.extname(file)] || "text/plain", "Content-Security-Policy": "default-src 'self'" });
		response.end(fs.readFileSync(file));
	});
	return new Promise(done => server.listen(0, "127.0.0.1", () => done(server)));
}

async function status(page, want) {
	await page.waitForFunction(w => new RegExp(w).test(document.getElementById("search-status").textContent), want, { timeout: 20000 });
	return page.textContent("#search-status");
}

async function walk(browser, where, base) {
	const page = await browser.newPage(), wrong = [];
	page.on("console", m => { if (m.type() === "error") wrong.push(m.text()); });
	page.on("pageerror", e => wrong.push(String(e)));
	await page.goto(base + "search/index.html");
	check(where + ": the form is there, the sentence about JavaScript is not", await page.isVisible("#q") && !(await page.isVisible("#search-plain")));
	await page.fill("#q", "inspections");
	await page.press("#q", "Enter");
	const said = await status(page, "result");
	check(where + ": the count is announced", /^(At least )?\d+ results?, \d+ shown\.$/.test(said), said);
	check(where + ": the address can be shared", /\?q=inspections/.test(page.url()), page.url());
	const marked = await page.$$eval(".found mark", all => all.map(e => e.textContent.toLowerCase()));
	check(where + ": other forms of the word are found and marked", marked.length > 0 && marked.some(w => w !== "inspections") && marked.every(w => /^inspect/.test(w)), marked);
	const shown = await page.locator(".found li").count();
	if (await page.isVisible("#found button")) {
		await page.focus("#found button");
		await page.keyboard.press("Enter");
		await page.waitForFunction(n => document.querySelectorAll(".found li").length > n, shown);
		check(where + ": more are shown and the first of them has the focus", await page.evaluate(n => document.activeElement === document.querySelectorAll(".found a")[n], shown));
	}
	await page.goto(page.url());
	await status(page, "result");
	check(where + ": the shared address finds the same", await page.locator(".found li").count() === shown);
	const link = page.locator(".found li:has(p mark) h3 a").first(), href = await link.getAttribute("href");
	await link.click();
	await page.waitForURL(/reports\//);
	check(where + ": a click leads to the place", await page.evaluate(() => !!document.getElementById(decodeURIComponent(location.hash.slice(1)))), href);
	await page.goBack();
	await status(page, "result");
	await page.focus("#q");
	await page.keyboard.press("Escape");
	check(where + ": Escape clears", await page.inputValue("#q") === "" && !(await page.isVisible("#found")));
	await page.goto(base + "search/index.html?q=" + encodeURIComponent("<img src=x onerror=alert(1)> zzyzzx"));
	await status(page, "found|result");
	check(where + ": markup in a question stays text", await page.locator("main img").count() === 0);
	check(where + ": nothing was refused or went wrong", !wrong.length, wrong);
	await page.close();
}

async function accessible(browser, base) {
	const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
	for (const scheme of ["light", "dark"]) {
		const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 320, height: 800 }, bypassCSP: true });
		const page = await context.newPage();
		await page.goto(base + "search/index.html?q=plan");
		await status(page, "result");
		await page.evaluate(axe);
		const found = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
		check(scheme + ", 320 px: axe finds nothing", !found.violations.length, found.violations.map(v => v.id + " " + v.nodes[0].html));
		check(scheme + ", 320 px: nothing scrolls sideways", await page.evaluate(() => document.documentElement.scrollWidth <= 320));
		await context.close();
	}
}

async function plain(browser, base) {
	const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
	await page.goto(base + "search/index.html");
	check("without JavaScript: the lists are there, and no form", await page.isVisible("#search-plain") && !(await page.isVisible("#search")) &&
		await page.locator("main a[href*='authorities/']").count() > 50);
	await context.close();
}

(async function () {
	const server = await serve(), port = server.address().port;
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"] });
	const file = url.pathToFileURL(site) + "/", net = "http://127.0.0.1:" + port + "/sub/";
	try {
		await walk(browser, "file", file);
		await walk(browser, "http", net);
		await accessible(browser, net);
		await plain(browser, file);
	} catch (error) {
		check("the walk ends", false, String(error));
	}
	await browser.close();
	server.close();
	console.log(passed + " passed, " + failed + " failed, 0 skipped");
	process.exitCode = failed ? 1 : 0;
})();
