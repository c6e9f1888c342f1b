package seal

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"
)

// LoadWorkKey reads the identity to which working files (evidence, plans,
// scans) are encrypted, or creates it (mode 0600) where it does not exist. Like
// the sketch key it lies outside the data folder and its backups; it is kept
// apart, since without it no working file can be read.
func LoadWorkKey(path, dataDir string) (*age.X25519Identity, error) {
	if err := outside(path, dataDir); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := createWorkKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("seal: creating the working key: %w", err)
		}
	}
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("seal: %s must be a plain file with mode 0600, it is %s", path, info.Mode())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	id, err := age.ParseX25519Identity(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("seal: %s does not hold a working key", path) // never replaced: stored files depend on it
	}
	return id, nil
}

func createWorkKey(path string) error {
	id, err := NewIdentity(rand.Reader)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, id)
	return errors.Join(err, f.Sync(), f.Close())
}
