/* The search page. The index comes as scripts, as file:// allows: a manifest, a shard for each word, then the texts
   of what is shown. Formats: docs/architecture.md. */
(function () {
"use strict";
const form = document.getElementById("search"), out = document.getElementById("found");
if (!form) return;
const root = form.dataset.root, input = form.elements.q, within = form.elements.in;
const list = out.querySelector("ol"), more = out.querySelector("button"), status = document.getElementById("search-status");
const PAGE = 10, MAX_WORDS = 8, CONTEXT = 110, LOOSE_SHARDS = 4;
const here = {}, loading = {};
let volumes, search, asked = 0;

/* ---- loading ---- */
window.gradeline_search = (name, version, data) => { here[name] = [version, data]; };
function load(name, version) {
	return loading[name] = loading[name] || new Promise((done, failed) => {
		const script = document.createElement("script");
		script.src = root + "search/" + name + ".js" + (version && "?" + version);
		script.onload = () => here[name] && here[name][0] === version ? done(here[name][1])
			: failed(new Error("The site has changed since this page was opened. Load the page again."));
		script.onerror = () => {
			delete loading[name];
			failed(new Error("A part of the index could not be loaded. Try again."));
		};
		document.head.append(script);
	});
}

/* ---- words, folded as in the index ---- */
function wordsOf(text) {
	return text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\u00df/g, "ss")
		.replace(/[\p{M}\p{Default_Ignorable_Code_Point}'"`\u00b4\u02bc\u2018-\u201f]/gu, "").replace(/&/g, " and ")
		.split(/[^\p{L}\p{Nd}\p{Nl}]+/u).filter(Boolean);
}
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function unpack(text) {
	const numbers = [];
	let at = 0, number = 0, shift = 0;
	for (const digit of text) {
		const v = DIGITS.indexOf(digit);
		number += (v & 31) << shift;
		shift += 5;
		if (v >= 32) continue;
		numbers.push(at += number);
		number = shift = 0;
	}
	return numbers;
}

/* ---- shards ---- */
function shardAt(volume, word) {
	let low = 0;
	while (volume.starts[low + 1] <= word) low++;
	return low;
}
async function shard(volume, number) {
	if (volume.shards[number]) return volume.shards[number];
	const forms = new Map();
	for (const line of (await load(volume.number + "/" + number, volume.version)).split("|")) {
		const end = line.search(/[:!~]/);
		const group = { forms: line.slice(0, end).split(" "), kind: line[end], rest: line.slice(end + 1) };
		group.forms.forEach(form => forms.set(form, group));
	}
	return volume.shards[number] = forms;
}
/* What stands in no report has no entry, so the same word is tried with other plain endings. */
async function entry(volume, word) {
	const bare = word.replace(/(..)(?:ing|ed|es|s)$/, "$1"), others = ["", "e", "s", "es", "ed", "ing"].map(end => bare + end);
	for (const w of [word, ...word.length > 3 && word[0] !== "=" ? others : []]) {
		const group = (await shard(volume, shardAt(volume, w))).get(w);
		if (group) return group;
	}
}
/* The word so; else, if loose, what begins like it; else, if looser, like all but its last letters. */
async function groupsOf(volume, word, loose) {
	const found = new Set();
	if (!volume.starts.length) return [];
	const exact = await entry(volume, word);
	if (exact) found.add(exact);
	for (let least = loose > 1 ? Math.max(4, word.length - 3) : word.length, w = word;
		loose && !found.size && word[0] !== "=" && w.length >= Math.max(least, 3); w = w.slice(0, -1)) {
		const from = shardAt(volume, w), last = Math.min(shardAt(volume, w + "\uffff"), from + LOOSE_SHARDS);
		for (let i = from; i <= last; i++)
			for (const [form, group] of await shard(volume, i)) if (form.startsWith(w)) found.add(group);
	}
	return Promise.all([...found].map(async g => g.kind === "~" ? (await shard(volume, shardAt(volume, g.rest))).get(g.rest) : g));
}

/* ---- one volume's results, best first ---- */
async function searchVolume(volume, words, loose) {
	const docs = await load(volume.number + "/docs", volume.version), forms = new Set();
	const each = await Promise.all(words.map(word => groupsOf(volume, word, loose || (volume.number ? 0 : 1))));
	let units = 1, all = 0, common = false;
	for (const doc of docs) {
		doc.base = units;
		units += 1 + (doc[3] || 0);
	}
	const has = new Uint16Array(units);
	each.forEach((groups, i) => {
		for (const group of groups) group.forms.forEach(form => forms.add(form));
		if (groups.some(group => group.kind === "!")) {
			common = true;
			return;
		}
		all |= 1 << i;
		for (const group of groups) for (const unit of unpack(group.rest)) has[unit] |= 1 << i;
	});
	return { results: all ? pick(docs, has, all, forms) : [], common };
}
/* A document whose name has all the words is one result; else each of its units that has what the name lacks. */
function pick(docs, has, all, forms) {
	const named = [], headed = [], said = [];
	for (const doc of docs.slice().reverse()) {
		const name = has[doc.base], headings = new Set(unpack(doc[5] || ""));
		if (name === all) named.push({ doc, forms, unit: 0 });
		else for (let unit = 1; unit <= doc[3]; unit++)
			if ((has[doc.base + unit] | name) === all) (headings.has(unit) ? headed : said).push({ doc, forms, unit });
	}
	return named.concat(headed, said);
}
/* Volumes are searched as far as results are wanted: names, then the newest reports, then older ones. */
function begin(words, loose) {
	return { words, loose, left: [volumes[0], ...volumes.slice(1).reverse()], found: [], shown: 0, common: false };
}
async function gather(s, want) {
	while (s.found.length < want && s.left.length) {
		const r = await searchVolume(s.left[0], s.words, s.loose);
		s.left.shift();
		s.common = s.common || r.common;
		s.found.push(...r.results);
	}
}

/* ---- showing ---- */
function element(name, text, parent) {
	const e = document.createElement(name);
	e.textContent = text;
	parent.append(e);
	return e;
}
/* The stretch of text with the most of the words, each marked. */
function context(text, forms, into) {
	const hits = [...text.matchAll(/[\p{L}\p{N}\p{M}'\u2019]+/gu)].filter(m => wordsOf(m[0]).some(w => forms.has(w)));
	let first = 0, most = 0;
	for (const { index } of hits) {
		const near = hits.filter(m => m.index >= index && m.index < index + 2 * CONTEXT);
		const words = new Set(near.map(m => wordsOf(m[0])[0])).size;
		if (words > most) [first, most] = [index, words];
	}
	const stop = text.indexOf(" ", first + 2 * CONTEXT);
	const end = stop < 0 ? text.length : stop;
	let from = first > CONTEXT ? text.lastIndexOf(" ", first - CONTEXT) + 1 : 0;
	into.append(from ? "\u2026 " : "");
	for (const hit of hits) {
		if (hit.index < from || hit.index >= end) continue;
		into.append(text.slice(from, hit.index));
		element("mark", hit[0], into);
		from = hit.index + hit[0].length;
	}
	into.append(text.slice(from, end) + (end < text.length ? " \u2026" : ""));
}
function showOne({ doc, unit, forms }, text) {
	const item = element("li", "", list), link = element("a", doc[1], element("h3", "", item));
	const anchor = unit ? text[2 * unit - 2] : "", number = /^p(\d+)$/.exec(anchor);
	link.href = root + doc[0] + (/(^|\/)$/.test(doc[0]) ? "index.html" : "") + (anchor && "#" + anchor);
	if (number) link.append(", paragraph " + number[1]);
	if (unit) context(text[2 * unit - 1], forms, element("p", "", item));
	else element("p", doc[2], item).className = "small soft";
	return link;
}
function say(s) {
	const n = s.found.length;
	let text = (s.left.length ? "At least " : "") + n + (n === 1 ? " result, " : " results, ") + s.shown + " shown.";
	if (!n) text = s.common ? "These words stand in too many paragraphs to find one. Add another word." : "Nothing was found.";
	else if (s.loose) text = "Nothing has exactly these words; this is what begins alike. " + text;
	status.textContent = text;
	more.hidden = s.shown >= n && !s.left.length;
}
/* Does what takes time for one question; what comes too late, after another was asked, is dropped. */
async function answer(s, focus) {
	const turn = ++asked;
	more.hidden = true;
	try {
		volumes = volumes || (await load("manifest", "")).map(([version, starts], number) =>
			({ number, version, starts: starts ? starts.split(" ") : [], shards: [] }));
		for (const loose of s.left ? [s.loose] : [0, 2]) {
			if (!s.left || loose && !s.found.length && !s.common) s = begin(s.words, loose);
			await gather(s, s.shown + PAGE);
		}
		const next = s.found.slice(s.shown, s.shown + PAGE);
		const texts = await Promise.all(next.map(r => r.unit && load("text/" + r.doc[0].replace(/\/$/, ""), r.doc[4])));
		if (turn !== asked) return;
		search = s;
		s.shown += next.length;
		const links = next.map((r, i) => showOne(r, texts[i]));
		say(s);
		if (focus && links.length) links[0].focus();
	} catch (error) {
		if (turn === asked) status.textContent = error.message;
	}
}
function run() {
	const words = [...new Set(wordsOf(input.value))].slice(0, MAX_WORDS);
	list.textContent = "";
	out.hidden = !words.length;
	status.textContent = words.length ? "Searching." : "";
	if (!words.length) asked++;
	else answer({ words: within.value ? [...words, "=" + within.value] : words });
}

/* ---- the form ---- */
function fromAddress() {
	const q = new URLSearchParams(location.search);
	input.value = q.get("q") || "";
	within.value = q.get("in") || "";
	if (within.selectedIndex < 0) within.value = "";
	run();
}
form.addEventListener("submit", event => {
	const q = new URLSearchParams(new FormData(form));
	event.preventDefault();
	try { history.pushState(null, "", "?" + q); } catch (refused) { /* found all the same, without an address */ }
	run();
});
form.addEventListener("keydown", event => {
	if (event.key !== "Escape") return;
	input.value = "";
	run();
	input.focus();
});
more.addEventListener("click", () => answer(search, true));
window.addEventListener("popstate", fromAddress);
document.getElementById("search-plain").hidden = true;
form.hidden = false;
fromAddress();
})();
