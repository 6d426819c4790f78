// The live site of the CI tests: serves the folder ROOT at /sub/ on a loopback port, which it prints. node server.mjs ROOT
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const root = process.argv[2];
http.createServer((request, answer) => {
	const at = new URL(request.url, "http://host/").pathname.replace(/^\/sub\//, "/").replace(/\/$/, "/index.html");
	const file = path.join(root, path.normalize(at));
	if (!fs.existsSync(file)) {
		answer.writeHead(404).end("nothing");
		return;
	}
	answer.writeHead(200).end(fs.readFileSync(file));
}).listen(0, "127.0.0.1", function () { console.log(this.address().port); });
