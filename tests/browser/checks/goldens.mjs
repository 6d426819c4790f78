// Pictures of every page family, compared with those in goldens/: half size, the first 2000 pixels, 96 colours. Another
// machine's fonts make other lines, so the widths of some words are kept with the pictures; where they differ nothing is said.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const dir = path.join(import.meta.dirname, "..", "goldens");
const crop = 2000;
// Of the pixels of a picture, how many may differ.
const tolerance = 0.004;

export const pictured = ["light", "dark", "320", "print"];

// The widths of a sentence in the site's two families: { serif, sans }.
export async function probe(page) {
	return page.evaluate(() => {
		const widths = {};
		for (const kind of ["serif", "sans"]) {
			const span = document.createElement("span");
			span.textContent = "Requires improvement to be good, 0123456789";
			span.style.cssText = `position: absolute; white-space: nowrap; font: 100px var(--${kind})`;
			document.body.append(span);
			widths[kind] = Math.round(span.getBoundingClientRect().width);
			span.remove();
		}
		return widths;
	});
}

const file_of = (family, mode) => path.join(dir, `${family.replace("/*", "-one")}.${mode}.png`);

// Up to 96 colours, each the commonest of those near it, so that greys of letters' edges leave room for what is coloured; and,
// for every pixel, the place of the nearest.
function palette(image) {
	const count = new Map();
	const key = (i) => image.data[i] << 16 | image.data[i + 1] << 8 | image.data[i + 2];
	for (let i = 0; i < image.data.length; i += 4) count.set(key(i), (count.get(key(i)) ?? 0) + 1);
	const near = new Map();
	for (const [colour, n] of [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
		const group = near.get(colour & 0xf0f0f0) ?? { colour, n: 0 };
		near.set(colour & 0xf0f0f0, { colour: group.colour, n: group.n + n });
	}
	const colours = [...near.values()].sort((a, b) => b.n - a.n || a.colour - b.colour).slice(0, 96).map(({ colour }) => colour);
	const nearest = new Map();
	const distance = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + ((a >> 8 & 255) - (b >> 8 & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
	for (const colour of count.keys()) {
		let best = 0;
		for (let i = 1; i < colours.length; i++) if (distance(colour, colours[i]) < distance(colour, colours[best])) best = i;
		nearest.set(colour, best);
	}
	return { colours, place: (i) => nearest.get(key(i)) };
}

// A PNG with a palette: a third of the bytes that pngjs would write.
function write(image) {
	const { colours, place } = palette(image);
	const rows = Buffer.alloc(image.height * (image.width + 1));
	for (let y = 0; y < image.height; y++)
		for (let x = 0; x < image.width; x++) rows[y * (image.width + 1) + 1 + x] = place((y * image.width + x) * 4);
	const chunk = (type, data) => {
		const body = Buffer.concat([Buffer.from(type), data]);
		const out = Buffer.alloc(body.length + 8);
		out.writeUInt32BE(data.length);
		body.copy(out, 4);
		out.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body), body.length + 4);
		return out;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(image.width, 0);
	head.writeUInt32BE(image.height, 4);
	head.set([8, 3, 0, 0, 0], 8);
	return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head),
		chunk("PLTE", Buffer.from(colours.flatMap((c) => [c >> 16, c >> 8 & 255, c & 255]))),
		chunk("IDAT", zlib.deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function crc32(bytes) {
	let crc = -1;
	for (const byte of bytes) {
		crc ^= byte;
		for (let i = 0; i < 8; i++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return (crc ^ -1) >>> 0;
}

export async function picture(page) {
	const { width } = page.viewportSize();
	const height = await page.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
	/* One pixel of the picture is two of the page (the context's scale is a half). */
	return page.screenshot({ fullPage: true, animations: "disabled", caret: "hide", scale: "device", clip: { x: 0, y: 0, width, height: Math.min(height, crop) } });
}

export function fonts() {
	const file = path.join(dir, "fonts.json");
	return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

export function begin(widths, version) {
	fs.rmSync(dir, { recursive: true, force: true });
	fs.mkdirSync(dir);
	fs.writeFileSync(path.join(dir, "fonts.json"), `${JSON.stringify({ widths, chromium: version })}\n`);
}

export function update(family, mode, bytes) {
	fs.writeFileSync(file_of(family, mode), write(PNG.sync.read(bytes)));
}

// where: the folder that a differing picture is put into, beside what differs.
export function compare(family, mode, bytes, where) {
	const file = file_of(family, mode);
	if (!fs.existsSync(file)) return [`there is no ${path.basename(file)}: make golden-update`];
	const expected = PNG.sync.read(fs.readFileSync(file));
	const now = PNG.sync.read(write(PNG.sync.read(bytes)));
	const keep = (image) => {
		const name = path.join(where, path.basename(file));
		fs.mkdirSync(where, { recursive: true });
		fs.writeFileSync(name, image);
		return name;
	};
	if (expected.width !== now.width || expected.height !== now.height)
		return [`${path.basename(file)}: ${now.width}x${now.height}, was ${expected.width}x${expected.height}; see ${keep(bytes)}`];
	const difference = new PNG({ width: now.width, height: now.height });
	const pixels = pixelmatch(expected.data, now.data, difference.data, now.width, now.height, { threshold: 0.2 });
	if (pixels <= tolerance * now.width * now.height) return [];
	return [`${path.basename(file)}: ${(100 * pixels / now.width / now.height).toFixed(2)}% differs; see ${keep(PNG.sync.write(difference))}`];
}

// The same picture with a grey square of 60 by 60 pixels in it: as much as a missing icon or line.
export function spotted(bytes) {
	const image = PNG.sync.read(bytes);
	for (let y = 100; y < 160; y++) image.data.fill(128, (y * image.width + 100) * 4, (y * image.width + 160) * 4);
	return PNG.sync.write(image);
}

export function stale(names) {
	const wanted = new Set(names.flatMap((family) => pictured.map((mode) => path.basename(file_of(family, mode)))));
	return fs.existsSync(dir) ? fs.readdirSync(dir).filter((file) => file.endsWith(".png") && !wanted.has(file)).map((file) => `${file} is of no page family`) : [];
}
