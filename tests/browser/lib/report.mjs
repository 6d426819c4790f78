// Counts and prints results, one line a test: "ok: NAME" or "not ok: NAME" with what was found below it.

export class Report {
	passed = 0;
	failed = 0;
	skipped = 0;
	times = new Map();

	// findings: texts; none is a pass. Long lists are cut, with their number said.
	test(name, findings) {
		if (findings.length === 0) {
			this.passed++;
			console.log(`ok: ${name}`);
			return;
		}
		this.failed++;
		console.log(`not ok: ${name}`);
		for (const text of findings.slice(0, 12)) console.log(`    ${text}`);
		if (findings.length > 12) console.log(`    ... ${findings.length} in all`);
	}

	skip(what, reason) {
		this.skipped++;
		console.log(`skipped: ${what}: ${reason}`);
	}

	async timed(name, work) {
		const start = performance.now();
		try {
			return await work();
		} catch (error) {
			this.test(`${name}: runs to its end`, [String(error.stack ?? error)]);
		} finally {
			this.times.set(name, (this.times.get(name) ?? 0) + performance.now() - start);
		}
	}

	end() {
		const times = [...this.times].map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)} s`);
		if (process.env.TIMES) console.log(times.join(", "));
		console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
		return this.failed === 0 ? 0 : 1;
	}
}

// Runs work on every item, a few at a time. Results keep the items' order.
export async function pooled(items, width, work) {
	const results = new Array(items.length);
	let next = 0;
	const run = async () => {
		while (next < items.length) {
			const i = next++;
			results[i] = await work(items[i]);
		}
	};
	await Promise.all(Array.from({ length: width }, run));
	return results;
}
