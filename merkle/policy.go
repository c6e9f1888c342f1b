package merkle

import (
	"fmt"
	"strings"
	"time"
)

// Policy is what a verifier trusts: the keys of logs, each only for the origin
// it is named after, the keys of witnesses, and how many of these must have
// cosigned.
type Policy struct {
	keys []VKey
	need int
}

// AllWitnesses asks NewPolicy for the signature of every witness key given.
const AllWitnesses = -1

// NewPolicy reads verifier keys, logs' and cosigners' mixed. need is how many
// of the cosigners must have signed, or AllWitnesses. The same public key under
// two names is refused: one witness would count twice.
func NewPolicy(vkeys []string, need int) (Policy, error) {
	p := Policy{need: need}
	logs := 0
	for _, s := range vkeys {
		k, err := ParseVKey(strings.TrimSpace(s))
		if err != nil {
			return Policy{}, err
		}
		for _, other := range p.keys {
			if k.public.Equal(other.public) {
				return Policy{}, faultf("密钥重复：%s 与 %s", "the same key is given twice: %s and %s", other.Name, k.Name)
			}
		}
		if !k.Cosigner {
			logs++
		}
		p.keys = append(p.keys, k)
	}
	if logs == 0 {
		return Policy{}, fault("未提供记录库的公钥，无法核对签名", "no log key was given, so no signature can be checked")
	}
	witnesses := len(p.keys) - logs
	if need == AllWitnesses {
		p.need = witnesses
	}
	if p.need < 0 || p.need > witnesses {
		return Policy{}, faultf("要求%d个联署，但只提供了%d个联署公钥", "%d cosignatures are asked for, but only %d cosigner keys were given", need, witnesses)
	}
	return p, nil
}

// Signature is who signed a checkpoint. At is set for cosignatures only: a log's
// own signature carries no time.
type Signature struct {
	Name     string
	ID       uint32
	Cosigner bool
	At       time.Time
}

func (s Signature) String() string { return fmt.Sprintf("%s (%08x)", s.Name, s.ID) }

// Opened is a checkpoint whose signatures were checked.
type Opened struct {
	Checkpoint
	Signed    []Signature // verified: the log first, then witnesses in the order of the note
	Unchecked []Signature // of keys not in the policy: nothing is known about them

	text string
}

// Open checks a signed checkpoint: its log must have signed, every signature of
// a known key must be right, and enough witnesses must have cosigned. A witness
// named like the origin does not count: a log does not witness itself.
func (p Policy) Open(msg []byte) (Opened, error) {
	text, sigs, err := splitNote(msg)
	if err != nil {
		return Opened{}, err
	}
	c, err := parseText(text)
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Checkpoint: c, text: text}
	var log, witnesses []Signature
	for _, line := range sigs {
		s := Signature{Name: line.name, ID: line.id}
		k, known := p.key(line)
		if own := k.Name == c.Origin; !known || k.Cosigner == own {
			o.Unchecked = append(o.Unchecked, s)
			continue
		}
		if !k.Verifier().Verify([]byte(text), line.sig) {
			return Opened{}, faultf("%s 的签名不成立：内容被改动或签名有误", "the signature of %s fails: the content was changed or the signature is wrong", k.Name)
		}
		if !k.Cosigner {
			log = append(log, s)
			continue
		}
		seconds, _ := cosignedAt(line.sig)
		s.Cosigner, s.At = true, time.Unix(int64(seconds), 0).UTC()
		witnesses = append(witnesses, s)
	}
	if len(log) == 0 {
		return Opened{}, faultf("来源 %s 没有用您提供的公钥签名", "origin %s has not signed with any key you gave", c.Origin)
	}
	if len(witnesses) < p.need {
		return Opened{}, faultf("要求%d个联署，只有%d个成立", "%d cosignatures are required, %d are valid", p.need, len(witnesses))
	}
	o.Signed = append(log, witnesses...)
	return o, nil
}

// key finds the policy's key for a signature line by name and id.
func (p Policy) key(line sigLine) (VKey, bool) {
	for _, k := range p.keys {
		if k.Name == line.name && k.ID == line.id {
			return k, true
		}
	}
	return VKey{}, false
}
