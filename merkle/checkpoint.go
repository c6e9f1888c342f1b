package merkle

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// maxNote bounds a signed checkpoint; ours are about 400 bytes.
const maxNote = 64 << 10

// Checkpoint says: the book Origin had Size lines, and this is the Root over
// them (C2SP tlog-checkpoint). Extra lines are signed but no witness vouches
// for them; the specification advises against them.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   Hash
	Extra  []string
}

// Text is the note text that gets signed.
func (c Checkpoint) Text() (string, error) {
	if c.Size < 0 || c.Size > maxSize || c.Size == 0 && c.Root != EmptyRoot() {
		return "", faultf("校验点的大小%d无效", "checkpoint size %d is invalid", c.Size)
	}
	for _, line := range append([]string{c.Origin}, c.Extra...) {
		if line == "" || !utf8.ValidString(line) || strings.IndexFunc(line, func(r rune) bool { return r < 0x20 }) >= 0 {
			return "", faultf("校验点含无效的行%q", "the checkpoint has an invalid line %q", line)
		}
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
	for _, line := range c.Extra {
		text += line + "\n"
	}
	return text, nil
}

// Sign writes the checkpoint as a signed note.
func (c Checkpoint) Sign(signers ...note.Signer) ([]byte, error) {
	text, err := c.Text()
	if err != nil {
		return nil, err
	}
	return note.Sign(&note.Note{Text: text}, signers...)
}

// parseText reads a note text that Text would have written.
func parseText(text string) (Checkpoint, error) {
	bad := fault("校验点格式不正确", "the checkpoint is malformed")
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return Checkpoint{}, bad
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return Checkpoint{}, bad
	}
	root, err := ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, err
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: root, Extra: lines[3 : len(lines)-1]}
	if again, err := c.Text(); err != nil || again != text { // "+7", "007"
		return Checkpoint{}, bad
	}
	return c, nil
}

// UnverifiedCheckpoint reads what a signed note claims without looking at its
// signatures. It is for the writer of the note, who needs the size of what it
// stored itself; an outsider uses [Policy.Open].
func UnverifiedCheckpoint(msg []byte) (Checkpoint, error) {
	text, _, err := splitNote(msg)
	if err != nil {
		return Checkpoint{}, err
	}
	return parseText(text)
}

// A line of the signature block.
type sigLine struct {
	name string
	id   uint32
	sig  []byte
}

// splitNote takes a signed note apart and insists on its one spelling: base64
// without stray bits, no key twice. note.Open is laxer than both.
func splitNote(msg []byte) (text string, sigs []sigLine, err error) {
	bad := fault("签名文本格式不正确", "the signed note is malformed")
	split := bytes.LastIndex(msg, []byte("\n\n"))
	if split < 0 || len(msg) > maxNote || !utf8.Valid(msg) || !bytes.HasSuffix(msg[split+2:], []byte("\n")) {
		return "", nil, bad
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(msg[split+2:])) {
		rest, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "— ")
		name, b64, ok2 := strings.Cut(rest, " ")
		data, err := base64.StdEncoding.DecodeString(b64)
		if !ok || !ok2 || err != nil || !validName(name) || len(data) < 5 || base64.StdEncoding.EncodeToString(data) != b64 {
			return "", nil, bad
		}
		key := name + "+" + string(data[:4])
		if seen[key] || len(sigs) == 64 {
			return "", nil, fault("同一密钥的签名重复，或签名过多", "a key signs twice, or there are too many signatures")
		}
		seen[key] = true
		sigs = append(sigs, sigLine{name: name, id: binary.BigEndian.Uint32(data), sig: data[4:]})
	}
	return string(msg[:split+1]), sigs, nil
}

// validName is signed-note's rule for key names.
func validName(name string) bool {
	return name != "" && utf8.ValidString(name) && !strings.Contains(name, "+") &&
		strings.IndexFunc(name, func(r rune) bool { return r < 0x20 || unicode.IsSpace(r) }) < 0
}
