package seal_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"hengjian/seal"
)

// script runs under node with the very files the pages load; it opens what Go sealed and seals for Go.
const script = `
import * as s from "./sealed.js";
import { readFileSync } from "node:fs";
const q = JSON.parse(readFileSync(0, "utf8"));
const b = s.fromBase64;
const fails = async (f, kind) => { try { await f(); } catch (e) { if (!kind || e instanceof kind) return; throw e; } throw new Error("should have failed: " + f); };
const intake = await s.unlock(q.keyFile, q.phrase.toUpperCase().replaceAll("-", "　"));
await fails(() => s.unlock(q.keyFile, "wrong"), s.WrongPassphrase);
await fails(() => s.unlock("hello", q.phrase));
const message = await s.openDocument(b(q.message.Payload), await s.unwrap(b(q.message.Wrap), intake));
await fails(() => s.unwrap(b(q.person.Wrap), intake), s.NotForThisKey);
const bad = b(q.message.Payload); bad[bad.length - 1] ^= 1;
const key = await s.unwrap(b(q.message.Wrap), intake);
await fails(() => s.openDocument(bad, key));
const inner = await s.peel(b(q.person.Wrap), intake);
const granted = await s.grant(inner, q.custodian, q.officer);
const person = await s.openDocument(b(q.person.Payload), await s.unwrap(granted, intake));
const phrase = s.newPassphrase();
const made = await s.makeKeyFile(phrase);
if (await s.unlock(made.file, phrase).then((id) => !id.startsWith("AGE-SECRET-KEY-1"))) throw new Error("own key file");
const rewrapped = await s.rewrap(b(q.person.Wrap), intake, [made.recipient]);
console.log(JSON.stringify({ message, person, words: s.wordList, phrase, made, rewrapped: s.toBase64(rewrapped), granted: s.toBase64(granted),
  tidied: q.typed.map(s.tidyPassphrase) }));
`

// TestBrowserModule is required where node is installed: what Go seals the page's own files open, and back.
func TestBrowserModule(t *testing.T) {
	if testing.Short() {
		t.Skip("a short run starts no node: its scrypt takes seconds")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Log("node is not installed: the browser module was not run against Go here")
		return
	}
	dir := t.TempDir()
	for name, from := range map[string]string{"sealed.js": "sealed.js", "vendor/age.js": "vendor/age.js"} {
		b, err := os.ReadFile(filepath.Join("../web/kit/assets", from))
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, name), b)
	}
	put(t, filepath.Join(dir, "package.json"), []byte(`{"type":"module"}`))
	put(t, filepath.Join(dir, "test.js"), []byte(script))

	phrase, _ := seal.NewPassphrase(rand.Reader)
	keyFile, intake, err := seal.NewKeyFile(rand.Reader, phrase, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	custodian, cr := officer(t)
	message, _, err := seal.SealDocument(rand.Reader, seal.Message{Version: 1, Text: "夜里讯问𠮷某", Files: []seal.File{{Name: "录音.m4a", AsIs: true}}}, []string{intake})
	if err != nil {
		t.Fatal(err)
	}
	person, _, err := seal.SealDocument(rand.Reader, seal.Person{Version: 1, Name: "虞梅"}, []string{intake}, []string{cr})
	if err != nil {
		t.Fatal(err)
	}
	typed := []string{phrase, " " + strings.ToUpper(strings.ReplaceAll(phrase, "-", "—")), "我 的 口令", "bafei bafei bafei bafei bafei other", "Bafei_bafei－bafei\tbafei　bafei-ｂａｆｅｉ"}
	in, _ := json.Marshal(map[string]any{"keyFile": string(keyFile), "phrase": phrase, "custodian": custodian.String(), "officer": intake,
		"message": message, "person": person, "typed": typed})

	cmd := exec.Command(node, "test.js")
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(in)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaint.String())
	}
	var got struct {
		Message            seal.Message
		Person             seal.Person
		Words, Tidied      []string
		Phrase             string
		Made               struct{ File, Recipient string }
		Rewrapped, Granted string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Message.Text != "夜里讯问𠮷某" || !got.Message.Files[0].AsIs || got.Person.Name != "虞梅" {
		t.Errorf("%+v %+v", got.Message, got.Person)
	}
	for i, s := range typed {
		if got.Tidied[i] != seal.TidyPassphrase(s) {
			t.Errorf("%q: browser %q, Go %q", s, got.Tidied[i], seal.TidyPassphrase(s))
		}
	}
	sameWords(t, got.Words)

	id, err := seal.Unlock([]byte(got.Made.File), got.Phrase)
	if err != nil || id.Recipient().String() != got.Made.Recipient {
		t.Fatal("Go does not read the browser's key file:", err)
	}
	opens(t, person, got.Rewrapped, id, custodian)
	own, err := seal.Unlock(keyFile, phrase)
	if err != nil {
		t.Fatal(err)
	}
	opens(t, person, got.Granted, own)
}

func opens(t *testing.T, box seal.Box, wrap string, ids ...age.Identity) {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(wrap)
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.Unwrap(b, ids...)
	if err != nil {
		t.Fatal(err)
	}
	var p seal.Person
	if err := key.OpenDocument(box.Payload, &p); err != nil || p.Name != "虞梅" {
		t.Fatal(p, err)
	}
}

func sameWords(t *testing.T, browser []string) {
	t.Helper()
	if len(browser) != 2048 {
		t.Fatalf("the browser has %d words", len(browser))
	}
	for n, w := range browser {
		p, _ := seal.NewPassphrase(bytes.NewReader(bytes.Repeat([]byte{byte(n >> 8), byte(n)}, 6)))
		if !strings.HasPrefix(p, w+"-") {
			t.Fatalf("word %d: browser %s, Go %s", n, w, p)
		}
	}
}

func put(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
