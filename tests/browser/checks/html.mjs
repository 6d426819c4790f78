// html-validate on every page, strictly. No rule is switched off; two are told what they are for here.
import path from "node:path";
import { HtmlValidate } from "html-validate";

const config = {
	root: true,
	extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
	rules: {
		/* Integrity is for files of other hosts; ours carry their digest in their names. */
		"require-sri": ["error", { target: "crossorigin" }],
		/* A box that scrolls is a region so that it has a name, not a section of the text. */
		"prefer-native-element": ["error", { exclude: ["region"] }],
	},
};

export async function html(site) {
	const validator = new HtmlValidate(config);
	const findings = [];
	for (const page of site.pages) {
		const result = await validator.validateFile(path.join(site.dir, page));
		for (const { messages } of result.results)
			for (const m of messages) findings.push(`${page}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
	}
	return findings;
}
