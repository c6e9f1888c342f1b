// Small conveniences on top of pages that work without them. One module, no dependency, CSP-safe.
const doc = document, $ = (s, r = doc) => r.querySelector(s), all = (s, r = doc) => [...r.querySelectorAll(s)];
const zh = doc.documentElement.lang.startsWith("zh"), say = (a, b) => zh ? a : b;
const isPublic = doc.documentElement.classList.contains("public");
doc.documentElement.classList.add("js");

// The error summary gets the focus, so that a screen reader starts there.
$("[data-focus]")?.focus();

// On a phone the row of tabs scrolls: the present one is brought into sight, the page stays.
const showTab = () => all(".tabs").forEach(t => { const on = $("[aria-current]", t); if (on) t.scrollLeft = on.offsetLeft - t.offsetLeft - 16; });
showTab(); addEventListener("load", showTab); // widths change when the fonts are there

// Search: Ctrl K or "/".
doc.addEventListener("keydown", e => {
  const box = $("[data-search]");
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName);
  if (box && ((e.key === "k" && (e.ctrlKey || e.metaKey)) || (e.key === "/" && !typing && !e.ctrlKey && !e.altKey))) {
    e.preventDefault(); box.focus(); box.select();
  } else if (e.key === "Escape") {
    all("details.menu[open]").forEach(d => { d.open = false; $("summary", d).focus(); });
  }
});
// A menu closes when something else is pressed.
doc.addEventListener("click", e => all("details.menu[open]").forEach(d => d.contains(e.target) || (d.open = false)));

// Copy, print.
doc.addEventListener("click", async e => {
  const copy = e.target.closest("[data-copy]");
  if (copy) {
    const from = $(copy.dataset.copy), old = copy.innerHTML;
    try { await navigator.clipboard.writeText(from.textContent.trim()); copy.textContent = say("已复制", "Copied"); }
    catch { getSelection().selectAllChildren(from); copy.textContent = say("已选中，请按 Ctrl C", "Selected: press Ctrl C"); }
    setTimeout(() => { copy.innerHTML = old; }, 2500);
  }
  if (e.target.closest("[data-print]")) print();
});

// A closed table of figures is printed all the same.
addEventListener("beforeprint", () => all("details.data:not([open])").forEach(d => { d.open = true; d.dataset.shut = "1"; }));
addEventListener("afterprint", () => all("details.data[data-shut]").forEach(d => { d.open = false; delete d.dataset.shut; }));

// Leave quickly: the link, or Esc twice. What was typed is emptied, and the page is replaced in the history.
const leave = $("[data-leave]");
if (leave) {
  let last = 0;
  const go = e => { e?.preventDefault(); all("form").forEach(f => f.reset()); doc.body.hidden = true; location.replace(leave.href); };
  leave.addEventListener("click", go);
  addEventListener("keydown", e => {
    if (e.key !== "Escape") return;
    if (e.timeStamp - last < 800) go(e);
    last = e.timeStamp;
  });
}

// Reading aloud, with voices of the device only: an online voice would send the words away.
const aloud = $("[data-read]");
if (aloud && window.speechSynthesis) {
  const synth = speechSynthesis, rest = aloud.textContent;
  const voice = () => synth.getVoices().find(v => v.localService && v.lang.toLowerCase().startsWith(zh ? "zh" : "en"));
  const offer = () => { aloud.parentNode.hidden = !voice(); };
  const stop = () => { synth.cancel(); aloud.textContent = rest; aloud.setAttribute("aria-pressed", "false"); };
  aloud.addEventListener("click", () => {
    if (aloud.getAttribute("aria-pressed") === "true") return stop();
    const lines = (String(getSelection()) || $("main").innerText).split("\n").map(l => l.trim()).filter(Boolean);
    lines.forEach((l, i) => {
      const u = new SpeechSynthesisUtterance(l);
      u.voice = voice(); u.lang = doc.documentElement.lang; u.rate = .9;
      if (i === lines.length - 1) u.onend = stop;
      synth.speak(u);
    });
    aloud.textContent = say("停止朗读", "Stop reading"); aloud.setAttribute("aria-pressed", "true");
  });
  addEventListener("pagehide", stop);
  synth.addEventListener?.("voiceschanged", offer);
  offer();
}

// Forms: one submission, unsent text, warning on leaving.
const changed = new Set();
for (const form of all("form[method=post]")) {
  const key = !isPublic && form.dataset.recover ? "unsent:" + form.dataset.recover + "#" + form.id : "";
  const fields = () => all("textarea,input:not([type]),input[type=text],input[type=date],select", form).filter(f => f.name);
  if (key) recover(form, key, fields);
  form.addEventListener("input", () => {
    changed.add(form);
    if (key) try { sessionStorage.setItem(key, JSON.stringify(fields().map(f => [f.name, f.value]))); } catch { /* full or forbidden: nothing is kept */ }
  });
  form.addEventListener("submit", e => {
    if (form.dataset.sent) { e.preventDefault(); return; }
    if (!navigator.onLine) { e.preventDefault(); offline(form); return; } // the form stays with its act_id: pressing again is the same act
    form.dataset.sent = "1"; changed.delete(form);
    if (key) sessionStorage.removeItem(key);
    all("button[type=submit]", form).forEach(b => b.setAttribute("aria-disabled", "true"));
    setTimeout(() => { delete form.dataset.sent; all("button[type=submit]", form).forEach(b => b.removeAttribute("aria-disabled")); }, 8000);
  });
}
addEventListener("pageshow", e => { if (e.persisted) all("form").forEach(f => { delete f.dataset.sent; all("button", f).forEach(b => b.removeAttribute("aria-disabled")); }); });
addEventListener("beforeunload", e => { if (changed.size && !isPublic) e.preventDefault(); });

