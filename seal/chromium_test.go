package seal_test

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"hengjian/seal"
)

// drive stands in for the officer: it presses, chooses the key file, types, and reports what the page shows.
const drive = `
const $ = (q, at = document) => at.querySelector(q);
const until = async (f) => { for (let i = 0; i < 400; i++) { const v = f(); if (v) return v; await new Promise((r) => setTimeout(r, 50)); } throw new Error("waited in vain: " + f); };
const report = (o) => fetch("/done", { method: "POST", body: JSON.stringify(o) });
async function unlockWith(host, file, phrase) {
  $("button.sealed-open", host).click();
  const dialog = await until(() => $("dialog[open]"));
  const files = new DataTransfer();
  files.items.add(new File([file], "key.age"));
  $("input[type=file]", dialog).files = files.files;
  $("input[type=password]", dialog).value = phrase;
  $("button[type=submit]", dialog).click();
  return dialog;
}
try {
  const q = await (await fetch("/question")).json();
  const out = { violations: 0 };
  document.addEventListener("securitypolicyviolation", () => out.violations++);
  const box = $("#box");
  let dialog = await unlockWith(box, q.keyFile, "wrong");
  out.wrong = await until(() => { const s = $("[role=alert]", dialog).textContent; return s.includes("口令不对") && s; });
  $("input[type=password]", dialog).value = q.phrase;
  $("button[type=submit]", dialog).click();
  await until(() => $(".sealed-text", box));
  out.text = $(".sealed-text", box).textContent;
  out.live = box.querySelectorAll("script, img").length;
  let saved;
  HTMLAnchorElement.prototype.click = function () { saved = this; };
  $(".sealed-files button", box).click();
  out.file = await (await until(() => saved) && fetch(saved.href).then((r) => r.text(), (e) => "csp"));
  out.name = saved.download;
  box.querySelector(".sealed-view button").click();
  out.closed = !document.documentElement.textContent.includes("夜里讯问") && $(".sealed-view", box).hidden;
  await unlockWith($("#person"), q.keyFile, q.phrase);
  out.alone = await until(() => { const s = $("[role=status]", $("#person")).textContent; return s.includes("打不开") && s; });
  await unlockWith($("#peel"), q.keyFile, q.phrase);
  out.inner = await until(() => $("input[name=inner]").value);
  out.freed = !$("#peel-form button[type=submit]").disabled;
  $("make-key button").click();
  const phrase = (await until(() => $(".sealed-phrase"))).textContent;
  $("make-key input[type=text]").value = phrase.replaceAll("-", " ").toUpperCase();
  [...document.querySelectorAll("make-key button")].at(-1).click();
  out.recipient = await until(() => $("input[name=recipient]").value);
  out.phraseGone = !document.documentElement.textContent.includes(phrase);
  await report(out);
} catch (e) { await report({ error: String(e), stack: e.stack }); }
`

// TestSealedElementsInChromium drives <sealed-box> and <make-key> under the product's content policy.
func TestSealedElementsInChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("a short run starts no browser")
	}
	// Not Debian's command of that name: a script that stays between, so that who ends it does not end the browser.
	chromium, err := exec.LookPath(cmp.Or(os.Getenv("HENGJIAN_CHROMIUM"), "/usr/lib/chromium/chromium-headless-shell"))
	if err != nil {
		chromium, err = exec.LookPath("chromium")
	}
	if err != nil {
		t.Fatalf("no browser (scripts/need.sh installs Chromium): %v", err)
	}
	phrase, _ := seal.NewPassphrase(rand.Reader)
	keyFile, intake, err := seal.NewKeyFile(rand.Reader, phrase, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	custodian, cr := officer(t)
	key, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	attached, err := seal.SealBytes([]byte("附件内容"), []string{key.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	message, err := key.Box(seal.Message{Version: 1, Text: "夜里讯问<img src=x onerror=alert(1)>\n<script>1</script>",
		Files: []seal.File{{Address: seal.Address(attached), Name: "录音.m4a", Size: 300}}}, []string{intake})
	if err != nil {
		t.Fatal(err)
	}
	person, _, err := seal.SealDocument(rand.Reader, seal.Person{Version: 1, Name: "虞梅"}, []string{intake}, []string{cr})
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.StdEncoding.EncodeToString
	page := fmt.Sprintf(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>t</title><body>
<div data-sealed-box id="box" data-files="/files/" data-payload="%s" data-wrap="%s"></div>
<sealed-box id="person" data-payload="%s" data-wrap="%s"></sealed-box>
<form id="peel-form"><input type="hidden" name="inner"><sealed-box id="peel" data-step="peel" data-wrap="%s"></sealed-box><button type="submit" disabled>s</button></form>
<form><input type="hidden" name="recipient"><make-key></make-key><button type="submit" disabled>s</button></form>
<script type="module" src="/assets/sealed.js"></script><script type="module" src="/drive.js"></script></body></html>`,
		b64(message.Payload), b64(message.Wrap), b64(person.Payload), b64(person.Wrap), b64(person.Wrap))
	question, _ := json.Marshal(map[string]string{"keyFile": string(keyFile), "phrase": phrase})
	done := make(chan []byte, 1)
	mux := http.NewServeMux()
	serve := func(path, kind string, body []byte) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			// blob: in connect-src is for this test alone, to read back what the download link holds.
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' blob:; base-uri 'none'")
			_, _ = w.Write(body)
		})
	}
	serve("/{$}", "text/html", []byte(page))
	serve("/drive.js", "text/javascript", []byte(drive))
	serve("/question", "application/json", question)
	serve("/files/"+seal.Address(attached), "application/octet-stream", attached)
	mux.Handle("GET /assets/", http.StripPrefix("/assets/", http.FileServer(http.Dir("../web/kit/assets"))))
	mux.HandleFunc("POST /done", func(_ http.ResponseWriter, r *http.Request) { b, _ := io.ReadAll(r.Body); done <- b })
	server := httptest.NewServer(mux)
	defer server.Close()

	profile, err := os.MkdirTemp("", "chromium-profile-")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(profile) }() // its children may still be writing; not worth failing for
	cmd := exec.Command(chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--remote-debugging-port=0", "--user-data-dir="+profile, server.URL)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	var answer []byte
	select {
	case answer = <-done:
	case <-time.After(90 * time.Second):
		t.Fatal("the page did not answer")
	}
	var got struct {
		Error, Wrong, Text, File, Name, Alone, Inner, Recipient string
		Violations, Live                                        int
		Closed, Freed, PhraseGone                               bool
	}
	if err := json.Unmarshal(answer, &got); err != nil || got.Error != "" {
		t.Fatalf("%v %s", err, answer)
	}
	if !strings.Contains(got.Text, "夜里讯问<img src=x") || got.Live != 0 || got.Violations != 0 {
		t.Errorf("shown as something else than text, or against the policy: %+v", got)
	}
	if got.File != "附件内容" || got.Name != "录音.m4a" {
		t.Errorf("attachment: %q %q", got.File, got.Name)
	}
	if !got.Closed || !got.Freed || !got.PhraseGone || !seal.ValidRecipient(got.Recipient) {
		t.Errorf("%+v", got)
	}
	inner, err := base64.StdEncoding.DecodeString(got.Inner)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Unwrap(inner, custodian); err != nil {
		t.Error("the peeled layer:", err)
	}
}
