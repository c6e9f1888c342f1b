package merkle

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Cosigner is the key of a superior committee as witness of its subordinates'
// books (C2SP tlog-cosignature, Ed25519).
type Cosigner struct {
	key     VKey
	private ed25519.PrivateKey
}

// NewCosigner opens the secret form of a cosigner key.
func NewCosigner(secret string) (*Cosigner, error) {
	rest, ok := strings.CutPrefix(secret, "PRIVATE+KEY+")
	k, err := parseKey(rest)
	if !ok || err != nil || k.kind != typeCosigner {
		return nil, fault("联署私钥格式不正确", "the cosigner's private key is malformed")
	}
	private := ed25519.NewKeyFromSeed(k.material)
	pub := private.Public().(ed25519.PublicKey)
	if k.id != keyID(k.name, k.kind, pub) {
		return nil, fault("联署私钥的编号与内容不符", "the id of the cosigner's private key does not match its data")
	}
	return &Cosigner{key: VKey{Name: k.name, ID: k.id, Cosigner: true, public: pub}, private: private}, nil
}

// VKey is the public key.
func (c *Cosigner) VKey() VKey { return c.key }

// Cosign adds this cosigner's line to a checkpoint that the log signed, stating
// that as of the time at it is the largest tree seen of that log. It checks what
// it states: path must prove that last, the checkpoint cosigned before, is a
// prefix. The first time last is the zero Checkpoint and path is empty. The
// caller keeps the returned checkpoint as the next last, in the same
// transaction, or two answers in a race could cover a fork.
func (c *Cosigner) Cosign(msg []byte, log VKey, last Checkpoint, path []Hash, at time.Time) ([]byte, Checkpoint, error) {
	if log.Cosigner || log.Name == c.key.Name || log.public.Equal(c.key.public) {
		return nil, Checkpoint{}, fault("不能用同一名称或密钥为自己联署", "a log cannot be cosigned by its own name or key")
	}
	opened, err := Policy{keys: []VKey{log}}.Open(msg)
	if err != nil {
		return nil, Checkpoint{}, err
	}
	next := opened.Checkpoint
	if err := extends(last, next, path); err != nil {
		return nil, Checkpoint{}, err
	}
	sig, err := c.sign(opened.text, at)
	if err != nil {
		return nil, Checkpoint{}, err
	}
	// The existing lines stay as they are; an older one of this cosigner is replaced.
	n, err := note.Open(msg, note.VerifierList(log.Verifier()))
	if err != nil {
		return nil, Checkpoint{}, err
	}
	out, err := note.Sign(n, fixed{c.key, sig})
	return out, next, err
}

func extends(last, next Checkpoint, path []Hash) error {
	if last.Size == 0 {
		if len(path) != 0 || last.Origin != "" && last.Origin != next.Origin {
			return fault("首次联署不应附一致性证明", "a first cosignature takes no consistency proof")
		}
		return nil
	}
	if last.Origin != next.Origin {
		return faultf("来源不符：上次为%s，本次为%s", "the origin changed from %s to %s", last.Origin, next.Origin)
	}
	return VerifyConsistency(path, last.Size, next.Size, last.Root, next.Root)
}

// sign is timestamped_signature: the time in seconds, then the signature.
func (c *Cosigner) sign(text string, at time.Time) ([]byte, error) {
	seconds := at.Unix()
	if seconds <= 0 {
		return nil, fault("联署时间无效", "the time of cosigning is invalid")
	}
	sig := binary.BigEndian.AppendUint64(nil, uint64(seconds))
	return append(sig, ed25519.Sign(c.private, cosigned([]byte(text), uint64(seconds)))...), nil
}

// cosigned is the message a cosignature covers.
func cosigned(text []byte, seconds uint64) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", seconds, text)
}

// cosignedAt reads the time of a cosignature, false if it cannot be one.
func cosignedAt(sig []byte) (seconds uint64, ok bool) {
	if len(sig) != 8+ed25519.SignatureSize {
		return 0, false
	}
	seconds = binary.BigEndian.Uint64(sig)
	return seconds, seconds <= math.MaxInt64
}

// fixed hands note.Sign a signature made before.
type fixed struct {
	key VKey
	sig []byte
}

func (f fixed) Name() string                { return f.key.Name }
func (f fixed) KeyHash() uint32             { return f.key.ID }
func (f fixed) Sign([]byte) ([]byte, error) { return f.sig, nil }
