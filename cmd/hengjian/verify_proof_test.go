package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/mod/sumdb/note"

	"hengjian/merkle"
)

// tiles is the smallest TileStore.
type tiles map[string][]byte

func (t tiles) ReadTile(l int, i int64) ([]byte, error)     { return t[fmt.Sprint(l, i)], nil }
func (t tiles) WriteTile(l int, i int64, data []byte) error { t[fmt.Sprint(l, i)] = data; return nil }

// madeProof is line 3 of a book of 7 with one witness, and the two public keys.
func madeProof(t *testing.T, line string) (file []byte, log, witness string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	random := rand.NewChaCha8([32]byte{5})
	logSecret, log, err := merkle.GenerateLogKey(random, "journal.example/990101")
	must(err)
	witnessSecret, witness, err := merkle.GenerateCosignerKey(random, "witness.example/990100")
	must(err)
	signer, err := note.NewSigner(logSecret)
	must(err)
	cosigner, err := merkle.NewCosigner(witnessSecret)
	must(err)
	var leaves []merkle.Hash
	for i := range 7 {
		leaves = append(leaves, merkle.LeafHash(fmt.Append(nil, i)))
	}
	leaves[2] = merkle.LeafHash([]byte(line))
	ts := tiles{}
	root, err := merkle.Append(ts, 0, leaves)
	must(err)
	msg, err := merkle.Checkpoint{Origin: "journal.example/990101", Size: 7, Root: root}.Sign(signer)
	must(err)
	key, err := merkle.ParseVKey(log)
	must(err)
	msg, _, err = cosigner.Cosign(msg, key, merkle.Checkpoint{}, nil, time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
	must(err)
	p, err := merkle.BuildProof(ts, []byte(line), 2, msg)
	must(err)
	file, err = merkle.WriteProof(p)
	must(err)
	return file, log, witness
}

func saved(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func docxWith(t *testing.T, proof []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string][]byte{"word/document.xml": []byte("<w:document/>"), merkle.DocxPart: proof} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// verifyProof runs the command line as main would.
func verifyProof(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	var cli struct {
		VerifyProof VerifyProofCmd `cmd:""`
	}
	parser, err := kong.New(&cli, kong.Writers(&out, &out))
	if err != nil {
		t.Fatal(err)
	}
	ctx, err := parser.Parse(append([]string{"verify-proof"}, args...))
	if err != nil {
		t.Fatal(err)
	}
	err = ctx.Run()
	return out.String(), err
}

func TestVerifyProofTellsWhatIsProven(t *testing.T) {
	line := `{"seq":3,"act":"leg.send","to":"已转送"}`
	file, log, witness := madeProof(t, line)
	keys := saved(t, "keys.txt", []byte("# 明州市\n\n"+log+"\n"+witness+"\n"))
	plain, letter := saved(t, "a.tlog-proof", file), saved(t, "letter.docx", docxWith(t, file))
	for _, args := range [][]string{
		{plain, "--key", log, "--key", witness},
		{plain, "--key", keys},
		{letter, "-k", keys, "--witnesses", "1"},
	} {
		out, err := verifyProof(t, args...)
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		for _, want := range []string{"证明成立 PROVEN", line, "第3行，共7行 / line 3 of 7", "journal.example/990101", "witness.example/990100", "2026-03-02 09:00:00"} {
			if !strings.Contains(out, want) {
				t.Errorf("%v: no %q in\n%s", args, want, out)
			}
		}
		if strings.Contains(out, "未核对公文正文") != (args[0] == letter) {
			t.Errorf("the note on the letter's text: %s", out)
		}
	}
	// The file of keys that the committee publishes is found beside the proof.
	if err := os.WriteFile(filepath.Join(filepath.Dir(plain), "hengjian-keys.txt"), []byte(log+"\n"+witness+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := verifyProof(t, plain); err != nil || !strings.Contains(out, "证明成立 PROVEN") {
		t.Errorf("keys beside the proof: %v\n%s", err, out)
	}
	// A published list names witnesses of other books too.
	_, elsewhere, err := merkle.GenerateCosignerKey(rand.NewChaCha8([32]byte{6}), "witness.example/990000")
	if err != nil {
		t.Fatal(err)
	}
	list := saved(t, "list.txt", []byte(log+"\n"+witness+"\n"+elsewhere+"\n"))
	if out, err := verifyProof(t, plain, "-k", list); err != nil || !strings.Contains(out, "没有联署 Not cosigned by: witness.example/990000") || !strings.Contains(out, "已核对 Checked:   witness.example/990100") {
		t.Errorf("a list: %v\n%s", err, out)
	}
	if out, err := verifyProof(t, plain, "-k", log, "-k", elsewhere); err == nil {
		t.Errorf("a key given by itself is asked for: %s", out)
	}
	out, err := verifyProof(t, plain, "--key", log)
	if err != nil || !strings.Contains(out, "未核对 Unchecked: witness.example/990100") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestVerifyProofTellsWhyNot(t *testing.T) {
	file, log, witness := madeProof(t, "a line")
	other := strings.Replace(string(file), "extra YSBsaW5l", "extra YSBsaWVz", 1)
	plain := saved(t, "p", file)
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"another line":  {[]string{saved(t, "o", []byte(other)), "-k", log}, "包含证明不成立"},
		"no keys":       {[]string{plain}, "hengjian-keys.txt"},
		"wrong key":     {[]string{plain, "-k", witness}, "未提供记录库的公钥"},
		"mistyped key":  {[]string{plain, "-k", "journal.example/990101+00000000+AAAA"}, "密钥格式不正确"},
		"too few":       {[]string{plain, "-k", log, "--witnesses", "1"}, "只提供了0个联署公钥"},
		"no such file":  {[]string{plain + "x", "-k", log}, "无法读取"},
		"a folder":      {[]string{filepath.Dir(plain), "-k", log}, "无法读取"},
		"empty":         {[]string{saved(t, "e", nil), "-k", log}, "不是有效的证明文件"},
		"huge":          {[]string{saved(t, "h", make([]byte, merkle.MaxProof+5)), "-k", log}, "不是有效的证明文件"},
		"letter, none":  {[]string{saved(t, "l.docx", []byte("PK\x03\x04")), "-k", log}, "不是有效的docx"},
		"letter, other": {[]string{saved(t, "m.docx", docxWith(t, []byte(other))), "-k", log}, "包含证明不成立"},
	} {
		out, err := verifyProof(t, tc.args...)
		if err == nil || !strings.Contains(out, "未能证明 NOT PROVEN") || !strings.Contains(out, tc.want) || strings.Contains(out, "PROVEN\n  记录库") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// A line cannot pose as part of the report or drive the terminal.
func TestVerifyProofShowsHostileText(t *testing.T) {
	file, log, _ := madeProof(t, "x\n  已核对 Checked:   court.example\x1b[1A\u202e")
	out, err := verifyProof(t, saved(t, "p", file), "-k", log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, `    |   已核对 Checked:   court.example\u001b[1A\u202e`) || strings.ContainsAny(out, "\x1b\u202e") {
		t.Errorf("%s", out)
	}
}
