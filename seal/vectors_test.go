package seal_test

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"

	"hengjian/seal"
)

// vectorFolder holds the public C2SP test vectors of the age format where the checkout has data beside it.
const vectorFolder = "../../shared/data/vectors/age/testdata"

// TestAgeVectors shows that Open accepts and refuses what the age format says, so that boxes stay readable by
// any conforming tool. The vectors are used where present; the round trips above need none.
func TestAgeVectors(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(vectorFolder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Logf("no public vectors at %s: only our own round trips ran", vectorFolder)
		return
	}
	opened, refused, left := 0, 0, 0
	for _, f := range files {
		v, ok := readVector(t, f)
		if !ok {
			left++ // post-quantum and tag keys: this package does not seal to them
			continue
		}
		plain, err := v.open()
		switch {
		case v.field["expect"] == "success" && err != nil:
			t.Errorf("%s: %v", filepath.Base(f), err)
		case v.field["expect"] == "success":
			sum := sha256.Sum256(plain)
			if hex.EncodeToString(sum[:]) != v.field["payload"] {
				t.Errorf("%s: another text", filepath.Base(f))
			}
			opened++
		case err == nil:
			t.Errorf("%s: opened, want %s", filepath.Base(f), v.field["expect"])
		default:
			refused++
		}
	}
	if opened < 10 || refused < 50 {
		t.Errorf("only %d opened and %d refused", opened, refused)
	}
	t.Logf("%d opened, %d refused, %d of other key kinds not tried", opened, refused, left)
}

type vector struct {
	field map[string]string
	ids   []age.Identity
	body  io.Reader
}

func readVector(t *testing.T, path string) (v vector, ok bool) {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	v.field = map[string]string{}
	r := bufio.NewReader(bytes.NewReader(raw))
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatal(path, err)
		}
		name, value, found := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !found {
			break
		}
		v.field[name] = value
		switch name {
		case "identity":
			id, err := age.ParseX25519Identity(value)
			if err != nil {
				return v, false
			}
			v.ids = append(v.ids, id)
		case "passphrase":
			id, err := age.NewScryptIdentity(value)
			if err != nil {
				t.Fatal(err)
			}
			v.ids = append(v.ids, id)
		}
	}
	v.body = r
	if v.field["compressed"] == "zlib" {
		if v.body, err = zlib.NewReader(r); err != nil {
			t.Fatal(path, err)
		}
	}
	return v, len(v.ids) > 0
}

func (v vector) open() ([]byte, error) {
	if v.field["armored"] == "yes" {
		v.body = armor.NewReader(v.body)
	}
	r, err := seal.Open(v.body, v.ids...)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
