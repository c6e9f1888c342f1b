package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"filippo.io/age"
	"filippo.io/age/armor"
)

const (
	// workFactor is log2 of scrypt's cost for key files. 2^16 takes 64 MiB and some tenths of a second in an
	// old office browser; age's own default 2^18 takes 500 MB there. The passphrase is generated (66 bits), so
	// the factor need not make up for a weak one.
	workFactor = 16
	// maxWorkFactor bounds what a key file from elsewhere may ask of us (2^20 takes 1 GiB).
	maxWorkFactor = 20
	maxKeyFile    = 64 << 10
)

// NewKeyFile makes an officer's key: an armored age file, protected by passphrase, whose plain text is what
// age-keygen writes. It is the same file for the browser, for our command line and for the stock tool:
//
//	age -d -i officer.key.age message.age
//
// recipient is the public half, which is enrolled; the file stays with the officer and is never uploaded.
func NewKeyFile(random io.Reader, passphrase string, created time.Time) (file []byte, recipient string, err error) {
	return keyFile(random, passphrase, created, workFactor)
}

// NewPlayKeyFile makes a key file whose passphrase resists no guessing, for the
// invented city, where the passphrase is printed beside it.
func NewPlayKeyFile(random io.Reader, passphrase string, created time.Time) (file []byte, recipient string, err error) {
	return keyFile(random, passphrase, created, 10)
}

func keyFile(random io.Reader, passphrase string, created time.Time, factor int) (file []byte, recipient string, err error) {
	if passphrase == "" {
		return nil, "", errors.New("seal: a key file needs a passphrase")
	}
	id, err := NewIdentity(random)
	if err != nil {
		return nil, "", err
	}
	lock, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, "", err
	}
	lock.SetWorkFactor(factor)
	var out bytes.Buffer
	shell := armor.NewWriter(&out)
	w, err := age.Encrypt(shell, lock)
	if err != nil {
		return nil, "", err
	}
	recipient = id.Recipient().String()
	if _, err := fmt.Fprintf(w, "# created: %s\n# public key: %s\n%s\n", created.UTC().Format(time.RFC3339), recipient, id); err != nil {
		return nil, "", err
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	if err := shell.Close(); err != nil {
		return nil, "", err
	}
	return out.Bytes(), recipient, nil
}

// ErrPassphrase means that the passphrase does not open the key file.
var ErrPassphrase = errors.New("seal: the passphrase does not open this key file")

// Unlock opens a key file, armored or binary. The passphrase may be typed with spaces, capitals or full-width
// letters. A file holding more than one identity is refused: an officer has one key.
func Unlock(file []byte, passphrase string) (*age.X25519Identity, error) {
	if len(file) > maxKeyFile {
		return nil, errors.New("seal: not a key file: too long")
	}
	lock, err := age.NewScryptIdentity(TidyPassphrase(passphrase))
	if err != nil {
		return nil, ErrPassphrase // empty
	}
	lock.SetMaxWorkFactor(maxWorkFactor)
	var src io.Reader = bytes.NewReader(file)
	if bytes.HasPrefix(bytes.TrimSpace(file), []byte(armor.Header)) {
		src = armor.NewReader(src)
	}
	plain, err := age.Decrypt(src, lock)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("seal: not a key file: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(plain, maxKeyFile))
	if err != nil {
		return nil, fmt.Errorf("seal: damaged key file: %w", err)
	}
	return oneIdentity(string(text))
}

func oneIdentity(text string) (*age.X25519Identity, error) {
	ids, err := age.ParseIdentities(strings.NewReader(text))
	if err != nil {
		return nil, errors.New("seal: the key file holds no age identity") // age's own error could quote the secret
	}
	id, ok := ids[0].(*age.X25519Identity)
	if len(ids) != 1 || !ok {
		return nil, errors.New("seal: the key file must hold one X25519 identity")
	}
	return id, nil
}
