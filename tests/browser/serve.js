// `gradeline serve` in a real browser: an edit shows by itself, an error is shown on the page, its mending too.
// Needs GRADELINE, node with playwright-core, and Chromium; without the last two it is skipped. `--times N SITE` measures
// instead: milliseconds from saving site.yaml of SITE to the browser showing it, N times.
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const gradeline = process.env.GRADELINE || path.join(root, "build/gradeline");
const chromium = process.env.CHROMIUM || "/usr/bin/chromium";
const switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
let passed = 0, failed = 0;

function skip(why) {
	console.log(`skipped: serving in a browser: ${why}`);
	console.log("0 passed, 0 failed, 1 skipped");
	process.exit(0);
}

function check(name, good) {
	console.log(`${good ? "ok" : "not ok"}: ${name}`);
	if (good) passed++; else failed++;
}

// Starts a server; gives its address once it shows something.
function serve(site) {
	const child = spawn(gradeline, ["serve", "-C", site, "--port", "8490"], { stdio: ["ignore", "ignore", "pipe"] });
	let log = "";
	return new Promise((resolve, reject) => {
		child.stderr.on("data", (text) => {
			log += text;
			const at = /(http:\/\/127\.0\.0\.1:\d+\/)/.exec(log);
			if (at && / (built in|not built)/.test(log)) resolve({ child, address: at[1], log: () => log });
		});
		child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${log}`)));
	});
}

function ended(server) {
	return new Promise((resolve) => {
		server.child.removeAllListeners("exit");
		server.child.on("exit", resolve);
		server.child.kill("SIGTERM");
	});
}

function copySite(to) {
	fs.cpSync(path.join(root, "tests/cli/tiny"), to, { recursive: true });
	for (const part of ["templates", "static"]) fs.cpSync(path.join(root, part), path.join(to, part), { recursive: true });
}

// True when the page comes to be so, by itself, before ten seconds are over. A page that reloads is asked again.
async function becomes(page, test, argument) {
	const end = Date.now() + 10000;
	while (Date.now() < end) {
		try {
			if (await page.evaluate(test, argument)) return true;
		} catch (e) { /* between two pages */ }
		await new Promise((next) => setTimeout(next, 10));
	}
	return false;
}

const problem = () => { const p = document.querySelector(".gradeline-problem"); return p ? p.innerText : ""; };
const shows = (text) => document.body.innerText.includes(text);
const calm = () => !document.querySelector(".gradeline-problem");

async function work(page, site, server) {
	const about = path.join(site, "content/pages/about.md");
	const text = fs.readFileSync(about, "utf8");
	const faults = [];
	page.on("pageerror", (e) => faults.push(String(e)));
	page.on("request", (r) => { if (!r.url().startsWith(server.address)) faults.push(`fetches ${r.url()}`); });

	await page.setViewportSize({ width: 600, height: 300 });
	await page.goto(`${server.address}about/index.html`);
	const filler = "\n\nMany words.".repeat(60);
	fs.writeFileSync(about, `${text}${filler}\n\nFirst edit.\n`);
	check("an edit shows by itself", await becomes(page, shows, "First edit."));
	// A page that has just come back puts itself where it was: not before that is a reader's place its own.
	await becomes(page, () => document.readyState === "complete");
	await page.evaluate(() => new Promise((done) => setTimeout(done, 50)).then(() => window.scrollTo(0, 500)));
	fs.writeFileSync(about, `${text}${filler}\n\nSecond edit.\n`);
	check("so does the next", await becomes(page, shows, "Second edit."));
	check("the page stays where it was read", await becomes(page, () => Math.abs(window.scrollY - 500) < 2));

	fs.writeFileSync(about, text.replace(/^---\n/, "---\nstrange: <b>1</b>\n"));
	check("a broken page is said on the page", await becomes(page, () => !!document.querySelector(".gradeline-problem")));
	const said = await page.evaluate(problem);
	check("with file, line, column and the line itself", (/content\/pages\/about\.md:2:1: error: unknown key/.test(said) &&
		said.includes("strange: <b>1</b>")) || (console.log(said), false));
	check("above the last good site", await page.evaluate(shows, "Second edit."));
	const box = await page.locator(".gradeline-problem").boundingBox();
	check("in sight, though the page is scrolled", box && box.y >= 0 && box.y < 50 && box.height > 40);
	if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });

	fs.writeFileSync(about, `${text}${filler}\n\nMended.\n`);
	check("mended, it shows the page", await becomes(page, shows, "Mended.") && await becomes(page, calm));

	// As editors save: the old file goes aside, a new one comes in its place.
	fs.renameSync(about, `${about}~`);
	fs.writeFileSync(about, `${text}\n\nSaved by renaming.\n`);
	check("a file saved by renaming shows", await becomes(page, shows, "Saved by renaming."));

	const old = fs.readFileSync(path.join(site, "static/style.css"), "utf8");
	fs.writeFileSync(path.join(site, "static/style.css"), `${old}\nbody { letter-spacing: 3px; }\n`);
	check("so does a style sheet", await becomes(page, () => getComputedStyle(document.body).letterSpacing === "3px"));
	check("nothing but the site is fetched, and no script fails", faults.length === 0 || (console.log(faults.join("\n")), false));
}

async function lostAndFound(page, site, server) {
	check("SIGTERM ends the server with status 0", await ended(server) === 0);
	fs.writeFileSync(path.join(site, "site.yaml"),
		fs.readFileSync(path.join(site, "site.yaml"), "utf8").replace(/^title: .*/m, "title: While it was away"));
	const again = await serve(site);
	check("a page outlives its server and shows the next one's site", again.address === server.address &&
		await becomes(page, () => document.title.includes("While it was away")));
	check("that server ends, too", await ended(again) === 0);

	const yaml = path.join(site, "site.yaml"), good = fs.readFileSync(yaml, "utf8");
	fs.writeFileSync(yaml, `${good}strange: <i>1</i>\n`);
	const third = await serve(site);
	check("without any site its error is the page", await becomes(page, shows, "The site could not be built") &&
		await becomes(page, shows, "strange: <i>1</i>"));
	fs.writeFileSync(yaml, good);
	check("until it is mended", await becomes(page, () => document.title.includes("While it was away")));
	await ended(third);
}

async function scriptless(browser, site) {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	const server = await serve(site);
	await page.goto(server.address);
	check("without scripts the pages are there", await page.title() !== "" && await page.locator("h1").count() === 1);
	await context.close();
	await ended(server);
}

async function times(browser, count, site) {
	const page = await browser.newPage(), server = await serve(site), yaml = path.join(site, "site.yaml");
	const good = fs.readFileSync(yaml, "utf8"), taken = [];
	await page.goto(server.address);
	for (let i = 0; i < count; i++) {
		const title = `Measured ${i}`;
		await new Promise((next) => setTimeout(next, 1000 + Math.random() * 300));
		const start = Date.now();
		fs.writeFileSync(yaml, good.replace(/^title: .*/m, `title: ${title}`));
		await becomes(page, (t) => document.title.includes(t) && document.readyState === "complete", title);
		taken.push(Date.now() - start);
	}
	fs.writeFileSync(yaml, good);
	await ended(server);
	taken.sort((a, b) => a - b);
	console.log(`from saving to showing: median ${taken[count >> 1]} ms, most ${taken[count - 1]} ms, of ${count}`);
	console.log(server.log().split("\n").slice(-3).join("\n"));
}

(async () => {
	let playwright;
	try {
		playwright = require("playwright-core");
	} catch (e) {
		skip("there is no playwright-core; .ci/setup tests installs it");
	}
	if (!fs.existsSync(chromium)) skip(`there is no ${chromium}`);
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "gradeline-serve-")), site = path.join(dir, "site");
	const browser = await playwright.chromium.launch({ executablePath: chromium, args: switches });
	try {
		if (process.argv[2] === "--times") {
			await times(browser, Number(process.argv[3]), process.argv[4]);
			return;
		}
		copySite(site);
		const server = await serve(site), page = await browser.newPage();
		await work(page, site, server);
		await lostAndFound(page, site, server);
		await scriptless(browser, site);
	} catch (e) {
		console.log(e.stack);
		failed++;
	} finally {
		await browser.close();
		fs.rmSync(dir, { recursive: true });
	}
	console.log(`${passed} passed, ${failed} failed, 0 skipped`);
	process.exit(failed ? 1 : 0);
})();
