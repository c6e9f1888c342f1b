package merkle

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// The signature types of C2SP signed-note that a book uses: what a key may say
// is part of the key.
const (
	typeLog      = 0x01 // Ed25519 over the note: a log signs its own checkpoints
	typeCosigner = 0x04 // cosignature/v1: a witness saw no rewriting up to a time
)

// GenerateLogKey makes the key with which a book signs its checkpoints, named
// after the book's origin. The secret form opens with note.NewSigner.
func GenerateLogKey(random io.Reader, origin string) (secret, vkey string, err error) {
	return generate(random, origin, typeLog)
}

// GenerateCosignerKey makes the key with which a superior committee cosigns; the
// secret form opens with [NewCosigner]. It must be a key of its own: a
// cosignature does not commit to the cosigner's name (tlog-cosignature).
func GenerateCosignerKey(random io.Reader, name string) (secret, vkey string, err error) {
	return generate(random, name, typeCosigner)
}

func generate(random io.Reader, name string, kind byte) (secret, vkey string, err error) {
	if !validName(name) {
		return "", "", faultf("密钥名称%q无效：不得为空，不得含空白或加号", "key name %q is invalid: it must not be empty nor contain white space or plus", name)
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return "", "", err
	}
	pub := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	return "PRIVATE+KEY+" + encodeKey(name, kind, pub, seed), encodeKey(name, kind, pub, pub), nil
}

// encodeKey writes name+id+base64(kind ‖ material), the id always the public key's.
func encodeKey(name string, kind byte, pub, material []byte) string {
	return fmt.Sprintf("%s+%08x+%s", name, keyID(name, kind, pub), base64.StdEncoding.EncodeToString(append([]byte{kind}, material...)))
}

func keyID(name string, kind byte, pub []byte) uint32 {
	sum := sha256.Sum256(append(append([]byte(name+"\n"), kind), pub...))
	return binary.BigEndian.Uint32(sum[:])
}

// A key in either form, taken apart.
type key struct {
	name     string
	id       uint32
	kind     byte
	material []byte
}

func parseKey(s string) (key, error) {
	bad := fault("密钥格式不正确，应为：名称+编号+内容", "the key is malformed; expected name+id+data")
	name, rest, _ := strings.Cut(s, "+")
	id16, b64, _ := strings.Cut(rest, "+")
	id, err := strconv.ParseUint(id16, 16, 32)
	if err != nil || len(id16) != 8 || !validName(name) {
		return key{}, bad
	}
	data, err := base64.StdEncoding.DecodeString(b64)
	if err != nil || len(data) != 1+ed25519.PublicKeySize || base64.StdEncoding.EncodeToString(data) != b64 {
		return key{}, bad
	}
	return key{name: name, id: uint32(id), kind: data[0], material: data[1:]}, nil
}

// VKey is a public key in a verifier's hand: whose it is and what it may say.
type VKey struct {
	Name     string
	ID       uint32
	Cosigner bool // a witness's key; otherwise a log's
	public   ed25519.PublicKey
}

// ParseVKey reads a verifier key, "name+id+base64" (signed-note), of a log
// (type 0x01) or a cosigner (type 0x04); other types are refused.
func ParseVKey(s string) (VKey, error) {
	k, err := parseKey(s)
	if err != nil {
		return VKey{}, err
	}
	if k.kind != typeLog && k.kind != typeCosigner {
		return VKey{}, faultf("不支持的密钥类型0x%02x", "unsupported key type 0x%02x", k.kind)
	}
	if k.id != keyID(k.name, k.kind, k.material) {
		return VKey{}, faultf("密钥%s的编号与内容不符（可能抄写有误）", "the id of key %s does not match its data (mistyped?)", k.name)
	}
	return VKey{Name: k.name, ID: k.id, Cosigner: k.kind == typeCosigner, public: k.material}, nil
}

// Verifier is the key as the note package wants it.
func (k VKey) Verifier() note.Verifier { return verifier{k} }

type verifier struct{ k VKey }

func (v verifier) Name() string    { return v.k.Name }
func (v verifier) KeyHash() uint32 { return v.k.ID }
func (v verifier) Verify(msg, sig []byte) bool {
	if v.k.Cosigner {
		at, ok := cosignedAt(sig)
		return ok && ed25519.Verify(v.k.public, cosigned(msg, at), sig[8:])
	}
	return ed25519.Verify(v.k.public, msg, sig)
}
