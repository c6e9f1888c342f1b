package seal

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// boxRecipient is the public half of a box key. It writes the X25519 stanza of
// the age format (C2SP age, "X25519 recipient stanza") and exists because an
// import seals two boxes a message and most of the time goes into the key
// agreement: age's own recipient goes through an interface of bytes that
// computes each public key twice. Whatever is sealed here is opened by age.
type boxRecipient struct{ public *ecdh.PublicKey }

func newBoxRecipient(scalar []byte) (boxRecipient, error) {
	k, err := ecdh.X25519().NewPrivateKey(scalar)
	if err != nil {
		return boxRecipient{}, err
	}
	return boxRecipient{k.PublicKey()}, nil
}

// Wrap seals the file key to the box key.
func (r boxRecipient) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	share, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	secret, err := share.ECDH(r.public)
	if err != nil {
		return nil, err
	}
	ours := share.PublicKey().Bytes()
	key, err := hkdf.Key(sha256.New, secret, append(ours[:len(ours):len(ours)], r.public.Bytes()...), "age-encryption.org/v1/X25519", chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	lock, err := chacha20poly1305.New(key)
	if err != nil {
		return nil, err
	}
	// The key locks one file key and no more, so the nonce is zero: so says the format.
	body := lock.Seal(nil, make([]byte, chacha20poly1305.NonceSize), fileKey, nil)
	return []*age.Stanza{{Type: "X25519", Args: []string{base64.RawStdEncoding.EncodeToString(ours)}, Body: body}}, nil
}
