// axe-core: every rule for WCAG 2.0 to 2.2, A and AA, and its best practices. No rule is switched off, but on paper nobody
// points at anything, so that the size of targets means nothing there.
import fs from "node:fs";
import { createRequire } from "node:module";

const file = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
export const axe_version = JSON.parse(fs.readFileSync(file.replace("axe.min.js", "package.json"), "utf8")).version;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function inject(page) {
	await page.addScriptTag({ path: file });
}

// { findings, rules: how many were passed, unsure: rules that a person has to look at, contrast: the lowest of any text }
export async function axe(page, mode) {
	return page.evaluate(async ({ values, rules }) => {
		const result = await window.axe.run(document, { runOnly: { type: "tag", values }, rules, resultTypes: ["violations", "passes", "incomplete"], selectors: true });
		const contrast = result.passes.filter((rule) => rule.id === "color-contrast").flatMap((rule) => rule.nodes)
			.map((node) => node.any[0]?.data?.contrastRatio).filter((ratio) => ratio > 0);
		return {
			findings: result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${rule.help}`)),
			rules: result.passes.map((rule) => rule.id),
			unsure: result.incomplete.map((rule) => rule.id),
			contrast: Math.min(99, ...contrast),
		};
	}, { values: tags, rules: mode.media === "print" ? { "target-size": { enabled: false } } : {} });
}
