package merkle

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// MaxProof bounds a proof file in bytes. A line of a book is under 4 KiB and a
// path at most 48 hashes; the room is for lines of bulk acts.
const MaxProof = 1 << 20

const proofHeader = "c2sp.org/tlog-proof@v1"

// Proof is one journal line with what an outsider needs to check it offline
// (C2SP tlog-proof). The line itself travels as the extra data; it is bound by
// its hash, so whoever verifies the proof may trust what he reads.
type Proof struct {
	Leaf       []byte // the journal line, byte for byte as hashed
	Index      int64  // position in the book, from 0
	Path       []Hash // from the leaf's sibling up
	Checkpoint []byte // the signed note, verbatim
}

// BuildProof makes the proof of a stored line under a stored checkpoint. It
// verifies the path before handing it out: a proof that fails is a damaged
// store, to be noticed here and not by the person who was given it.
func BuildProof(ts TileStore, leaf []byte, index int64, checkpoint []byte) (Proof, error) {
	c, err := UnverifiedCheckpoint(checkpoint)
	if err != nil {
		return Proof{}, err
	}
	path, err := Inclusion(ts, index, c.Size)
	if err != nil {
		return Proof{}, err
	}
	if err := VerifyInclusion(path, index, c.Size, LeafHash(leaf), c.Root); err != nil {
		return Proof{}, err
	}
	return Proof{Leaf: leaf, Index: index, Path: path, Checkpoint: checkpoint}, nil
}

// WriteProof writes the proof file.
func WriteProof(p Proof) ([]byte, error) {
	if len(p.Leaf) == 0 || p.Index < 0 || len(p.Path) > 63 {
		return nil, fault("证明内容不完整", "the proof is incomplete")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nextra %s\nindex %d\n", proofHeader, base64.StdEncoding.EncodeToString(p.Leaf), p.Index)
	for _, h := range p.Path {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteByte('\n')
	b.Write(p.Checkpoint)
	if b.Len() > MaxProof {
		return nil, fault("证明文件过大", "the proof file is too large")
	}
	return b.Bytes(), nil
}

// ParseProof reads a proof file; nothing in it is verified yet. It accepts only
// what [WriteProof] would write.
func ParseProof(file []byte) (Proof, error) {
	bad := fault("不是有效的证明文件", "this is not a well-formed proof file")
	head, checkpoint, ok := bytes.Cut(file, []byte("\n\n"))
	if !ok || len(file) > MaxProof {
		return Proof{}, bad
	}
	lines := strings.Split(string(head), "\n")
	if len(lines) < 3 || len(lines) > 3+63 || lines[0] != proofHeader {
		return Proof{}, bad
	}
	extra, ok := strings.CutPrefix(lines[1], "extra ")
	if !ok {
		return Proof{}, fault("证明文件未附记录原文", "the proof file does not carry the line itself")
	}
	leaf, err := base64.StdEncoding.DecodeString(extra)
	if err != nil {
		return Proof{}, bad
	}
	number, _ := strings.CutPrefix(lines[2], "index ")
	index, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return Proof{}, bad
	}
	p := Proof{Leaf: leaf, Index: index, Checkpoint: checkpoint}
	for _, line := range lines[3:] {
		h, err := ParseHash(line)
		if err != nil {
			return Proof{}, err
		}
		p.Path = append(p.Path, h)
	}
	if again, err := WriteProof(p); err != nil || !bytes.Equal(again, file) {
		return Proof{}, bad
	}
	return p, nil
}

// Report is what a verified proof proves: that Leaf is line Index (from 0) of
// the book Origin, which had Size lines under Root when those in Signed signed.
type Report struct {
	Leaf  []byte
	Index int64
	Opened
}

// VerifyProof checks a proof file under the policy.
func (p Policy) VerifyProof(file []byte) (Report, error) {
	proof, err := ParseProof(file)
	if err != nil {
		return Report{}, err
	}
	opened, err := p.Open(proof.Checkpoint)
	if err != nil {
		return Report{}, err
	}
	if err := VerifyInclusion(proof.Path, proof.Index, opened.Size, LeafHash(proof.Leaf), opened.Root); err != nil {
		return Report{}, err
	}
	return Report{Leaf: proof.Leaf, Index: proof.Index, Opened: opened}, nil
}

// VerifyProof checks a proof file against verifier keys; every cosigner whose
// key is given must have signed. For k of n use [NewPolicy].
func VerifyProof(file []byte, vkeys []string) (Report, error) {
	p, err := NewPolicy(vkeys, AllWitnesses)
	if err != nil {
		return Report{}, err
	}
	return p.VerifyProof(file)
}

// Claimed lists the signatures a proof file bears, unchecked: for telling a
// person whose keys to ask for.
func Claimed(file []byte) ([]Signature, error) {
	proof, err := ParseProof(file)
	if err != nil {
		return nil, err
	}
	_, lines, err := splitNote(proof.Checkpoint)
	var out []Signature
	for _, l := range lines {
		out = append(out, Signature{Name: l.name, ID: l.id})
	}
	return out, err
}
