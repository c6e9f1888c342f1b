// A function that examines the page with axe-core and gives the violations, and
// the looks (looks.js) whose contrast it found sufficient. known are looks of
// before, which it does not ask about again; only names the rules to ask, all if
// it is empty.
//
// Rules that can be neither serious nor critical are left out: nobody reads what
// they find. axe gives every finding the impact of its rule, so the rule says it.
(async (look, known, only) => {
	const passed = new Set(known), found = new Set();
	const rules = {};
	if (only.length === 0) for (const r of axe._audit.rules) if (r.impact === 'minor' || r.impact === 'moderate') rules[r.id] = { enabled: false };

	const rule = axe._audit.rules.find(r => r.id === 'color-contrast'), check = axe._audit.checks['color-contrast'];
	const matches = rule.matches, evaluate = check.evaluate;
	rule.matches = function (e, ...rest) { const l = look(e); return !(l !== null && passed.has(l)) && matches.call(this, e, ...rest) };
	check.evaluate = function (e, ...rest) {
		const ok = evaluate.call(this, e, ...rest), l = look(e);
		if (ok === true && l !== null) found.add(l);
		return ok;
	};
	try {
		// Of what axe would fetch first only media serve a rule that runs: the style
		// sheets serve css-orientation-lock, which is experimental and off.
		const how = { resultTypes: ['violations'], preload: { assets: ['media'] }, rules };
		if (only.length > 0) how.runOnly = { type: 'rule', values: only };
		const r = await axe.run(document, how);
		return JSON.stringify({ Violations: r.violations, Passed: [...found] });
	} finally {
		rule.matches = matches; check.evaluate = evaluate;
	}
})
