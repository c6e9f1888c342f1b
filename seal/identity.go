package seal

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// NewIdentity makes an X25519 age identity from 32 bytes of random. Use crypto/rand.Reader outside tests.
func NewIdentity(random io.Reader) (*age.X25519Identity, error) {
	scalar, err := secretScalar(random)
	if err != nil {
		return nil, err
	}
	return identityFrom(scalar)
}

func secretScalar(random io.Reader) ([]byte, error) {
	if random == nil {
		random = rand.Reader
	}
	scalar := make([]byte, 32)
	if _, err := io.ReadFull(random, scalar); err != nil {
		return nil, fmt.Errorf("seal: reading randomness: %w", err)
	}
	return scalar, nil
}

// identityFrom is the only door from 32 secret bytes to an identity: age has no constructor from bytes, so we
// write the scalar in age's own text form and let age parse it.
func identityFrom(scalar []byte) (*age.X25519Identity, error) {
	return age.ParseX25519Identity(strings.ToUpper(bech32Encode("age-secret-key-", scalar)))
}

// Recipients parses recipient strings ("age1…"). It refuses an empty list, a repeated key and any key that is
// not X25519, because a list with one silently ignored key is how somebody loses access.
func Recipients(keys []string) ([]age.Recipient, error) {
	if len(keys) == 0 {
		return nil, errors.New("seal: no recipients")
	}
	seen := make(map[string]bool, len(keys))
	out := make([]age.Recipient, 0, len(keys))
	for _, k := range keys {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(k))
		if err != nil {
			return nil, fmt.Errorf("seal: recipient %q: %w", k, err)
		}
		if seen[r.String()] {
			return nil, fmt.Errorf("seal: recipient %s given twice", r)
		}
		seen[r.String()] = true
		out = append(out, r)
	}
	return out, nil
}

// ValidRecipient says whether key is a recipient this package seals to.
func ValidRecipient(key string) bool {
	_, err := age.ParseX25519Recipient(key)
	return err == nil
}
