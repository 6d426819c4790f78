// tests/bench: mustache.js (Debian: node-mustache) on the same templates and data.
// node mustache.js DIR: prints "mustache.js family nanoseconds"; with "compare" behind DIR, whether its pages are ours.
'use strict';
const fs = require('fs');
const path = require('path');

let mustache;
try {
	mustache = require('mustache');
} catch (e) {
	try {
		mustache = require('/usr/share/nodejs/mustache');
	} catch (e2) {
		console.log('skipped');
		process.exit(0);
	}
}

const dir = process.argv[2];
const read = (...parts) => fs.readFileSync(path.join(dir, ...parts), 'utf8');
const partials = {};
for (const file of fs.readdirSync(path.join(dir, 'templates', 'partials')))
	partials['partials/' + file.replace(/\.mustache$/, '')] = read('templates', 'partials', file);

// How its escapes are written: it also escapes / = and `, as hexadecimal references.
const same = (s) => s.replace(/&#x2F;/g, '/').replace(/&#x3D;/g, '=').replace(/&#x60;/g, '`');

function seconds() {
	return Number(process.hrtime.bigint()) / 1e9;
}

let sink = 0;

for (const family of ['report', 'authority']) {
	const template = read('templates', family + '.mustache');
	const view = JSON.parse(read(family + '.json'));
	const run = () => { sink += mustache.render(template, view, partials).length; };

	if (process.argv[3] === 'compare') {
		const out = mustache.render(template, view, partials);
		const how = out === read(family + '.html') ? 'the same bytes' :
			same(out) === read(family + '.html') ? 'the same bytes but for / = ` written as references' : 'OTHER BYTES';
		console.log(family + ': mustache.js ' + mustache.version + ': ' + how);
		fs.writeFileSync(path.join(dir, family + '.js.html'), same(out));
		continue;
	}
	for (let end = seconds() + 1; seconds() < end;)         // let the compiler see it
		run();
	let n = 0;
	for (let end = seconds() + 0.3; seconds() < end; n++)
		run();
	const start = seconds();
	for (let i = 0; i < n; i++)
		run();
	console.log(`mustache.js ${family} ${Math.round((seconds() - start) * 1e9 / n)}`);
}
