package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// Box is one sealed document as it is stored. The format is described at the top of the package.
type Box struct {
	Payload []byte // sealed to the box key
	Wrap    []byte // the box key, sealed to the officers
}

// Key is a box key: it opens one box (or, for an import, the originals of that one import) and nothing else.
// The program that seals holds it for as long as the request lasts; it is never stored except wrapped.
type Key struct {
	id *age.X25519Identity
	to age.Recipient
}

// NewKey makes a box key. One import of many rows makes one Key, seals each original to it, and wraps it once.
func NewKey(random io.Reader) (Key, error) {
	scalar, err := secretScalar(random)
	if err != nil {
		return Key{}, err
	}
	id, err := identityFrom(scalar)
	if err != nil {
		return Key{}, err
	}
	to, err := newBoxRecipient(scalar)
	return Key{id, to}, err
}

// Identity is the age identity of the key.
func (k Key) Identity() age.Identity { return k.id }

// Recipient is the public half ("age1…"): what may be kept to seal further attachments to the same box.
func (k Key) Recipient() string { return k.id.Recipient().String() }

// String never shows the secret, so that a Key in a log line is harmless.
func (k Key) String() string { return "box key " + k.Recipient() }

// GoString is String, for %#v.
func (k Key) GoString() string { return k.String() }

// Seal encrypts to this key: the payload's writer, or an attachment's.
func (k Key) Seal(dst io.Writer) (io.WriteCloser, error) {
	return age.Encrypt(dst, k.to)
}

// Wrap seals the key to layers of recipients, outermost first. One layer: any one of them opens. Two layers:
// one of each is needed. A key that stands in two layers would open both alone, so that is refused.
func (k Key) Wrap(layers ...[]string) ([]byte, error) {
	if len(layers) == 0 {
		return nil, errors.New("seal: nobody to wrap the key for")
	}
	if err := disjoint(layers); err != nil {
		return nil, err
	}
	blob := []byte(k.id.String() + "\n")
	for i := len(layers) - 1; i >= 0; i-- {
		sealed, err := SealBytes(blob, layers[i])
		if err != nil {
			return nil, err
		}
		blob = sealed
	}
	return blob, nil
}

func disjoint(layers [][]string) error {
	at := map[string]int{}
	for i, layer := range layers {
		for _, r := range layer {
			if j, ok := at[strings.TrimSpace(r)]; ok && j != i {
				return fmt.Errorf("seal: %s stands in two layers and could open alone", r)
			}
			at[strings.TrimSpace(r)] = i
		}
	}
	return nil
}

const (
	maxLayers = 4
	maxWrap   = 1 << 20 // about 5,000 recipients
)

// ErrAnotherKey is returned by Unwrap when a further layer is left that none of the identities opens.
var ErrAnotherKey = errors.New("seal: a further layer needs another person's key")

// Unwrap opens a wrap with the identities at hand (of one person, or of two sitting together).
func Unwrap(wrap []byte, ids ...age.Identity) (Key, error) {
	for n := range maxLayers {
		plain, err := Peel(wrap, ids...)
		var none *age.NoIdentityMatchError
		if n > 0 && errors.As(err, &none) {
			return Key{}, ErrAnotherKey
		}
		if err != nil {
			return Key{}, err
		}
		if !bytes.HasPrefix(plain, []byte(magic)) {
			id, err := age.ParseX25519Identity(strings.TrimSpace(string(plain)))
			if err != nil {
				return Key{}, errors.New("seal: the wrap does not hold a box key")
			}
			return Key{id, id.Recipient()}, nil
		}
		wrap = plain
	}
	return Key{}, errors.New("seal: too many layers")
}

// Peel opens one layer of a wrap. Of a nested wrap the result is the next layer's age file.
func Peel(wrap []byte, ids ...age.Identity) ([]byte, error) { return OpenBytes(wrap, maxWrap, ids...) }

// Rewrap opens the outermost layer with id and seals what it held to the new recipients: key rotation. Inner
// layers and the payload stay as they are. Of a nested wrap the caller learns nothing but the inner file.
// A change among the custodians needs both sides by design: Unwrap with the two keys, then Wrap anew.
func Rewrap(wrap []byte, id age.Identity, recipients []string) ([]byte, error) {
	inner, err := Peel(wrap, id)
	if err != nil {
		return nil, err
	}
	return SealBytes(inner, recipients)
}

// Grant opens an inner layer with the custodian's id and seals the box key to the one officer who asked.
func Grant(inner []byte, custodian age.Identity, officer string) ([]byte, error) {
	key, err := Unwrap(inner, custodian)
	if err != nil {
		return nil, err
	}
	return key.Wrap([]string{officer})
}

// SealDocument seals doc as padded JSON in a fresh box for the layers (outermost first). The key is returned
// so that attachments can be sealed to the same box before the request ends.
func SealDocument(random io.Reader, doc any, layers ...[]string) (Box, Key, error) {
	key, err := NewKey(random)
	if err != nil {
		return Box{}, Key{}, err
	}
	box, err := key.Box(doc, layers...)
	return box, key, err
}

// Box seals doc with this key. Use it when attachments were sealed first, as they arrive, and the document
// that names them comes last.
func (k Key) Box(doc any, layers ...[]string) (Box, error) {
	payload, err := k.Payload(doc)
	if err != nil {
		return Box{}, err
	}
	wrap, err := k.Wrap(layers...)
	return Box{Payload: payload, Wrap: wrap}, err
}

// Payload seals doc with this key alone: of an import each original has its own payload, and the key is
// wrapped once for all of them.
func (k Key) Payload(doc any) ([]byte, error) {
	plain, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	return sealBytes(pad(plain), k.Seal)
}

// OpenDocument reads a payload into doc.
func (k Key) OpenDocument(payload []byte, doc any) error {
	plain, err := OpenBytes(payload, maxDocument, k.id)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, doc)
}

const maxDocument = 8 << 20

// pad fills with spaces to whole KiB: they mean nothing in JSON, and 12 words then look like 200.
func pad(plain []byte) []byte {
	return append(plain, bytes.Repeat([]byte{' '}, (1024-len(plain)%1024)%1024)...)
}
