// What programs read, each with a validator that is not ours: JSON-LD (jsonld), feeds (xmllint, feedsmith), the sitemap
// (xmllint with the schema of npm's sitemap), the data package (ajv, tableschema). Nothing is fetched.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import Ajv from "ajv/dist/2020.js";
import { parseAtomFeed } from "feedsmith";
import jsonld from "jsonld";
import tableschema from "tableschema";

const here = path.join(import.meta.dirname, "..", "schemas");
const sitemap_xsd = path.join(path.dirname(createRequire(import.meta.url).resolve("sitemap")), "..", "..", "schema", "sitemap.xsd");

/* schema.org's context cannot be fetched here. This one knows the words that we use, as that one defines them; a word
   that is not here makes jsonld's safe mode fail. */
const schema = "http://schema.org/";
const link = (name) => ({ "@id": schema + name, "@type": "@id" });
const day = (name) => ({ "@id": schema + name, "@type": schema + "Date" });
const context = { "@vocab": null, type: "@type", id: "@id" };
for (const name of ["name", "alternateName", "description", "isAccessibleForFree", "temporalCoverage", "author", "about", "areaServed", "creator", "publisher",
	"distribution", "encodingFormat", "inLanguage", "keywords", "identifier", "isPartOf", "version", "itemListElement", "position", "item", "provider",
	"GovernmentOrganization", "AdministrativeArea", "Organization", "Report", "Dataset", "DataDownload", "WebSite", "WebPage", "BreadcrumbList", "ListItem", "ImageObject"]) context[name] = schema + name;
for (const name of ["url", "license", "contentUrl", "sameAs", "mainEntityOfPage", "image", "subjectOf"]) context[name] = link(name);
for (const name of ["datePublished", "dateModified", "dateCreated"]) context[name] = day(name);
const needed = { Dataset: ["name", "description", "license"], Report: ["name", "author", "about"], GovernmentOrganization: ["name"], Organization: ["name"],
	AdministrativeArea: ["name"], DataDownload: ["contentUrl", "encodingFormat"] };

async function loader(url) {
	if (!/^https?:\/\/schema\.org\/?$/.test(url)) throw new Error(`asks for ${url}`);
	return { contextUrl: null, documentUrl: url, document: { "@context": context } };
}

function walk(node, say) {
	for (const type of node["@type"] ?? []) {
		const name = type.replace(schema, "");
		for (const word of needed[name] ?? []) {
			const value = node[schema + word]?.[0];
			if (value === undefined || (value["@value"] ?? value["@id"] ?? "x") === "") say(`${name} has no ${word}`);
		}
	}
	for (const [word, values] of Object.entries(node)) {
		if (!Array.isArray(values)) continue;
		for (const value of values) {
			if (value?.["@id"] !== undefined && !URL.canParse(value["@id"])) say(`${word} is "${value["@id"]}", not a whole address`);
			if (typeof value === "object" && !value["@value"]) walk(value, say);
		}
	}
}

export async function json_ld(site) {
	const findings = [];
	let count = 0;
	for (const page of site.pages) {
		for (const [, source] of site.read(page).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
			count++;
			try {
				const nodes = await jsonld.expand(JSON.parse(source), { documentLoader: loader, safe: true });
				if (nodes.length === 0 || !nodes[0]["@type"]) findings.push(`${page}: says nothing`);
				for (const node of nodes) walk(node, (what) => findings.push(`${page}: ${what}`));
			} catch (error) {
				findings.push(`${page}: ${error.message} ${JSON.stringify(error.details?.event?.details ?? "").slice(0, 120)}`);
			}
		}
	}
	return count > 0 ? findings : ["no page has JSON-LD"];
}

function xmllint(args, files, dir) {
	const run = spawnSync("xmllint", ["--nonet", "--noout", ...args, ...files.map((file) => path.join(dir, file))], { encoding: "utf8" });
	return run.status === 0 ? [] : run.stderr.split("\n").filter((line) => line && !/ validates$/.test(line));
}

export function feeds(site, base_url) {
	const files = site.files.filter((file) => file.endsWith(".atom"));
	const findings = xmllint(["--relaxng", path.join(here, "atom.rng")], files, site.dir);
	const ids = new Map();
	for (const file of files) {
		const say = (what) => findings.push(`${file}: ${what}`);
		const feed = parseAtomFeed(site.read(file));
		const self = feed.links?.find((l) => l.rel === "self")?.href;
		if (self !== base_url + file) say(`calls itself ${self}`);
		if (ids.has(feed.id)) say(`has the id of ${ids.get(feed.id)}`);
		ids.set(feed.id, file);
		const entries = feed.entries ?? [];
		if (new Set(entries.map((e) => e.id)).size !== entries.length) say("two entries have one id");
		if (new Set(entries.map((e) => `${e.title} ${e.updated}`)).size !== entries.length) say("two entries cannot be told apart");
		const dates = entries.map((e) => e.updated);
		if (dates.some((date, i) => i > 0 && date > dates[i - 1])) say("the newest entry is not first");
		if (dates.some((date) => date > feed.updated)) say("an entry is newer than the feed");
		for (const entry of entries) {
			const target = entry.links[0].href;
			if (!target.startsWith(base_url) || !site.files.includes(`${target.slice(base_url.length).split("#")[0]}index.html`)) say(`leads to ${target}`);
		}
	}
	return files.length > 0 ? findings : ["there is no feed"];
}

