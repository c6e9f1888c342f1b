// Sealed material in the officer's browser. Keys never leave it: the page carries sealed bytes, the officer brings
// the key file and the passphrase, the text appears here and nowhere else. Format: Go package seal.
//
// <make-key></make-key>
//     Makes a key pair and a six-word passphrase, offers the key file for download, checks that the passphrase was
//     written down, then fills the form around it: its <input name="recipient"> gets the public key ("age1…") and its
//     [type=submit] buttons, disabled until then, are freed. Event: key-made {recipient}.
//
// <sealed-box data-payload data-wrap [data-files] [data-step] [data-officer]></sealed-box>
//     (or <div data-sealed-box data-payload=… data-wrap=…>, the same attributes)
//     data-payload  base64 (standard, padded) of the sealed document
//     data-wrap     base64 of the wrapped box key, of any number of layers
//     data-files    address prefix for attachments: GET prefix + sealed address gives the sealed bytes
//     data-step     "peel": open one layer and write the inner file (base64) into the form's <input name="inner">
//                   "grant": open the inner layer, seal the box key to data-officer, write <input name="grant">
//     data-label    words of the button, where it opens something other than an original
//     data-into     the name of that input instead, e.g. "blob"
//                   With a step nothing is shown; the form's submit buttons are freed. Event: sealed-done {value}.
//     Events: sealed-open, sealed-close. Text is set by textContent only. It is forgotten on 关闭原文, after ten
//     minutes without a key or pointer, and when the page is left. (A browser's memory cannot be promised clean.)
//
// Works under CSP default-src 'none' with script-src and connect-src 'self'; no inline code or style. The pure
// functions are exported and run in any JavaScript engine with WebCrypto randomness.
import { Decrypter, Encrypter, armor, bech32, generateX25519Identity, identityToRecipient, sha256 } from "./vendor/age.js";

const WORK_FACTOR = 16; // as in Go package seal: 64 MiB, some tenths of a second
const IDLE_MS = 10 * 60 * 1000;
const MAGIC = "age-encryption.org/v1\n";
const MAX_LAYERS = 4;

// ---- words, as in seal/words.go ----

const FIRST = `ba bi bo bu ca ce cu da de di du fa fo fu ga ge gu ha he hu ji ju ka ke ku la
le li lu ma mi mo mu na ne ni nu pa pi po pu qi qu ri ru sa se si su ta te ti
tu wa wo wu xi xu ya ye yi yu za zu`.split(/\s+/);
const SECOND = `bai chao dai dou fei gou guo hai hou huo jia jiu kai kuo lai lou mei nao niu pao
qiao rao shou shui tao tiao wei xiao xiu zhao zhou zui`.split(/\s+/);

export const wordList = FIRST.flatMap((a) => SECOND.map((b) => a + b));
const isWord = new Set(wordList);

export function newPassphrase() {
  const draws = crypto.getRandomValues(new Uint16Array(6));
  return Array.from(draws, (n) => wordList[n & 2047]).join("-");
}

// tidyPassphrase forgives capitals, full-width letters and spaces; a text that is not six of our words is the
// person's own choice and stays as typed.
export function tidyPassphrase(typed) {
  const folded = typed.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const words = folded.toLowerCase().split(/[\s\-_\u2013\u2014\u2010\u2011]+/).filter(Boolean);
  return words.length === 6 && words.every((w) => isWord.has(w)) ? words.join("-") : typed;
}

// ---- keys and boxes, as in package seal ----

export class WrongPassphrase extends Error {}
export class NotForThisKey extends Error {}

const text = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

export function fromBase64(s) {
  return Uint8Array.from(atob(s.replace(/\s+/g, "")), (c) => c.charCodeAt(0));
}

export function toBase64(bytes) {
  let s = "";
  for (let i = 0; i < bytes.length; i += 0x8000) s += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(s);
}