function offline(form) {
  let bar = $(".offline", form);
  if (!bar) {
    bar = doc.createElement("p");
    bar.className = "notice warn offline"; bar.setAttribute("role", "alert");
    form.append(bar);
  }
  bar.textContent = say("现在没有网络，还没有送出。有网络后再按一次，只算一件。", "No network: nothing was sent. Press again when there is one; it counts once.");
}
addEventListener("online", () => all(".offline").forEach(b => { b.textContent = say("网络已恢复，请再按一次。", "The network is back: press again."); }));

function recover(form, key, fields) {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(key)); } catch { /* unreadable: as if nothing were kept */ }
  if (!kept || $(".error-summary") || fields().every((f, i) => kept[i] && f.value === kept[i][1])) return;
  const bar = doc.createElement("div");
  bar.className = "notice act"; bar.setAttribute("role", "status");
  const text = doc.createElement("span"), yes = doc.createElement("button"), no = doc.createElement("button");
  text.textContent = say("上次没有提交的内容还在这个浏览器窗口里。", "Text you did not send is still in this browser tab. ");
  yes.textContent = say("恢复", "Restore"); no.textContent = say("丢弃", "Discard");
  for (const b of [yes, no]) { b.type = "button"; b.className = "btn ghost small"; }
  yes.onclick = () => { for (const [name, value] of kept) { const f = fields().find(x => x.name === name); if (f) { f.value = value; f.dispatchEvent(new Event("input", { bubbles: true })); } } changed.add(form); bar.remove(); };
  no.onclick = () => { sessionStorage.removeItem(key); bar.remove(); };
  bar.append(text, yes, no); form.prepend(bar);
}

// Characters left.
for (const p of all("[data-count]")) {
  const box = doc.getElementById(p.dataset.count), rest = p.textContent;
  const show = () => { p.textContent = rest + say(`，已写 ${box.value.length} 字`, `, ${box.value.length} written`); };
  box.addEventListener("input", show); if (box.value) show();
}

// Tables: j and k move, Enter opens, the box in the head selects the page.
const rows = all("table[data-keys] tr[data-href]:not([data-href=''])");
let at = -1;
doc.addEventListener("keydown", e => {
  if (!rows.length || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT|BUTTON|A|SUMMARY)$/.test(e.target.tagName) && e.key === "Enter" || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
  if (e.key === "j" || e.key === "k") {
    rows[at]?.classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, at + (e.key === "j" ? 1 : -1)));
    rows[at].classList.add("at"); rows[at].scrollIntoView({ block: "nearest" });
  } else if (e.key === "Enter" && at >= 0) location.href = rows[at].dataset.href;
});
for (const box of all("[data-all]")) box.addEventListener("change", () =>
  all(`input[name="${CSS.escape(box.dataset.all)}"]`, box.closest(".table")).forEach(b => { b.checked = box.checked; }));
// How many are ticked is said beside the button, also after going back to the page.
for (const out of all("[data-ticked]")) {
  const list = out.closest(".table"), say = () => {
    const boxes = all(`input[name="${CSS.escape(out.dataset.ticked)}"]`, list), n = boxes.filter(b => b.checked).length;
    out.textContent = out.dataset.say.replace("%", n); $("[data-all]", list).checked = n > 0 && n === boxes.length;
  };
  list.addEventListener("change", say); addEventListener("pageshow", say);
}

// A wide drawing starts where the matter stands.
for (const n of all(".life .here")) { const box = n.closest(".scroll"); box.scrollLeft = n.getBBox().x - box.clientWidth / 3; }

// Filters apply when a list or a date changes; text waits for Enter.
for (const f of all("form[data-auto]")) f.addEventListener("change", e => { if (e.target.matches("select,input[type=date]") && (e.target.tagName === "SELECT" || e.target.value === "" || e.target.validity.valid)) f.requestSubmit(); });

// A range that counts days back from today shows its day, and goes there when it is let go.
for (const r of all("input[type=range][data-days]")) {
  const day = doc.getElementById(r.dataset.for), to = () => { const d = new Date(r.dataset.days + "T00:00:00Z"); d.setUTCDate(d.getUTCDate() - r.value); return d.toISOString().slice(0, 10); };
  r.addEventListener("input", () => { day.value = to(); });
  r.addEventListener("change", () => { day.value = to(); r.disabled = true; r.form.requestSubmit($("button:not([name])", r.form)); });
}

// A form with a preview asks for it after each choice and puts in the parts marked data-live; the button stays for
// whoever has no JavaScript. A later choice overtakes an earlier answer.
for (const form of all("form[data-preview]")) {
  let turn = 0;
  form.addEventListener("change", async e => {
    if (!e.target.matches("select,textarea,input")) return;
    const mine = ++turn, parts = all("[data-live]"), body = new URLSearchParams(new FormData(form));
    body.set("step", form.dataset.preview);
    parts.forEach(x => x.setAttribute("aria-busy", "true"));
    try {
      const r = await fetch(form.action, { method: "POST", body }), fresh = new DOMParser().parseFromString(await r.text(), "text/html");
      if (mine !== turn) return;
      if (!$("[data-live]", fresh)) throw 0;
      for (const x of parts) {
        const y = fresh.getElementById(x.id);
        if (!y) continue;
        if (x.tagName === "TEXTAREA") x.value = y.value; else x.replaceChildren(...y.childNodes);
      }
    } catch { if (mine === turn) parts.filter(x => x.matches("[role=status]")).forEach(x => { x.textContent = say("预览没有更新，请按“更新预览”。", "The preview was not renewed; press “Preview again”."); }); }
    if (mine === turn) all("[data-live]").forEach(x => x.removeAttribute("aria-busy"));
  });
}
