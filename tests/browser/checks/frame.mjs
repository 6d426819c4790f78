// What every page says about itself: a title that makes sense in a tab, where one is, the date of the data, how to report
// an error, that it is not official; and how much it weighs.
import { gzipSync } from "node:zlib";
import path from "node:path";

const text = (html) => html.replace(/<[^>]*>/g, "").replace(/&amp;/g, "&").replace(/&#39;|&rsquo;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").trim();
const match = (html, pattern) => text(html.match(pattern)?.[1] ?? "");

export function titles(site, name) {
	const findings = [];
	const seen = new Map();
	for (const page of site.pages) {
		const html = site.read(page);
		const title = match(html, /<title>([^<]*)<\/title>/);
		if (seen.has(title)) findings.push(`${page} and ${seen.get(title)} are both called "${title}"`);
		seen.set(title, page);
		if ((html.match(/<h1[ >]/g) ?? []).length !== 1) findings.push(`${page} has not one h1`);
		if (!match(html, /<h1[^>]*>(.*?)<\/h1>/s)) findings.push(`${page} has an empty h1`);
		if (!/<html[^>]* lang="[a-z]/.test(html)) findings.push(`${page} does not say its language`);
		if (page === "404.html") continue;
		/* What is particular comes first, for a tab shows the first words only. */
		if (page !== "index.html" && (!title.endsWith(name) || title.startsWith(name) || title.length < name.length + 6)) findings.push(`${page}: the title "${title}" says little in a tab`);
	}
	return findings;
}

// contact: an e-mail address; version: of the program.
export function frames(site, base_url, contact) {
	const findings = [];
	for (const page of site.pages.filter((file) => file !== "404.html")) {
		const html = site.read(page);
		const say = (what) => findings.push(`${page}: ${what}`);
		const canonical = html.match(/<link rel="canonical" href="([^"]*)"/)?.[1];
		if (canonical !== base_url + page.replace(/index\.html$/, "")) say(`its canonical address is ${canonical}`);
		if (page !== "index.html") {
			const crumbs = html.match(/<nav[^>]*aria-label="You are here".*?<\/nav>/s)?.[0] ?? "";
			const links = [...crumbs.matchAll(/<a href="([^"]*)"/g)].map((m) => path.normalize(path.join(path.dirname(page), m[1])));
			if (links[0] !== "index.html") say("the breadcrumbs do not begin at the home page");
			if (!/aria-current="page"/.test(crumbs)) say("the breadcrumbs do not end here");
		}
		if (!/Data as of <time|Data as of \d/.test(html)) say("does not give the date of its data");
		if (!/Unofficial/i.test(html)) say("does not say that it is unofficial");
		const href = html.match(/href="(mailto:[^"]*)"[^>]*>Report an error/)?.[1];
		if (!href) { say("has no link to report an error"); continue; }
		const mail = decodeURIComponent(href.replace(/&amp;/g, "&"));
		if (!mail.startsWith(`mailto:${contact}`)) say(`errors are reported to ${mail.slice(0, 60)}`);
		if (!mail.includes(canonical) || !/\d+\.\d+\.\d+/.test(mail)) say("the report of an error does not name the page and the version");
	}
	return findings;
}

const limit = 30 * 1024, sheet = 20 * 1024;

// HTML, style sheet and scripts together, gzipped. Of a report's page what stands in the text's block does not count.
export async function weights(site, page) {
	const findings = [];
	const zipped = new Map();
	const size = (file) => zipped.get(file) ?? zipped.set(file, gzipSync(site.read(file), { level: 9 }).length).get(file);
	for (const file of site.pages) {
		let html = site.read(file);
		const assets = [...html.matchAll(/<(?:script src|link rel="stylesheet" href)="([^"]*)"/g)].map((m) => m[1].startsWith("/") ? m[1].slice(1) : path.normalize(path.join(path.dirname(file), m[1])));
		if (assets.length === 0) findings.push(`${file} has no style sheet`);
		let weight = gzipSync(html, { level: 9 }).length + assets.reduce((sum, asset) => sum + size(asset), 0);
		if (weight > limit && file.startsWith("reports/")) {
			html = await page.evaluate((source) => {
				const doc = new DOMParser().parseFromString(source, "text/html");
				doc.querySelectorAll(".body").forEach((e) => e.remove());
				return doc.documentElement.outerHTML;
			}, html);
			weight = gzipSync(html, { level: 9 }).length + assets.reduce((sum, asset) => sum + size(asset), 0);
		}
		if (weight > limit) findings.push(`${file} weighs ${(weight / 1024).toFixed(1)} KB gzipped`);
	}
	for (const file of site.files.filter((name) => name.endsWith(".css")))
		if (site.read(file).length >= sheet) findings.push(`${file} has ${(site.read(file).length / 1024).toFixed(1)} KB`);
	return findings;
}
