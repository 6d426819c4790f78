// An authority with the usual number of reports is one sheet of A4.

// How many sheets a page of the site takes.
export async function sheets(browser, site, file) {
	const page = await browser.newPage();
	await page.goto(site.origin + file);
	const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
	await page.close();
	return { count: (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length,
		sizes: [...pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((m) => `${Math.round(m[1])}x${Math.round(m[2])}`), pdf };
}
