package office

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"hengjian/merkle"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// seals is what the office needs to sign checkpoints. Every book has a key of
// its own, derived from one secret of the installation, because a verifier
// trusts a key for one origin only.
type seals struct {
	mu   sync.Mutex
	seed []byte
}

// seedFile is the secret's file in KeysDir; seedSetting its place in the
// database where KeysDir is empty.
const (
	seedFile    = "checkpoint.key"
	seedSetting = "checkpoint.key"
	seedSize    = 32
)

// sealSeed reads the installation's secret, making it the first time. KeysDir
// lies outside the data folder, so that a stolen or restored copy of the data
// can sign nothing.
func (o *Office) sealSeed(ctx context.Context) ([]byte, error) {
	o.seals.mu.Lock()
	defer o.seals.mu.Unlock()
	if o.seals.seed != nil {
		return o.seals.seed, nil
	}
	fresh := make([]byte, seedSize)
	rand.Read(fresh)
	var seed []byte
	var err error
	if o.KeysDir != "" {
		seed, err = seedFromFile(o.KeysDir, fresh)
	} else {
		err = o.Store.Write(ctx, func(t *store.Tx) error {
			seed, err = t.SettingOnce(seedSetting, fresh)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("checkpoint key: %w", err)
	}
	if len(seed) != seedSize {
		return nil, errors.New("checkpoint key: it is damaged; restore it from its own backup")
	}
	o.seals.seed = seed
	return seed, nil
}

// HasSealKey says whether the key of checkpoints lies in the folder of keys.
// Verifying must not make a fresh one: every signature would seem forged.
func (o *Office) HasSealKey() bool {
	_, err := os.Stat(filepath.Join(o.KeysDir, seedFile))
	return err == nil
}

func seedFromFile(dir string, fresh []byte) ([]byte, error) {
	path := filepath.Join(dir, seedFile)
	b, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process was first
		return os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	_, err = f.Write(fresh)
	return fresh, errors.Join(err, f.Sync(), f.Close())
}

func derived(seed []byte, purpose string) (*bytes.Reader, error) {
	k, err := hkdf.Key(sha256.New, seed, nil, "hengjian checkpoint key v1\n"+purpose, 32)
	return bytes.NewReader(k), err
}

// bookKey is the key pair of one book.
func (o *Office) bookKey(ctx context.Context, book string) (secret, vkey string, err error) {
	seed, err := o.sealSeed(ctx)
	if err != nil {
		return "", "", err
	}
	r, err := derived(seed, "log "+book)
	if err != nil {
		return "", "", err
	}
	return merkle.GenerateLogKey(r, store.Origin(book))
}

// witnessKey is the key pair with which a committee witnesses its subordinates'
// books. In one installation both are its own: what outsiders gain by it is
// that a subordinate's book cannot be rewritten without the superior's key.
func (o *Office) witnessKey(ctx context.Context, place string) (secret, vkey string, err error) {
	seed, err := o.sealSeed(ctx)
	if err != nil {
		return "", "", err
	}
	r, err := derived(seed, "witness "+place)
	if err != nil {
		return "", "", err
	}
	return merkle.GenerateCosignerKey(r, "hengjian/"+place+"/witness")
}

// VKeys are the public keys against which this installation's checkpoints are
// verified: each book's, and each witness's. They belong on paper and on a
// notice board; see docs on verify.
func (o *Office) VKeys(ctx context.Context) ([]string, error) {
	view := o.View(ctx)
	books, err := view.Books()
	if err != nil {
		return nil, err
	}
	var out []string
	witnesses := map[string]bool{}
	for book := range books {
		_, k, err := o.bookKey(ctx, book)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
		up, err := witnessOf(view, book)
		if err != nil {
			return nil, err
		}
		if up != "" && !witnesses[up] {
			witnesses[up] = true
			if _, k, err = o.witnessKey(ctx, up); err != nil {
				return nil, err
			}
			out = append(out, k)
		}
	}
	return out, nil
}

// witnessOf is the place whose committee witnesses a book: the nearest place
// above that has a committee here; "" where there is none.
func witnessOf(v *store.View, book string) (string, error) {
	at := book
	for range 4 { // county, city, province, country
		ps, err := store.Places.Where(v, "code=?", at)
		if err != nil || len(ps) == 0 || ps[0].Upper == "" {
			return "", err
		}
		at = ps[0].Upper
		var cs []organ.Congress
		if cs, err = store.Congresses.Where(v, "place=?", at); err != nil {
			return "", err
		}
		if len(cs) > 0 {
			return at, nil
		}
	}
	return "", nil
}

// sign signs a book's next checkpoint and has it witnessed.
func (o *Office) sign(v *store.View, book string, next, last merkle.Checkpoint) ([]byte, error) {
	secret, vkey, err := o.bookKey(v.Ctx(), book)
	if err != nil {
		return nil, err
	}
	sg, err := note.NewSigner(secret)
	if err != nil {
		return nil, err
	}
	msg, err := next.Sign(sg)
	if err != nil {
		return nil, err
	}
	up, err := witnessOf(v, book)
	if err != nil || up == "" {
		return msg, err
	}
	return o.witness(v, book, up, vkey, msg, next, last)
}

// witness lets the superior committee cosign, after checking that the book
// only grew.
func (o *Office) witness(v *store.View, book, up, logKey string, msg []byte, next, last merkle.Checkpoint) ([]byte, error) {
	secret, _, err := o.witnessKey(v.Ctx(), up)
	if err != nil {
		return nil, err
	}
	c, err := merkle.NewCosigner(secret)
	if err != nil {
		return nil, err
	}
	log, err := merkle.ParseVKey(logKey)
	if err != nil {
		return nil, err
	}
	var path []merkle.Hash
	if last.Size > 0 {
		if path, err = merkle.Consistency(v.Tiles(book), last.Size, next.Size); err != nil {
			return nil, err
		}
	}
	out, _, err := c.Cosign(msg, log, last, path, o.Now())
	return out, err
}

// SealAll signs a checkpoint for every book that has grown.
func (o *Office) SealAll(ctx context.Context) error {
	if _, err := o.sealSeed(ctx); err != nil { // not inside the sealing transaction
		return err
	}
	books, err := o.View(ctx).Unsealed()
	if err != nil {
		return err
	}
	var errs []error
	for _, b := range books {
		for more := true; more; {
			if more, err = o.Store.Seal(ctx, b, o.sign); err != nil {
				errs = append(errs, fmt.Errorf("sealing %s: %w", b, err))
				break
			}
		}
	}
	return errors.Join(errs...)
}

// The sealer waits a moment after an act, so that one checkpoint takes in what
// a second brings, and looks by itself now and then, for acts of other
// processes on the same database.
const (
	sealAfter = 400 * time.Millisecond
	sealEvery = 10 * time.Second
)

// StartSealer signs checkpoints within a second of the acts they cover, until
// ctx ends. It must be called once, before acts are done.
func (o *Office) StartSealer(ctx context.Context) (done <-chan struct{}) {
	grew, end := make(chan struct{}, 1), make(chan struct{})
	o.Store.Grew = func() {
		select {
		case grew <- struct{}{}:
		default:
		}
	}
	go func() {
		defer close(end)
		for {
			if err := o.SealAll(ctx); err != nil && ctx.Err() == nil {
				slog.Error("checkpoint", "err", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-grew:
				select {
				case <-ctx.Done():
					return
				case <-time.After(sealAfter):
				}
			case <-time.After(sealEvery):
			}
		}
	}()
	return end
}

// Verify holds the database against this installation's own keys and files;
// Known checkpoints come from outside. Without the key of checkpoints, as after a
// restoration on another machine, signatures stay unchecked and all else is.
func (o *Office) Verify(ctx context.Context, known [][]byte, all bool) (store.Report, error) {
	opts := store.VerifyOptions{Known: known, All: all}
	if o.KeysDir == "" || o.HasSealKey() {
		keys, err := o.VKeys(ctx)
		if err != nil {
			return store.Report{}, err
		}
		opts.VKeys = keys
	}
	if o.Files != nil {
		opts.Files = attachments{o}
	}
	return o.Store.Verify(ctx, opts)
}

type attachments struct{ o *Office }

func (a attachments) Verify(address string) error { return a.o.Files.Verify(address) }

func (a attachments) Addresses() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for b, err := range a.o.Files.List() {
			if !yield(b.Address, err) {
				return
			}
		}
	}
}
