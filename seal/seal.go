package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"filippo.io/age"
)

// magic is the first line of every binary age file.
const magic = "age-encryption.org/v1\n"

// Seal returns a writer that encrypts what is written to it for recipients and passes it to dst. Close it:
// before Close the sealed file is incomplete and cannot be opened. It holds one 64 KiB chunk in memory.
func Seal(dst io.Writer, recipients []string) (io.WriteCloser, error) {
	rs, err := Recipients(recipients)
	if err != nil {
		return nil, err
	}
	return age.Encrypt(dst, rs...)
}

// SealReader is Seal for callers that pull: it returns the sealed form of src.
func SealReader(src io.Reader, recipients []string) (io.Reader, error) {
	rs, err := Recipients(recipients)
	if err != nil {
		return nil, err
	}
	return age.EncryptReader(src, rs...)
}

// SealBytes seals a small text whole.
func SealBytes(plain []byte, recipients []string) ([]byte, error) {
	return sealBytes(plain, func(dst io.Writer) (io.WriteCloser, error) { return Seal(dst, recipients) })
}

func sealBytes(plain []byte, seal func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var out bytes.Buffer
	w, err := seal(&out)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Open returns the plain text of src for the holder of id. The reader fails with an error, never with altered
// text, where the file was changed or cut; what was read before that error is authentic but incomplete.
func Open(src io.Reader, id ...age.Identity) (io.Reader, error) {
	r, err := age.Decrypt(src, id...)
	if err != nil {
		return nil, fmt.Errorf("seal: open: %w", err)
	}
	return r, nil
}

// OpenBytes opens a small sealed text whole, at most limit bytes of plain text.
func OpenBytes(sealed []byte, limit int64, id ...age.Identity) ([]byte, error) {
	r, err := Open(bytes.NewReader(sealed), id...)
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("seal: open: %w", err)
	}
	if int64(len(plain)) > limit {
		return nil, fmt.Errorf("seal: plain text longer than %d bytes", limit)
	}
	return plain, nil
}

// Address names sealed bytes: lower-case hex SHA-256. It says nothing of the text, since every sealing of the
// same text differs.
func Address(sealed []byte) string {
	sum := sha256.Sum256(sealed)
	return hex.EncodeToString(sum[:])
}
