// What stands where: nothing sideways outside scroll boxes, nothing cut off, no label over another, grades told without colour.

// Findings about the page at its present width.
export function reflow(page) {
	return page.evaluate(() => {
		const findings = [];
		const width = document.documentElement.clientWidth;
		const name = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}${e.getAttribute("class") ? `.${e.getAttribute("class").split(" ").join(".")}` : ""} "${(e.textContent ?? "").trim().slice(0, 40)}"`;
		if (document.scrollingElement.scrollWidth > width) findings.push(`the page is ${document.scrollingElement.scrollWidth} px wide in ${width}`);
		const boxed = (e) => {
			for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
				if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return true;
			return false;
		};
		for (const e of document.body.querySelectorAll("*")) {
			if (!e.checkVisibility() || e.closest("svg") !== (e.tagName === "svg" ? e : null) || boxed(e)) continue;
			const box = e.getBoundingClientRect();
			if (box.width > 0 && box.right > width + 1 && box.left >= 0) findings.push(`${name(e)} ends at ${Math.round(box.right)} px`);
			const style = getComputedStyle(e);
			const cut = (over) => ["hidden", "clip"].includes(over);
			if ((cut(style.overflowX) && e.scrollWidth > e.clientWidth + 1 || cut(style.overflowY) && e.scrollHeight > e.clientHeight + 1) && e.clientWidth > 1)
				findings.push(`${name(e)} cuts off what is in it`);
		}
		return findings;
	});
}

// WCAG 1.4.12, as a reader's own stylesheet would set it.
export async function text_spacing(page) {
	const style = await page.addStyleTag({ content: `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
		p { margin-bottom: 2em !important; }` });
	const findings = [...await reflow(page), ...await labels(page, false)];
	await style.evaluate((e) => e.remove());
	return findings.map((text) => `with wide text: ${text}`);
}

// In a drawing no label lies over another and each mark that is a link has a name and a letter. strict: by a pixel.
export function labels(page, strict = true) {
	return page.evaluate((slack) => {
		const findings = [];
		for (const svg of document.querySelectorAll("svg")) {
			if (!svg.checkVisibility()) continue;
			const texts = [...svg.querySelectorAll("text")].filter((t) => t.textContent.trim() !== "" && t.checkVisibility()).map((t) => ({ t, box: t.getBoundingClientRect() }));
			texts.forEach((one, i) => texts.slice(i + 1).forEach((other) => {
				const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
				const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
				if (wide > slack && high > slack * 2) findings.push(`"${one.t.textContent}" and "${other.t.textContent}" overlap by ${Math.round(wide)} by ${Math.round(high)} px`);
			}));
			for (const link of svg.querySelectorAll("a")) {
				if (!link.textContent.trim() && !link.getAttribute("aria-label")) findings.push(`a link without a name: ${link.outerHTML.slice(0, 80)}`);
				if (link.querySelector("path") && !link.querySelector("text")?.textContent.trim()) findings.push(`a mark without a letter: ${link.textContent.slice(0, 60)}`);
			}
		}
		return findings;
	}, strict ? 2 : 4);
}

// Without colour a grade is still a word, and a letter that the style sheet draws.
export function grades(page) {
	return page.evaluate(() => [...document.querySelectorAll(".grade")].filter((e) => e.checkVisibility()).flatMap((e) => {
		const drawn = getComputedStyle(e, "::after").content;
		const letter = e.getAttribute("data-letter");
		const findings = [];
		if (!e.textContent.trim()) findings.push(`a grade without its word: ${e.outerHTML}`);
		if (!letter || !drawn.includes(`"${letter}"`)) findings.push(`a grade without its letter: ${e.outerHTML} draws ${drawn}`);
		return findings;
	}));
}
