// A walk with the Tab key through a whole page, and what the keyboard does on the way.

// Notes each thing that gets the focus. Runs in the page.
function listen() {
	window.stops = [];
	const all = [...document.querySelectorAll("*")];
	const place = new Map(all.map((e, i) => [e, i]));
	window.place_of = (e) => place.get(e) ?? -1;
	document.addEventListener("focusin", (event) => {
		const e = event.target;
		const style = getComputedStyle(e), box = e.getBoundingClientRect();
		window.stops.push({ place: place.get(e) ?? -1, outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
			seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth });
	});
}

// What can be used: { place, name, box, inline }. Things in closed details are not there.
function usable() {
	const all = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex^='-'])";
	return [...document.querySelectorAll(all)].filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => {
		const box = e.getBoundingClientRect();
		const block = e.parentElement.closest("p, li, td, th, dd, dt, figcaption, summary, h1, h2, h3, h4, caption, blockquote, small");
		const around = block ? block.textContent.replace(e.textContent, "").trim() : "";
		return { place: window.place_of(e), name: `${e.tagName.toLowerCase()} "${(e.getAttribute("aria-label") ?? e.textContent).trim().slice(0, 40)}" ${e.getAttribute("href") ?? ""}`,
			x: box.x, y: box.y, width: box.width, height: box.height,
			inline: getComputedStyle(e).display === "inline" && /\p{L}{2}/u.test(around), scroll: e.scrollWidth > e.clientWidth && e.matches("[tabindex]") };
	});
}

// WCAG 2.5.8: 24 by 24 pixels, unless in a line of text, or with that much room to itself.
function small_targets(things) {
	const findings = [];
	const middle = (t) => ({ x: t.x + t.width / 2, y: t.y + t.height / 2 });
	const small = (t) => t.width < 23.5 || t.height < 23.5;
	for (const t of things.filter((e) => small(e) && !e.inline && e.width > 0)) {
		const m = middle(t);
		const near = things.find((o) => {
			if (o === t || o.scroll || o.width === 0) return false;
			const c = middle(o);
			if (small(o)) return Math.hypot(c.x - m.x, c.y - m.y) < 24;
			const dx = Math.max(o.x - m.x, 0, m.x - o.x - o.width), dy = Math.max(o.y - m.y, 0, m.y - o.y - o.height);
			return Math.hypot(dx, dy) < 12 && !(t.x >= o.x && t.x + t.width <= o.x + o.width && t.y >= o.y && t.y + t.height <= o.y + o.height && o.width > 200);
		});
		if (near) findings.push(`${t.name} is ${Math.round(t.width)} by ${Math.round(t.height)} px and near ${near.name}`);
	}
	return findings;
}

async function skip_link(page) {
	if (await page.evaluate(() => !!document.querySelector("base"))) return []; // "#main" would leave the page: 404 only
	await page.keyboard.press("Tab");
	const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
	if (!first?.startsWith("#")) return [`the first stop is ${first}, not a link within the page`];
	await page.keyboard.press("Enter");
	const there = await page.evaluate((id) => document.activeElement?.closest("main") !== null || document.querySelector(":target")?.id === id, first.slice(1));
	if (!there) return ["the skip link does not lead to the content"];
	await page.keyboard.press("Tab");
	return await page.evaluate(() => document.activeElement.closest("main, footer") ? [] : ["after the skip link Tab goes back before the content"]);
}

async function disclosures(page) {
	const findings = [];
	for (const summary of await page.locator("summary:visible").all()) {
		const open = () => summary.evaluate((e) => e.parentElement.open);
		const before = await open();
		await summary.focus();
		for (const key of ["Enter", "Space"]) {
			const was = await open();
			await page.keyboard.press(key);
			if (await open() === was) findings.push(`${key} does nothing on "${await summary.textContent()}"`);
		}
		if (await open() !== before) findings.push("a second key does not undo the first");
	}
	return findings;
}

async function filter(page) {
	const findings = [];
	for (const box of await page.locator("[data-filter]:visible").all()) {
		const list = await box.getAttribute("data-filter");
		const count = () => page.evaluate((id) => [...document.getElementById(id).querySelectorAll("li, tr, .pair")].filter((e) => !e.hidden && !e.parentElement.hidden).length, list);
		const all = await count();
		await box.locator("input").focus();
		await page.keyboard.type("kestrel");
		const some = await count();
		if (!(some > 0 && some < all)) findings.push(`"kestrel" leaves ${some} of ${all}`);
		if (!(await box.locator("[role=status]").textContent()).trim()) findings.push("the number that is shown is not said");
		await page.keyboard.press("Control+A");
		await page.keyboard.press("Delete");
		if (await count() !== all) findings.push("an emptied filter does not show everything again");
	}
	return findings;
}

// Expects a page that was just loaded.
export async function keyboard(page) {
	await page.evaluate(() => document.querySelectorAll("details").forEach((e) => { e.open = true; }));
	await page.evaluate(listen);
	const things = await page.evaluate(usable);
	const findings = small_targets(things);
	/* A key at a time would wait for a frame each. */
	for (let i = 0; i < things.length + 1; i += 25)
		await Promise.all(Array.from({ length: Math.min(25, things.length + 1 - i) }, () => page.keyboard.press("Tab")));
	const stops = await page.evaluate(() => window.stops);
	const name = new Map(things.map((t) => [t.place, t.name]));
	let last = -1;
	const seen = new Set();
	for (const stop of stops) {
		if (seen.has(stop.place)) break; // begun again: no trap
		if (stop.place < last) findings.push(`${name.get(stop.place) ?? stop.place} comes after what stands behind it`);
		if (stop.outline < 2) findings.push(`${name.get(stop.place) ?? stop.place} shows no focus`);
		if (!stop.seen) findings.push(`${name.get(stop.place) ?? stop.place} has the focus out of sight`);
		last = stop.place;
		seen.add(stop.place);
	}
	for (const t of things) if (!seen.has(t.place)) findings.push(`${t.name} is not reached`);
	findings.push(...await page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX) &&
		e.scrollWidth > e.clientWidth + 1 && e.checkVisibility() && !e.matches("[tabindex], input, textarea") && !e.querySelector("a[href], button, input"))
		.map((e) => `a scroll box that the keyboard does not reach: ${e.outerHTML.slice(0, 80)}`)));
	await page.reload();
	findings.push(...await skip_link(page), ...await filter(page), ...await disclosures(page));
	return findings;
}
