package seal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hengjian/seal"
)

const told = "今年三月五日夜里，雾江派出所以配合调查为名把我弟弟带走，连续讯问十九个小时，没有出示传唤证，也没有通知家属，直到第二天下午才让他签字离开。"

func TestSketchFindsNearDuplicatesOnly(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "sketch.key")
	k, err := seal.LoadSketchKey(path, data)
	if err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Fatal(info.Mode())
	}
	again, err := seal.LoadSketchKey(path, data)
	if err != nil || again != k {
		t.Fatal("the key changed between starts", err)
	}
	a, ok := k.Sketch(told)
	if !ok {
		t.Fatal("too short?")
	}
	b, _ := k.Sketch(strings.Replace(told, "十九个小时", "二十个小时", 1) + " 谢谢！")
	c, _ := k.Sketch("法院执行局去年立案以后一直没有查封被执行人的房产，多次联系承办人都说在外地出差，请督促依法执行，我们等这笔工程款已经两年多了。")
	if l := a.Likeness(b); l < 0.6 {
		t.Errorf("near duplicate: %.2f", l)
	}
	if l := a.Likeness(c); l > 0.2 {
		t.Errorf("another matter: %.2f", l)
	}
	shared := 0
	for i, v := range a.Bands() {
		if b.Bands()[i] == v {
			shared++
		}
		if c.Bands()[i] == v {
			t.Error("another matter shares a band")
		}
	}
	if shared == 0 {
		t.Error("near duplicate shares no band")
	}
	if back, err := seal.ParseSketch(a.Bytes()); err != nil || back != a {
		t.Error("stored form", err)
	}
	if _, ok := k.Sketch("警察打人！"); ok {
		t.Error("a sketch of five characters means nothing")
	}
	other, err := seal.LoadSketchKey(filepath.Join(dir, "other.key"), data)
	if err != nil {
		t.Fatal(err)
	}
	if o, _ := other.Sketch(told); a.Likeness(o) > 0.1 {
		t.Error("without the key the sketch must not be reproducible")
	}
}

func TestSketchKeyLiesOutsideTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.MkdirAll(filepath.Join(data, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(data, link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{filepath.Join(data, "k"), filepath.Join(data, "sub", "k"), filepath.Join(link, "k"), data + "/../data/k"} {
		if _, err := seal.LoadSketchKey(p, data); err == nil {
			t.Errorf("%s accepted", p)
		}
		if _, err := os.Stat(p); err == nil {
			t.Errorf("%s was created", p)
		}
	}
	loose := filepath.Join(dir, "loose")
	if err := os.WriteFile(loose, []byte(strings.Repeat("ab", 32)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.LoadSketchKey(loose, data); err == nil {
		t.Error("a key others may read was accepted")
	}
	broken := filepath.Join(dir, "broken")
	if err := os.WriteFile(broken, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.LoadSketchKey(broken, data); err == nil {
		t.Error("a broken key was accepted")
	}
	if b, _ := os.ReadFile(broken); string(b) != "abc" {
		t.Error("a broken key was overwritten")
	}
}
