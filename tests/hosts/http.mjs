// Asks a host for every file of a site and compares status, type, length and headers with what the site's own _headers say.
// node http.mjs BASE TREE: BASE is http://127.0.0.1:8080/ or .../sub/, TREE the folder that was built.
// One line a check, "ok: " or "not ok: "; exit status 1 when one failed.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const [base, tree] = process.argv.slice(2);
const prefix = new URL(base).pathname;
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
let failed = 0;

function check(name, problems) {
	for (const p of problems.slice(0, 10)) console.log(`  ${p}`);
	console.log(`${problems.length ? "not ok" : "ok"}: ${prefix}: ${name}`);
	if (problems.length) failed++;
}

function ask(url, method = "GET", headers = {}) {
	return new Promise((resolve, reject) => {
		const request = http.request(new URL(url, base), { method, headers, agent }, (answer) => {
			const parts = [];
			answer.on("data", (d) => parts.push(d));
			answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
		});
		request.on("error", reject);
		request.end();
	});
}

// _headers as Netlify and Cloudflare read them: "*" only at the end, ":name" is one part of a path.
function rules(text) {
	const list = [];
	for (const line of text.split("\n")) {
		if (line.startsWith("/")) {
			const re = line.trim().replace(/[.]/g, "\\.").replace(/:[a-z]+/g, "[^/]+").replace(/\*$/, ".*");
			list.push({ re: new RegExp(`^${re}$`), headers: [] });
		} else if (/^\s+\S/.test(line)) {
			const at = line.indexOf(":");
			list[list.length - 1].headers.push([line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]);
		}
	}
	return list;
}

const types = {
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
	".atom": "application/atom+xml; charset=utf-8", ".xml": /^(application|text)\/xml(; charset=utf-8)?$/,
	".txt": "text/plain; charset=utf-8",
};
const own_types = [".csv", ".atom"];           // those that _headers must give, because hosts know them badly
const known = rules(fs.readFileSync(path.join(tree, "_headers"), "utf8"));
// Also what a host sends though _headers do not say so.
const managed = [...new Set(["access-control-allow-origin", "cache-control", ...known.flatMap((r) => r.headers.map((h) => h[0]))])].filter((n) => n !== "content-type");

function wanted(file, problems) {
	const want = {};
	for (const rule of known)
		if (rule.re.test(`/${file}`))
			for (const [name, value] of rule.headers) {
				if (name in want) problems.push(`${file}: _headers gives ${name} twice`);
				want[name] = value;
			}
	return want;
}

function compare(file, answer, want, problems) {
	for (const name of managed) {
		// What _headers leave to the host's default, the other hosts say.
		const value = want[name] ?? (name === "cache-control" ? "public, max-age=0, must-revalidate" : undefined);
		if (answer.headers[name] !== value) problems.push(`${file}: ${name}: ${answer.headers[name]}, wanted ${value}`);
	}
}

const files = fs.readdirSync(tree, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
	.map((e) => path.relative(tree, path.join(e.parentPath ?? e.path, e.name)))
	.filter((f) => !/(^|\/)\./.test(f) && f !== "_headers").sort();
const bad = { status: [], type: [], bytes: [], headers: [], rules: [] };
for (const file of files) {
	const answer = await ask(file), type = types[path.extname(file)], said = answer.headers["content-type"] ?? "";
	const want = wanted(file, bad.rules);
	if (answer.status !== 200) bad.status.push(`${file}: ${answer.status}`);
	if (!type) bad.type.push(`${file}: no type is known for this ending`);
	else if (type instanceof RegExp ? !type.test(said) : type !== said.toLowerCase()) bad.type.push(`${file}: ${said}`);
	if (!answer.body.equals(fs.readFileSync(path.join(tree, file)))) bad.bytes.push(file);
	compare(file, answer, want, bad.headers);
	if (want["content-type"] ? want["content-type"] !== type : own_types.includes(path.extname(file)))
		bad.rules.push(`${file}: _headers say ${want["content-type"]}, wanted ${type}`);
}
check(`${files.length} files answer 200`, files.length > 100 ? bad.status : ["too few files to prove anything"]);
check("content types", bad.type);
check("the bytes that were built", bad.bytes);
check("headers as in _headers", bad.headers);
check("_headers: no header twice, a type for each CSV file and feed", bad.rules);

async function problems_of(url, status, test = () => undefined, method, headers) {
	const answer = await ask(url, method, headers), said = test(answer);
	return [...(answer.status === status ? [] : [`${url}: ${answer.status}, wanted ${status}`]), ...(said ? [`${url}: ${said}`] : [])];
}

const not_found = fs.readFileSync(path.join(tree, "404.html"));
const is_404 = (a) => {
	if (!a.body.equals(not_found)) return "not the 404 page";
	if (a.headers["content-type"].toLowerCase() !== "text/html; charset=utf-8") return a.headers["content-type"];
	const list = [];
	compare("404", a, wanted("404.html", list), list);
	return list.filter((p) => !p.includes("access-control"))[0];
};
check("a missing page is the 404 page, with status 404 and all headers", [
	...await problems_of("nothing-here/", 404, is_404), ...await problems_of("authorities/nobody/data.csv", 404, is_404),
	...await problems_of("assets/style.0000.css", 404, is_404)]);
// Below a prefix these may have the host's own page.
const refused = (a) => (a.body.length < 1000 || a.body.equals(not_found) ? undefined : "says something");
check("no listing, no dotfiles, no _headers", [
	...await problems_of("assets/", 404, is_404), ...await problems_of(".gradeline-manifest", 404, refused),
	...await problems_of("data/.hidden.csv", 404, refused), ...await problems_of("_headers", 404, refused)]);
const moved = (to) => (a) => (new URL(a.headers.location ?? "", "http://host/").pathname === to ? undefined : `to ${a.headers.location}`);
const redirect = (await ask("areas")).status;
check("/dir goes to /dir/ and keeps the prefix", [
	...await problems_of("areas", [301, 308].includes(redirect) ? redirect : 301, moved(`${prefix}areas/`)),
	...await problems_of("areas/", 200), ...await problems_of("", 200)]);
const csv = fs.readFileSync(path.join(tree, "data/judgements.csv"));
check("a range of a file", await problems_of("data/judgements.csv", 206, (a) =>
	(a.body.equals(csv.subarray(10, 20)) && a.headers["content-range"] === `bytes 10-19/${csv.length}` ? undefined : "wrong bytes"),
"GET", { Range: "bytes=10-19" }));
check("HEAD", await problems_of("data/judgements.csv", 200, (a) =>
	(a.body.length === 0 && Number(a.headers["content-length"]) === csv.length ? undefined : "not its length alone"), "HEAD"));
const tag = (await ask("index.html")).headers.etag;
check("an unchanged page costs a 304", await problems_of("index.html", 304, undefined, "GET", { "If-None-Match": tag ?? "none" }));
check("compressed when asked for", await problems_of("index.html", 200, (a) =>
	(a.headers["content-encoding"] === "gzip" && /accept-encoding/i.test(a.headers.vary ?? "") ? undefined : "not compressed"),
"GET", { "Accept-Encoding": "gzip" }));
check("nothing can be written", await problems_of("index.html", 405, undefined, "POST"));
agent.destroy();
process.exit(failed ? 1 : 0);