export function hex(bytes) {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

// makeKeyFile returns {file, recipient}: the armored, passphrase-protected key file and its public key.
export async function makeKeyFile(passphrase, now = new Date()) {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const lock = new Encrypter();
  lock.setPassphrase(passphrase);
  lock.setScryptWorkFactor(WORK_FACTOR);
  const created = now.toISOString().replace(/\.\d+Z$/, "Z");
  const file = armor.encode(await lock.encrypt(`# created: ${created}\n# public key: ${recipient}\n${identity}\n`));
  return { file, recipient };
}

// unlock returns the identity ("AGE-SECRET-KEY-1…") of a key file. Throws WrongPassphrase, or Error for what is no
// key file.
export async function unlock(file, passphrase) {
  const bytes = armor.decode(file);
  const key = new Decrypter();
  key.addPassphrase(tidyPassphrase(passphrase));
  let plain;
  try {
    plain = await key.decrypt(bytes, "text");
  } catch (e) {
    if (/no identity matched/.test(e.message)) throw new WrongPassphrase();
    throw e;
  }
  const lines = plain.split(/\r?\n/).map((l) => l.trim()).filter((l) => l && !l.startsWith("#"));
  if (lines.length !== 1 || !lines[0].startsWith("AGE-SECRET-KEY-1")) throw new Error("no identity in the key file");
  return lines[0];
}

// open decrypts one age file with any of the identities.
export async function open(sealed, ...identities) {
  const d = new Decrypter();
  for (const id of identities) d.addIdentity(id);
  try {
    return await d.decrypt(sealed);
  } catch (e) {
    if (/no identity matched/.test(e.message)) throw new NotForThisKey();
    throw e;
  }
}

async function seal(plain, recipients) {
  const e = new Encrypter();
  for (const r of recipients) e.addRecipient(r);
  return e.encrypt(plain);
}

// unwrap opens every layer of a wrap and returns the box key.
export async function unwrap(wrap, ...identities) {
  for (let n = 0; n < MAX_LAYERS; n++) {
    const plain = await open(wrap, ...identities);
    const s = new TextDecoder("latin1").decode(plain.subarray(0, MAGIC.length));
    if (s !== MAGIC) {
      const key = text(plain).trim();
      bech32.decode(key, 200); // throws where it is no key
      return key;
    }
    wrap = plain;
  }
  throw new Error("too many layers");
}

export const peel = open;

// grant opens an inner layer and seals the box key to one officer.
export async function grant(inner, identity, officer) {
  return seal((await unwrap(inner, identity)) + "\n", [officer]);
}

// rewrap seals what the outermost layer holds to new recipients; payload and inner layers stay as they are.
export async function rewrap(wrap, identity, recipients) {
  return seal(await open(wrap, identity), recipients);
}

// openDocument reads the sealed JSON of a payload.
export async function openDocument(payload, boxKey) {
  return JSON.parse(text(await open(payload, boxKey)));
}

// ---- the page ----

const english = () => document.documentElement.lang.toLowerCase().startsWith("en");
const say = (zh, en) => (english() ? en : zh);

function make(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(props)) {
    if (k in e && typeof v !== "string") e[k] = v;
    else e.setAttribute(k, v);
  }
  e.append(...children);
  return e;
}

// breathe lets the browser draw a progress line before scrypt takes the thread.
const breathe = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 30)));

// The key file, still protected by its passphrase, may be kept in this browser if the officer asks for it.
const shelf = {
  async run(mode, act) {
    const db = await new Promise((ok, no) => {
      const r = indexedDB.open("hengjian-key", 1);
      r.onupgradeneeded = () => r.result.createObjectStore("key");
      r.onsuccess = () => ok(r.result);
      r.onerror = () => no(r.error);
    });
    try {
      return await new Promise((ok, no) => {
        const r = act(db.transaction("key", mode).objectStore("key"));
        r.onsuccess = () => ok(r.result);
        r.onerror = () => no(r.error);
      });
    } finally {
      db.close();
    }
  },
  get: () => shelf.run("readonly", (s) => s.get("file")).catch(() => undefined),
  put: (file) => shelf.run("readwrite", (s) => s.put(file, "file")),
  forget: () => shelf.run("readwrite", (s) => s.delete("file")),
};

let serial = 0;

