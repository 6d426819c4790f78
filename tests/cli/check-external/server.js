// Answers of every kind on 127.0.0.1; its port goes to standard output, each request to a file.
const http = require("http"), fs = require("fs");
const server = http.createServer((q, a) => {
	fs.appendFileSync("requests", `${q.method} ${q.url}\n`);
	const to = (url) => { a.writeHead(302, { Location: url }); a.end(); };
	if (q.url === "/good") a.end("good");
	else if (q.url === "/get-only") { a.statusCode = q.method === "HEAD" ? 405 : 200; a.end(); }
	else if (q.url === "/moved") to("/good");
	else if (q.url === "/round") to("/round");
	else if (q.url === "/file") to("file:///etc/hostname");
	else if (q.url === "/busy") { a.statusCode = 429; a.end(); }
	else { a.statusCode = 404; a.end(); }
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
