/* The site's own search script over its own index, without a browser: node index.js SITE.
   A document of a few lines stands in for the page's; scripts are loaded from the site's folder as a browser would.
   Every paragraph is looked for by words that stand in few others, and must be among what is found. */
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const site = path.resolve(process.argv[2]);
const asset = fs.readdirSync(path.join(site, "assets")).find(f => /^search\.[0-9a-f]+\.js$/.test(f));
let passed = 0, failed = 0;
function check(name, good, detail) {
	console.log((good ? "ok: " : "not ok: ") + name + (good || !detail ? "" : "\n" + detail));
	if (good) passed++; else failed++;
}

/* ---- as much of a document as the script uses ---- */
function node(name) {
	const e = { name, children: [], listeners: {}, hidden: true, dataset: {}, elements: {}, value: "", focus() {} };
	e.append = (...parts) => parts.forEach(p => {
		e.children.push(p);
		if (p.name === "script") run(p);
	});
	e.addEventListener = (what, f) => { e.listeners[what] = f; };
	e.querySelector = what => e.elements[what];
	Object.defineProperty(e, "textContent", {
		get: () => e.children.map(c => typeof c === "string" ? c : c.textContent).join(""),
		set: text => { e.children = text === "" ? [] : [text]; },
	});
	return e;
}
const loaded = [];
function run(script) {
	const file = path.join(site, "search", script.src.replace(/\?.*/, ""));
	loaded.push(file);
	if (!fs.existsSync(file)) return Promise.resolve().then(script.onerror);
	vm.runInContext(fs.readFileSync(file, "utf8"), context, { filename: file });
	Promise.resolve().then(script.onload);
}
const ids = { search: node("form"), found: node("div"), "search-status": node("p"), "search-plain": node("p") };
ids.search.dataset.root = "../";
ids.search.elements = { q: node("input"), in: node("select") };
ids.found.elements = { ol: node("ol"), button: node("button") };
const context = vm.createContext({ URLSearchParams, FormData: class {}, console, location: { search: "" }, history: { pushState() {} },
	document: { getElementById: id => ids[id], createElement: node, head: node("head") } });
context.window = context;
context.addEventListener = () => {};
vm.runInContext(fs.readFileSync(path.join(site, "assets", asset), "utf8"), context);

/* All results: what the button brings, too. */
async function look(words, authority) {
	ids.search.elements.q.value = words;
	ids.search.elements.in.value = authority || "";
	ids.search.listeners.submit({ preventDefault() {} });
	const list = ids.found.elements.ol, status = ids["search-status"], button = ids.found.elements.button;
	const wait = async before => {
		for (let i = 0; i < 500 && status.textContent === before; i++) await new Promise(done => setImmediate(done));
	};
	await wait("Searching.");
	for (let i = 0; i < 200 && !button.hidden; i++) {
		const before = status.textContent;
		button.listeners.click();
		await wait(before);
	}
	return list.children.map(li => ({ href: li.children[0].children[0].href, text: li.children[1].textContent,
		marked: li.children[1].children.filter(c => c.name === "mark").map(c => c.textContent) }));
}

/* ---- what is in the texts, counted here ---- */
function wordsOf(text) {
	return text.normalize("NFKD").toLowerCase().replace(/[\p{M}\u00ad'"`\u2018-\u201f]/gu, "").split(/[^\p{L}\p{Nd}\p{Nl}]+/u).filter(Boolean);
}
function texts(dir, into) {
	for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
		const file = path.join(dir, entry.name);
		if (entry.isDirectory()) { texts(file, into); continue; }
		vm.runInNewContext(fs.readFileSync(file, "utf8"), { gradeline_search: (name, version, data) => {
			const url = "../" + name.slice(5) + "/index.html#";
			for (let i = 0; i < data.length; i += 2) into.push({ href: url + data[i], words: new Set(wordsOf(data[i + 1])), text: data[i + 1] });
		} });
	}
	return into;
}

(async function () {
	const units = texts(path.join(site, "search", "text"), []), count = new Map();
	for (const u of units) for (const w of u.words) count.set(w, (count.get(w) || 0) + 1);
	const missed = [], sought = new Map();
	for (const u of units) {
		const rare = [...u.words].filter(w => w.length <= 64).sort((a, b) => count.get(a) - count.get(b) || (a < b ? -1 : 1)).slice(0, 2);
		if (!rare.length) continue;
		const q = rare.join(" ");
		if (!sought.has(q)) sought.set(q, await look(q));
		if (!sought.get(q).some(r => r.href === u.href) && !sought.get(q).some(r => !r.href.includes("#") && u.href.startsWith(r.href + "#")))
			missed.push(q + ": " + u.href);
	}
	check("each of " + units.length + " units is found by its two rarest words", units.length > 100 && !missed.length, missed.slice(0, 10).join("\n"));
	const ids_ = new Map();
	const broken = [...sought.values()].flat().filter(r => {
		const [file, id] = r.href.replace("../", "").split("#");
		if (!ids_.has(file)) ids_.set(file, fs.existsSync(path.join(site, file)) ? fs.readFileSync(path.join(site, file), "utf8") : "");
		return !ids_.get(file) || (id && !ids_.get(file).includes('id="' + id + '"'));
	}).map(r => r.href);
	check("each result leads to a place that is there", !broken.length, [...new Set(broken)].slice(0, 10).join("\n"));
	const bare = [...sought].flatMap(([q, found]) => found.filter(r => r.href.includes("#") && !r.marked.length).map(r => q + ": " + r.href + " " + r.text));
	const some = bare.filter(b => !/^[^:]*\b\d+\b/.test(b));
	check("each result shows a word that was looked for", some.length <= sought.size / 50, some.slice(0, 10).join("\n"));

	const inspections = await look("inspections"), inspected = await look("inspected");
	check("'inspections' finds what 'inspected' finds", inspections.length > 3 && inspections.length === inspected.length);
	check("accents, quotes and case make no difference", (await look("INSPÉCTED")).length === inspected.length && (await look("\u201cinspected\u201d")).length === inspected.length);
	const start = await look("stockp");
	check("the beginning of a name finds the authority first", start.length > 0 && start[0].href === "../authorities/stockport/index.html", JSON.stringify(start[0]));
	const wide = await look("plans"), narrowed = await look("plan", "stockport");
	check("a filter leaves one authority's reports", narrowed.length > 0 && narrowed.length < wide.length && narrowed.every(r => /stockport/.test(r.href)), JSON.stringify(narrowed.slice(0, 3)));
	check("words that stand nowhere find nothing", (await look("zzyzzx qwfp")).length === 0);
	const all = await look("stockport adoption"), one = await look("adoption");
	check("more words find less", all.length > 0 && all.length < one.length);
	const before = loaded.length;
	await look("inspections");
	check("what is loaded is not loaded again", loaded.length === before);
	const big = fs.readdirSync(path.join(site, "search", "1")).filter(f => fs.statSync(path.join(site, "search", "1", f)).size > 65536);
	check("no shard is over 64 KB", !big.length, big.join(" "));
	check("the script is under 10 KB and starts with a few KB", fs.statSync(path.join(site, "assets", asset)).size < 10000 &&
		fs.statSync(path.join(site, "search", "manifest.js")).size < 4096);
	console.log(passed + " passed, " + failed + " failed, 0 skipped");
	process.exitCode = failed ? 1 : 0;
})();
