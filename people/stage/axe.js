// A function that examines the page with axe-core and gives the violations, the
// looks (looks.js) whose contrast it found sufficient, and those to which it did not object.
// known are looks found sufficient before, asked those to which axe did not object
// (of some, disabled buttons say, it asks no contrast); only names the rules to ask,
// all if it is empty.
//
// Rules that can be neither serious nor critical are left out: nobody reads what
// they find. axe gives every finding the impact of its rule, so the rule says it.
(async (look, known, asked, only) => {
	const passed = new Set(known), before = new Set(asked), found = new Set(), failed = new Set();
	const rules = {};
	if (only.length === 0) for (const r of axe._audit.rules) if (r.impact === 'minor' || r.impact === 'moderate') rules[r.id] = { enabled: false };

	// Contrast makes axe lay out what is painted over what, for the whole page: not
	// where every text that is seen has a look of before.
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), es = new Set(document.querySelectorAll('input, select, textarea'));
	while (texts.nextNode()) if (texts.currentNode.data.trim() !== '') es.add(texts.currentNode.parentElement);
	const clipped = e => { for (; e; e = e.parentElement) if (getComputedStyle(e).clipPath === 'inset(50%)') return true; return false };
	const seen = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !clipped(e);
	const all = [...es].map(e => [e, look(e)]);
	const open = all.some(([e, l]) => l === null ? seen(e) : !passed.has(l) && !before.has(l));
	if (!open) rules['color-contrast'] = { enabled: false };

	const rule = axe._audit.rules.find(r => r.id === 'color-contrast'), check = axe._audit.checks['color-contrast'];
	const matches = rule.matches, evaluate = check.evaluate;
	rule.matches = function (e, ...rest) { const l = look(e); return !(l !== null && passed.has(l)) && matches.call(this, e, ...rest) };
	check.evaluate = function (e, ...rest) {
		const ok = evaluate.call(this, e, ...rest), l = look(e);
		if (l !== null && typeof ok === 'boolean') (ok ? found : failed).add(l);
		return ok;
	};
	try {
		// Of what axe would fetch first only media serve a rule that runs: the style
		// sheets serve css-orientation-lock, which is experimental and off.
		const how = { resultTypes: ['violations'], preload: { assets: ['media'] }, rules };
		if (only.length > 0) how.runOnly = { type: 'rule', values: only };
		const r = await axe.run(document, how);
		return JSON.stringify({ Violations: r.violations, Passed: [...found], Looks: [...new Set(all.map(x => x[1]).filter(l => l !== null && !failed.has(l)))] });
	} finally {
		rule.matches = matches; check.evaluate = evaluate;
	}
})