// askKey shows the dialog and resolves with the identity, or null where it was cancelled.
async function askKey() {
  const kept = await shelf.get();
  const id = `sealed-dialog-${++serial}`;
  const file = make("input", { type: "file", id: `${id}-file`, accept: ".age,.key,.txt", required: !kept });
  const phrase = make("input", { type: "password", id: `${id}-phrase`, autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": `${id}-status` });
  const show = make("button", { type: "button", class: "quiet", "aria-pressed": "false" }, say("显示", "Show"));
  const remember = make("input", { type: "checkbox", id: `${id}-remember` });
  const status = make("p", { id: `${id}-status`, role: "alert" });
  const forget = make("button", { type: "button", class: "quiet" }, say("从本机移除已记住的钥匙", "Remove the remembered key from this computer"));
  const cancel = make("button", { type: "button" }, say("取消", "Cancel"));
  const ok = make("button", { type: "submit", class: "primary" }, say("打开", "Open"));
  const form = make("form", { method: "dialog" },
    make("h2", { id: `${id}-title` }, say("用您的钥匙打开", "Open with your key")),
    make("p", {}, say("钥匙和口令只在这台电脑上使用，不会上传。", "The key and passphrase are used on this computer only; they are not uploaded.")),
    make("label", { for: `${id}-file` }, kept ? say("钥匙文件（已在本机记住，可另选）", "Key file (remembered here; you may choose another)") : say("钥匙文件", "Key file")), file,
    make("label", { for: `${id}-phrase` }, say("口令（六个词）", "Passphrase (six words)")), phrase, show,
    make("p", {}, remember, make("label", { for: `${id}-remember` }, say("在本机记住钥匙文件（仍需口令；公用电脑请勿勾选）", "Remember the key file here (the passphrase is still needed; not on a shared computer)"))),
    status, make("p", { class: "actions" }, ok, cancel, ...(kept ? [forget] : [])));
  const dialog = make("dialog", { class: "sealed-dialog", "aria-labelledby": `${id}-title` }, form);
  document.body.append(dialog);
  show.addEventListener("click", () => {
    const on = phrase.type === "password";
    phrase.type = on ? "text" : "password";
    show.setAttribute("aria-pressed", String(on));
  });
  return new Promise((resolve) => {
    let identity = null;
    forget.addEventListener("click", async () => { await shelf.forget(); dialog.close(); });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { phrase.value = ""; dialog.remove(); resolve(identity); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      ok.disabled = true;
      status.textContent = say("正在核对口令，请稍候…", "Checking the passphrase…");
      await breathe();
      try {
        const chosen = file.files[0] ? await file.files[0].text() : kept;
        identity = await unlock(chosen, phrase.value);
        if (remember.checked) await shelf.put(chosen).catch(() => {});
        dialog.close();
      } catch (e) {
        status.textContent = e instanceof WrongPassphrase
          ? say("口令不对。请检查六个词的拼写和顺序。", "Wrong passphrase. Check the spelling and order of the six words.")
          : say("这不是钥匙文件，请重新选择。", "This is not a key file; choose again.");
        ok.disabled = false;
        phrase.focus();
      }
    });
    dialog.showModal();
    (kept ? phrase : file).focus();
  });
}

// free enables the submit buttons of the form around an element.
function free(form) {
  for (const b of form?.querySelectorAll("button[type=submit], input[type=submit]") ?? []) b.disabled = false;
}

const personLabels = () => ({
  name: say("姓名", "Name"), number: say("证件号码", "Document number"), phone: say("电话", "Telephone"),
  address: say("住址", "Address"), note: say("联系说明", "How to reach"),
});

function size(bytes) {
  return bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

// Box drives one sealed element.
class Box {
  constructor(host) {
    this.host = host;
    this.urls = [];
    this.key = null;
    this.status = make("p", { role: "status" });
    this.view = make("section", { class: "sealed-view", tabindex: "-1", hidden: true, "aria-label": say("原文", "Original") });
    const label = { peel: say("用钥匙解开外层", "Open the outer layer"), grant: say("同意并转封给申请人", "Approve and seal to the applicant") };
    this.button = make("button", { type: "button", class: "sealed-open" }, host.dataset.label ?? label[host.dataset.step] ?? say("打开原文", "Open the original"));
    this.button.addEventListener("click", () => this.start());
    this.touch = () => { this.last = Date.now(); };
    this.close = this.close.bind(this);
    host.replaceChildren(this.button, this.status, this.view);
  }

  async start() {
    this.button.disabled = true;
    try {
      const identity = await askKey();
      if (identity) await this.step(identity);
    } catch (e) {
      this.status.textContent = e instanceof NotForThisKey
        ? say("这把钥匙打不开这份材料：它不是封给您的，或还需要另一位同事的钥匙。", "This key does not open it: it is sealed to others, or a colleague's key is needed as well.")
        : say("材料已损坏或不完整，未能打开。请告知系统管理员。", "The material is damaged or incomplete and could not be opened. Tell the administrator.");
    } finally {
      this.button.disabled = false;
    }
  }

  async step(identity) {
    const { wrap, payload, step, officer, into } = this.host.dataset;
    const sealedKey = fromBase64(wrap);
    if (step === "peel") return this.hand(into ?? "inner", await peel(sealedKey, identity));
    if (step === "grant") return this.hand(into ?? "grant", await grant(sealedKey, identity, officer));
    this.key = await unwrap(sealedKey, identity);
    this.render(await openDocument(fromBase64(payload), this.key));
  }

  hand(name, bytes) {
    const form = this.host.closest("form");
    const value = toBase64(bytes);
    const input = form?.elements.namedItem(name);
    if (input) input.value = value;
    free(form);
    this.status.textContent = say("已准备好，请提交。", "Ready; please submit.");
    this.host.dispatchEvent(new CustomEvent("sealed-done", { bubbles: true, detail: { value } }));
  }

  render(doc) {
    const close = make("button", { type: "button" }, say("关闭原文", "Close the original"));
    close.addEventListener("click", this.close);
    const parts = [close];
    if (doc.text) {
      const body = make("div", { class: "sealed-text" });
      for (const line of doc.text.split(/\r?\n/)) {
        const p = make("p");
        p.textContent = line;
        body.append(p);
      }
      parts.push(body);
    }
    const rows = [...Object.entries(personLabels()).map(([k, label]) => [label, doc[k]]), ...Object.entries(doc.answers ?? {})].filter(([, v]) => v);
    if (rows.length) {
      const list = make("dl");
      for (const [label, value] of rows) {
        const dt = make("dt"), dd = make("dd");
        dt.textContent = label;
        dd.textContent = value;
        list.append(dt, dd);
      }
      parts.push(list);
    }
    if (doc.files?.length) parts.push(this.attachments(doc.files));
    this.view.replaceChildren(...parts);
    this.view.hidden = false;
    this.button.hidden = true;
    this.status.textContent = say("已打开。十分钟无操作将自动关闭。", "Open. It closes after ten minutes without activity.");
    this.view.focus();
    this.watch();
    this.host.dispatchEvent(new CustomEvent("sealed-open", { bubbles: true }));
  }

  attachments(files) {
    const list = make("ul", { class: "sealed-files" });
    for (const f of files) {
      const item = make("li");
      const get = make("button", { type: "button" });
      get.textContent = `${say("下载", "Download")} ${f.name} (${size(f.size)})`;
      get.addEventListener("click", () => this.download(f, get));
      item.append(get);
      for (const n of f.notes ?? []) {
        const note = make("small");
        note.textContent = n;
        item.append(make("br"), note);
      }
      list.append(item);
    }
    return list;
  }

  async download(f, button) {
    if (!/^[0-9a-f]{64}$/.test(f.address) || this.host.dataset.files === undefined) return;
    button.disabled = true;
    this.status.textContent = say(`正在取回 ${f.name}…`, `Fetching ${f.name}…`);
    try {
      const answer = await fetch(this.host.dataset.files + f.address, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const sealed = new Uint8Array(await answer.arrayBuffer());
      if (hex(sha256(sealed)) !== f.address) throw new Error("not the file that was sealed");
      const plain = await open(sealed, this.key);
      // Always a download, never a page of ours: the type says so.
      const url = URL.createObjectURL(new Blob([plain], { type: "application/octet-stream" }));
      this.urls.push(url);
      make("a", { href: url, download: f.name }).click();
      this.status.textContent = say(`${f.name} 已存到本机，请按保密规定处理。`, `${f.name} is saved on this computer; handle it by the secrecy rules.`);
    } catch {
      this.status.textContent = say(`${f.name} 未能取回或已损坏。`, `${f.name} could not be fetched or is damaged.`);
    } finally {
      button.disabled = false;
    }
  }

  watch() {
    this.touch();
    for (const e of ["pointerdown", "keydown", "wheel"]) addEventListener(e, this.touch, { passive: true });
    addEventListener("pagehide", this.close);
    this.timer = setInterval(() => { if (Date.now() - this.last > IDLE_MS) this.close(); }, 5000);
  }

  close() {
    if (!this.key) return;
    this.key = null;
    clearInterval(this.timer);
    for (const e of ["pointerdown", "keydown", "wheel"]) removeEventListener(e, this.touch);
    removeEventListener("pagehide", this.close);
    for (const u of this.urls.splice(0)) URL.revokeObjectURL(u);
    this.view.replaceChildren();
    this.view.hidden = true;
    this.button.hidden = false;
    this.status.textContent = say("原文已关闭。", "The original is closed.");
    this.button.focus();
    this.host.dispatchEvent(new CustomEvent("sealed-close", { bubbles: true }));
  }
}

// KeyMaker drives <make-key>.
class KeyMaker {
  constructor(host) {
    this.host = host;
    this.status = make("p", { role: "status" });
    this.area = make("div");
    const start = make("button", { type: "button", class: "primary" }, say("生成我的钥匙", "Make my key"));
    start.addEventListener("click", () => { start.disabled = true; this.run(start); });
    host.replaceChildren(start, this.status, this.area);
  }

  async run(start) {
    this.status.textContent = say("正在生成钥匙，约需几秒，请勿关闭本页…", "Making the key; a few seconds, keep this page open…");
    await breathe();
    const phrase = newPassphrase();
    const { file, recipient } = await makeKeyFile(phrase);
    start.hidden = true;
    this.status.textContent = say("钥匙已生成。请依次完成下面三步。", "The key is made. Do the three steps below.");
    const id = `make-key-${++serial}`;
    const words = make("p", { class: "sealed-phrase", translate: "no", lang: "zh-Latn-pinyin" });
    words.textContent = phrase;
    const url = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
    const link = make("a", { href: url, download: `hengjian-key-${recipient.slice(-6)}.age`, class: "button" }, say("下载钥匙文件", "Download the key file"));
    const again = make("input", { id, type: "text", autocomplete: "off", spellcheck: "false" });
    const remember = make("input", { id: `${id}-remember`, type: "checkbox" });
    const check = make("button", { type: "button" }, say("核对", "Check"));
    const result = make("p", { role: "alert" });
    check.addEventListener("click", () => this.check({ phrase, file, recipient, again, remember, result, words, url }));
    this.area.replaceChildren(make("ol", {},
      make("li", {}, say("把这六个词抄在纸上，与钥匙文件分开保管。忘记了无法找回。", "Write these six words on paper and keep them apart from the key file. They cannot be recovered."), words),
      make("li", {}, say("保存钥匙文件（建议存两份，其一在离线介质）：", "Save the key file (twice, once offline): "), link),
      make("li", {}, make("label", { for: id }, say("按抄下的再输入一遍：", "Type the six words from your paper: ")), again,
        remember, make("label", { for: `${id}-remember` }, say("在本机记住钥匙文件", "Remember the key file on this computer")), check)), result);
  }

  async check(k) {
    if (tidyPassphrase(k.again.value.trim()) !== k.phrase) {
      k.result.textContent = say("与生成的口令不一致，请对照纸上再输入。", "Not the same; type what is on your paper.");
      k.again.focus();
      return;
    }
    if (k.remember.checked) await shelf.put(k.file).catch(() => {});
    k.words.remove(); // the passphrase leaves the page
    k.again.value = "";
    k.phrase = "";
    const form = this.host.closest("form");
    const input = form?.elements.namedItem("recipient");
    if (input) input.value = k.recipient;
    free(form);
    k.result.textContent = say("核对无误，可以提交登记。", "Correct; you may submit the enrolment.");
    this.host.dispatchEvent(new CustomEvent("key-made", { bubbles: true, detail: { recipient: k.recipient } }));
  }
}

if (typeof customElements !== "undefined") {
  customElements.define("sealed-box", class extends HTMLElement {
    connectedCallback() { this.box ??= new Box(this); }
    disconnectedCallback() { this.box?.close(); }
  });
  customElements.define("make-key", class extends HTMLElement {
    connectedCallback() { this.maker ??= new KeyMaker(this); }
  });
  for (const e of document.querySelectorAll("div[data-sealed-box]")) new Box(e);
}