export function sitemap(site, base_url) {
	const findings = xmllint(["--schema", sitemap_xsd], ["sitemap.xml"], site.dir);
	const listed = [...site.read("sitemap.xml").matchAll(/<loc>([^<]*)<\/loc>/g)].map((m) => m[1]);
	const pages = site.pages.filter((page) => page !== "404.html").map((page) => base_url + page.replace(/index\.html$/, ""));
	for (const page of pages) if (!listed.includes(page)) findings.push(`${page} is not in the sitemap`);
	for (const page of listed) if (!pages.includes(page)) findings.push(`${page} is in the sitemap but not in the site`);
	if (new Set(listed).size !== listed.length) findings.push("a page is listed twice");
	if (!site.read("robots.txt").includes(`Sitemap: ${base_url}sitemap.xml`)) findings.push("robots.txt does not name the sitemap");
	return findings;
}

// The descriptor by the Data Package standard's rules, each table by its schema, keys and references.
export async function data_package(site) {
	const dir = path.join(site.dir, "data");
	const descriptor = JSON.parse(site.read("data/datapackage.json"));
	const ajv = new Ajv({ allErrors: true, strict: false });
	const valid = ajv.compile(JSON.parse(fs.readFileSync(path.join(here, "datapackage.json"), "utf8")));
	const findings = valid(descriptor) ? [] : valid.errors.map((e) => `datapackage.json${e.instancePath}: ${e.message}`);
	const tables = new Map();
	for (const resource of descriptor.resources) {
		const say = (what) => findings.push(`${resource.path}: ${what}`);
		const file = path.join(dir, resource.path);
		if (!fs.existsSync(file)) { say("is not there"); continue; }
		if (resource.bytes !== undefined && fs.statSync(file).size !== resource.bytes) say(`has ${fs.statSync(file).size} bytes, not ${resource.bytes}`);
		if (resource.format !== "csv") continue;
		const plain = { ...resource.schema, foreignKeys: undefined };
		const known = await tableschema.Schema.load(JSON.parse(JSON.stringify(plain)));
		known.errors.forEach((error) => say(error.message));
		const table = await tableschema.Table.load(file, { schema: known.descriptor });
		const errors = [];
		const rows = await table.read({ keyed: true, forceCast: true });
		for (const row of rows) if (row instanceof Error) errors.push(`row ${row.rowNumber}: ${(row.errors ?? [row]).map((e) => e.message).join("; ")}`);
		errors.forEach(say);
		const fields = resource.schema.fields.map((f) => f.name);
		if (JSON.stringify(table.headers) !== JSON.stringify(fields)) say("its columns are not those of the schema");
		const good = rows.filter((row) => !(row instanceof Error));
		tables.set(resource.name, good);
		for (const field of resource.schema.fields.filter((f) => f.categories)) {
			const values = new Set(field.categories.map((c) => c.value ?? c));
			for (const row of good) if (row[field.name] !== null && !values.has(row[field.name])) say(`${field.name} "${row[field.name]}" is no category`);
		}
		const key = resource.schema.primaryKey ?? [];
		const keys = good.map((row) => JSON.stringify(key.map((name) => row[name])));
		if (key.length > 0 && new Set(keys).size !== keys.length) say(`the key ${key} is not unique`);
		for (const row of good) for (const [name, value] of Object.entries(row)) if (typeof value === "string" && /^[=+@\t\r]/.test(value)) say(`${name} begins like a formula: ${value}`);
	}
	for (const resource of descriptor.resources) {
		for (const { fields, reference } of resource.schema?.foreignKeys ?? []) {
			const held = new Set(tables.get(reference.resource)?.map((row) => JSON.stringify([reference.fields].flat().map((name) => row[name]))));
			for (const row of tables.get(resource.name) ?? [])
				if (!held.has(JSON.stringify([fields].flat().map((name) => row[name])))) findings.push(`${resource.path}: ${fields} ${row[[fields].flat()[0]]} is not in ${reference.resource}`);
		}
	}
	return findings;
}
