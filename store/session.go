package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"
)

// Session is a signed-in session; the token itself is not stored.
type Session struct {
	Hash    string
	Account string
	Epoch   int64
	Made    time.Time
	Seen    time.Time
}

// NewSession begins a session and returns its token.
func (s *Store) NewSession(ctx context.Context, account string, now time.Time) (string, error) {
	var b [32]byte
	rand.Read(b[:])
	token := base64.RawURLEncoding.EncodeToString(b[:])
	sum := sha256.Sum256([]byte(token))
	err := s.Write(ctx, func(t *Tx) error {
		if _, err := t.Exec(`DELETE FROM session WHERE made_at < ?`, now.Add(-24*time.Hour).UnixMicro()); err != nil {
			return err
		}
		_, err := t.Exec(`INSERT INTO session (token_hash, account, epoch, made_at, seen_at)
			SELECT ?, id, epoch, ?, ? FROM account WHERE id=?`, hex.EncodeToString(sum[:]), now.UnixMicro(), now.UnixMicro(), account)
		return err
	})
	return token, err
}

// Session finds a session by the hash of its token; Account is empty where
// there is none.
func (s *Store) Session(ctx context.Context, hash string) (Session, error) {
	se := Session{Hash: hash}
	var made, seen int64
	err := s.Read(ctx).Row(`SELECT account, epoch, made_at, seen_at FROM session WHERE token_hash=?`, hash).Scan(&se.Account, &se.Epoch, &made, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		return se, nil
	}
	se.Made, se.Seen = time.UnixMicro(made), time.UnixMicro(seen)
	return se, err
}

// Seen moves a session's last request.
func (s *Store) Seen(ctx context.Context, hash string, now time.Time) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.Exec(`UPDATE session SET seen_at=? WHERE token_hash=?`, now.UnixMicro(), hash)
		return err
	})
}

// EndSession forgets a session.
func (s *Store) EndSession(ctx context.Context, hash string) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.Exec(`DELETE FROM session WHERE token_hash=?`, hash)
		return err
	})
}

// Failed counts a failed sign-in.
func (s *Store) Failed(ctx context.Context, login string, now time.Time) error {
	if len(login) > 64 {
		login = login[:64]
	}
	return s.Write(ctx, func(t *Tx) error {
		if _, err := t.Exec(`DELETE FROM signin WHERE at < ?`, now.Add(-24*time.Hour).UnixMicro()); err != nil {
			return err
		}
		_, err := t.Exec(`INSERT INTO signin (login, at) VALUES (?,?)`, login, now.UnixMicro())
		return err
	})
}

// Failures counts the failed sign-ins of a login since an instant.
func (s *Store) Failures(ctx context.Context, login string, since time.Time) (int, error) {
	if len(login) > 64 {
		login = login[:64]
	}
	var n int
	err := s.Read(ctx).Row(`SELECT count(*) FROM signin WHERE login=? AND at>=?`, login, since.UnixMicro()).Scan(&n)
	return n, err
}

// Forgive forgets the failed sign-ins of a login: its password was reset.
func (t *Tx) Forgive(login string) error {
	_, err := t.Exec(`DELETE FROM signin WHERE login=?`, login)
	return err
}
