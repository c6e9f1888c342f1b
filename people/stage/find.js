// Finds what a person would point at. Returns the element or null.
(() => {
  const squeeze = s => (s || '').replace(/\s+/g, ' ').trim();
  const shown = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const byIds = ids => (ids || '').split(/\s+/).filter(Boolean).map(i => document.getElementById(i)).filter(Boolean);
  const labels = e => [...(e.labels || []), ...byIds(e.getAttribute('aria-labelledby'))];
  // A label that wraps its control must not be read with the control's own options.
  const words = l => { const c = l.cloneNode(true); c.querySelectorAll('select,textarea,option,script').forEach(x => x.remove()); return squeeze(c.textContent); };
  const names = e => [...labels(e).map(words), squeeze(e.getAttribute('aria-label')),
    squeeze(e.getAttribute('placeholder')), squeeze(e.getAttribute('title'))].filter(Boolean);
  // Exact beats beginning beats part; earlier on the page beats later.
  const best = (elements, texts, want) => {
    want = squeeze(want);
    const tests = [t => t === want, t => t.startsWith(want), t => t.includes(want)];
    for (const test of tests) for (const e of elements) if (texts(e).some(test)) return e;
    return null;
  };
  const all = (sel, root) => [...(root || document).querySelectorAll(sel)];
  const usable = e => shown(e) || labels(e).some(shown);

  const field = want => {
    const es = all('input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]),textarea,select,[contenteditable=true]').filter(usable);
    return es.find(e => e.name === want || e.id === want) || best(es, names, want);
  };
  const choice = want => {
    const es = all('input[type=radio],input[type=checkbox],[role=radio],[role=checkbox],[role=switch],[role=tab]').filter(usable);
    const hit = best(es, e => names(e).concat(e.matches('input') ? [] : [squeeze(e.textContent)]), want);
    return hit || best(all('select option').filter(o => shown(o.parentElement)), o => [squeeze(o.textContent)], want);
  };
  const press = (want, root) => {
    const buttons = all('button,input[type=submit],input[type=button],input[type=image],[role=button],[role=menuitem],[role=tab],summary', root).filter(usable);
    const links = all('a[href]', root).filter(shown);
    const texts = e => [squeeze(e.innerText), squeeze(e.textContent), squeeze(e.value), squeeze(e.getAttribute('aria-label')), squeeze(e.getAttribute('title')), squeeze(e.alt)].filter(Boolean);
    const exact = [...buttons, ...links].find(e => texts(e).includes(squeeze(want)));
    return exact || best(buttons, texts, want) || best(links, texts, want);
  };
  // The smallest part of the page that tells of row and offers the button.
  const pressIn = (row, want) => {
    row = squeeze(row);
    const parts = all('tr,li,article,section,fieldset,form,details,dialog,dd,[role=row],[role=group],[role=listitem],div')
      .filter(e => shown(e) && squeeze(e.innerText).includes(row) && press(want, e));
    parts.sort((a, b) => a.innerText.length - b.innerText.length);
    return parts.length ? press(want, parts[0]) : null;
  };
  return { field, choice, press, pressIn, labels, shown };
})()
