// A function that names the look of an element: what decides whether its text
// stands out from what is behind it.
//
// Contrast is more than half of axe's work, and a list of fifty rows, or the
// frame round every page, asks the same question again and again. The answer
// hangs on the element's colours and font and on what is painted behind its text.
// The look of an element is all of that, computed, for it and every element round
// it. An element has none (null), and axe always examines it, where the answer
// could hang on anything else: something painted that is not round it touches its
// text, or its text runs out of something painted round it. So equal looks have
// equal contrast, on every page and at every width.
(() => {
	const rounds = new Map(), looks = new Map();
	const clear = /^(rgba\(.*, 0\)|transparent)$/;
	const boxes = /^(img|svg|canvas|video|iframe|object|embed|input|select|textarea|button|progress|meter)$/i;
	const own = ['color', 'background-color', 'background-image', 'background-clip', 'opacity', 'filter', 'backdrop-filter', 'mix-blend-mode', 'visibility',
		'position', 'z-index', 'transform', 'clip', 'clip-path', 'mask-image', 'overflow', 'float', 'display', 'content-visibility'];
	const text = ['font-size', 'font-weight', 'text-shadow', 'text-indent', '-webkit-text-stroke-width', '-webkit-text-stroke-color', '-webkit-text-fill-color'];
	const pseudo = ['content', 'background-color', 'background-image', 'position', 'width', 'height', 'display'];
	// Of 53 bits: a look is named by it, not spelled out, which would be kilobytes.
	const hash = s => {
		let a = 0xdeadbeef, b = 0x41c6ce57;
		for (let i = 0; i < s.length; i++) {
			const c = s.charCodeAt(i);
			a = Math.imul(a ^ c, 2654435761); b = Math.imul(b ^ c, 1597334677);
		}
		a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
		b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
		return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
	};
	const plain = b => ({ left: b.left, right: b.right, top: b.top, bottom: b.bottom }); // a DOMRect is slow to read
	// round tells how an element and all round it are painted, and which of them paint.
	const round = e => {
		let r = rounds.get(e);
		if (r) return r;
		const s = getComputedStyle(e), up = e.parentElement ? round(e.parentElement) : { said: '', paint: [] };
		const paints = !clear.test(s.backgroundColor) || s.backgroundImage !== 'none' || boxes.test(e.tagName);
		let said = up.said + '>' + e.tagName + e.matches(':disabled, [aria-disabled=true]') + own.map(p => s.getPropertyValue(p)).join(';');
		for (const at of ['::before', '::after']) {
			const b = getComputedStyle(e, at);
			if (b.content !== 'none' && b.content !== 'normal') said += at + pseudo.map(p => b.getPropertyValue(p)).join(';');
		}
		const box = plain(e.getBoundingClientRect());
		r = { e, said: hash(said), style: s, box, paints, paint: paints ? [...up.paint, e] : up.paint };
		rounds.set(e, r);
		return r;
	};
	let painted;
	const look = e => {
		if (looks.has(e)) return looks.get(e);
		let l = null;
		// What a shut menu holds has a place, but nobody sees it.
		painted ??= [...document.querySelectorAll('body *')].map(round).filter(x => x.paints && x.e.checkVisibility({ visibilityProperty: true }));
		const r = round(e), range = document.createRange();
		range.selectNodeContents(e);
		const t = [r.box, ...[...range.getClientRects()].map(plain)].filter(b => b.left < b.right && b.top < b.bottom);
		const touches = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
		const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
		if (t.length > 0 && r.style.visibility === 'visible' && e.getRootNode() === document
			&& r.paint.every(p => p === document.documentElement || p === document.body || t.every(b => within(b, rounds.get(p).box)))
			&& !painted.some(p => t.some(b => touches(b, p.box)) && !p.e.contains(e) && !e.contains(p.e)))
			l = hash(r.said + '|' + text.map(p => r.style.getPropertyValue(p)).join(';'));
		looks.set(e, l);
		return l;
	};
	return look;
})()
