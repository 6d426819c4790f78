// One Chromium for every check; no request leaves this machine.
import fs from "node:fs";
import { chromium } from "playwright-core";

export const executable = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));

export function launch() {
	return chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--font-render-hinting=none",
		"--disable-lcd-text", "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] });
}

// The ways in which every page is looked at. Print is A4's width inside its margins at 96 pixels to the inch.
export const modes = [
	{ name: "light", width: 1280, height: 900, media: "screen", scheme: "light" },
	{ name: "dark", width: 1280, height: 900, media: "screen", scheme: "dark" },
	{ name: "320", width: 320, height: 256, media: "screen", scheme: "light" },
	{ name: "print", width: 673, height: 900, media: "print", scheme: "light" },
	{ name: "1920", width: 1920, height: 1080, media: "screen", scheme: "light" },
];

export async function set_mode(page, mode) {
	await page.emulateMedia({ media: mode.media, colorScheme: mode.scheme, reducedMotion: "reduce" });
	await page.setViewportSize({ width: mode.width, height: mode.height });
}

// Whatever a page does that it should not: errors, and requests to others.
export function watch(page, origin, findings) {
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) findings.push(`console: ${message.text()}`);
	});
	page.on("pageerror", (error) => findings.push(`error: ${error.message}`));
	page.on("requestfailed", (request) => findings.push(`failed: ${request.url()}`));
	page.on("request", (request) => {
		if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) findings.push(`asks another: ${request.url()}`);
	});
	page.on("response", (response) => {
		if (response.status() >= 400) findings.push(`${response.status()}: ${response.url()}`);
	});
}
