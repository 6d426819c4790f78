// The built site: its files, its page families, and a server for it. A family is what an address says without its ids, so
// that a new kind of page is tested without being listed anywhere.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
	".png": "image/png", ".atom": "application/atom+xml", ".xml": "application/xml", ".json": "application/json",
	".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8" };

// "reports/stockport/2012-02-17/index.html" is of family "reports/*"; "reports/index.html" of "reports"; "index.html" of "home".
export function family_of(file) {
	const parts = file.replace(/(^|\/)index\.html$/, "").split("/").filter(Boolean);
	if (parts.length === 0) return "home";
	return parts.length === 1 ? parts[0].replace(/\.html$/, "") : `${parts[0]}/*`;
}

export class Site {
	constructor(dir) {
		this.dir = dir;
		this.files = fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
			.map((entry) => path.relative(dir, path.join(entry.parentPath ?? entry.path, entry.name))).sort();
		this.pages = this.files.filter((file) => file.endsWith(".html"));
		this.families = new Map();
		for (const page of this.pages) {
			const family = family_of(page);
			this.families.set(family, [...(this.families.get(family) ?? []), page]);
		}
	}

	read(file) {
		return fs.readFileSync(path.join(this.dir, file), "utf8");
	}

	// The fullest page of each family, and the emptiest where it has several: { family, file, which }.
	samples() {
		const size = (file) => fs.statSync(path.join(this.dir, file)).size;
		return [...this.families].flatMap(([family, files]) => {
			const order = [...files].sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
			const fullest = { family, file: order[0], which: "fullest" };
			return files.length === 1 ? [fullest] : [fullest, { family, file: order.at(-1), which: "emptiest" }];
		});
	}

	// Serves the site at an address of this machine only; resolves to "http://127.0.0.1:PORT/".
	serve() {
		const server = http.createServer((request, response) => {
			let file = decodeURIComponent(new URL(request.url, "http://site").pathname).slice(1);
			if (file === "" || file.endsWith("/")) file += "index.html";
			const found = this.files.includes(file);
			response.writeHead(found ? 200 : 404, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
			response.end(found ? fs.readFileSync(path.join(this.dir, file)) : "");
		});
		return new Promise((resolve) => server.listen(0, "127.0.0.1", () => {
			this.origin = `http://127.0.0.1:${server.address().port}/`;
			this.close = () => server.close();
			resolve(this.origin);
		}));
	}
}
