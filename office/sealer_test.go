package office_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hengjian/internal/testdb"
	"hengjian/merkle"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// A checkpoint follows its acts within a second, the proof of a line verifies
// under the public keys alone, and the committee above has cosigned.
func TestSealedWithinASecond(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		h.O.KeysDir = filepath.Join(t.TempDir(), "keys")
		upper(h)
		ctx, stop := context.WithCancel(h.Ctx)
		done := h.O.StartSealer(ctx)
		defer func() { stop(); <-done }()
		time.Sleep(100 * time.Millisecond)
		id, _ := h.Message("police", "讯问时没有录音录像，要求说明。")
		start := time.Now()
		lines, err := h.O.View(h.Ctx).History("clue", id)
		if err != nil || len(lines) != 1 {
			t.Fatal(lines, err)
		}
		var proof []byte
		for proof == nil && time.Since(start) < 5*time.Second {
			if proof, err = h.O.View(h.Ctx).Proof(lines[0].Book, lines[0].Seq); err != nil {
				t.Fatal(err)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("the checkpoint took %v", took)
		}
		keys, err := h.O.VKeys(h.Ctx)
		if err != nil {
			t.Fatal(err)
		}
		policy, err := merkle.NewPolicy(keys, 1) // the witness must have signed
		if err != nil {
			t.Fatal(err)
		}
		rep, err := policy.VerifyProof(proof)
		if err != nil || string(rep.Leaf) != string(lines[0].Text()) {
			t.Fatalf("%+v %v", rep, err)
		}
		if !slices.ContainsFunc(rep.Signed, func(s merkle.Signature) bool { return s.Cosigner && s.Name == "hengjian/990000/witness" }) {
			t.Errorf("signed by %v", rep.Signed)
		}
		info, err := os.Stat(filepath.Join(h.O.KeysDir, "checkpoint.key"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("key file: %v %v", info, err)
		}
		if set, err := h.O.View(h.Ctx).Setting("checkpoint.key"); err != nil || set != nil {
			t.Errorf("the key is in the database as well: %v", err)
		}
		if rep := verified(h, true); !rep.OK() {
			t.Error(rep.Findings)
		}
	})
}

// upper founds the committee of the province and says that the city is under it.
func upper(h *officetest.House) {
	h.T.Helper()
	h.Must("anquan", &organ.Found{Place: "990000", Name_: "东岭省人民代表大会常务委员会", Short: "东岭省人大常委会", Level: "province", Prefix: "东人"})
	p := &organ.Place{Code: officetest.Place, Name: "明州市", Level: "city", Upper: "990000"}
	p.Head = act.Head{ID: uuid.NewString(), Version: 1, State: "listed", Place: officetest.Place, Opened: "2026-03-02", Regime: "2026-03-02"}
	err := h.O.Store.Write(h.Ctx, func(tx *store.Tx) error {
		_, err := tx.Keep(&store.Kept{Table: store.Places.Table, Now: p, Input: []byte("{}"), Line: store.Line{Book: "house", At: h.Now().UnixMicro(), Actor: "importer",
			Role: "importer", Act: "register.import", Kind: "place", Subject: p.ID, Version: 1, To: "listed", Basis: "local", Cause: -1, ActID: uuid.NewString()}})
		return err
	})
	if err != nil {
		h.T.Fatal(err)
	}
}

// A database put back to yesterday, or one that went another way since, agrees
// with itself; one checkpoint kept elsewhere finds it.
func TestOneCheckpointElsewhereFindsRollbackAndFork(t *testing.T) {
	if testing.Short() {
		t.Skip("verifies eleven times")
	}
	dsn := testdb.SQLite(t)
	h := officetest.New(t, dsn)
	h.O.KeysDir = t.TempDir()
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	yesterday := filepath.Join(t.TempDir(), "hengjian.db")
	old := newHand(t, h, dsn, testdb.SQLiteEngine)
	old.do("VACUUM INTO '" + yesterday + "'")
	rounds := 50 // each a rollback and a fork: 100 to be found
	if testing.Short() {
		rounds = 10
	}
	var known []byte
	for i := range rounds {
		h.Must("hejing", &account.Declare{ID: h.Who["hejing"].ID})
		if err := h.O.SealAll(h.Ctx); err != nil {
			t.Fatal(err)
		}
		_, text, err := h.O.View(h.Ctx).Checkpoint("house")
		if err != nil {
			t.Fatal(err)
		}
		known = []byte(text)
		if i > 0 && i%25 == 0 {
			if rep, err := h.O.Verify(h.Ctx, [][]byte{known}, true); err != nil || !rep.OK() {
				t.Fatalf("the true database: %v %v", err, rep.Findings)
			}
		}
		found(t, h, yesterday, known, i+1)
	}
}

// found opens a copy of yesterday's file, lets it go another way by n acts, and
// demands that each of its states, sealed by the very same keys, is found out.
func found(t *testing.T, h *officetest.House, yesterday string, known []byte, n int) {
	t.Helper()
	b, err := os.ReadFile(yesterday)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "hengjian.db")
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(h.Ctx, "sqlite:"+copied)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	real := h.O.Store
	h.O.Store = s
	defer func() { h.O.Store = real }()
	check := func(what string) {
		t.Helper()
		if rep, err := h.O.Verify(h.Ctx, nil, true); err != nil || !rep.OK() {
			t.Fatalf("%s does not agree with itself: %v %v", what, err, rep.Findings)
		}
		if rep, err := h.O.Verify(h.Ctx, [][]byte{known}, false); err != nil || rep.OK() {
			t.Fatalf("%s, %d acts on, is not found out (%v)", what, n, err)
		}
	}
	check("rollback")
	for range n {
		h.Must("luping", &account.Declare{ID: h.Who["luping"].ID})
	}
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	check("fork")
}

// An installation started with another folder of keys is told so.
func TestAnotherFolderOfKeysIsStrange(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	h.O.KeysDir = filepath.Join(t.TempDir(), "keys")
	if s, err := h.O.StrangeKey(h.Ctx); err != nil || len(s) != 0 {
		t.Fatalf("before the first checkpoint: %v %v", s, err)
	}
	if err := h.O.SealAll(h.Ctx); err != nil {
		t.Fatal(err)
	}
	if s, err := h.O.StrangeKey(h.Ctx); err != nil || len(s) != 0 {
		t.Fatalf("its own key: %v %v", s, err)
	}
	other := office.Open(h.O.Store, h.O.Files, h.O.Now)
	other.KeysDir = filepath.Join(t.TempDir(), "other")
	if s, err := other.StrangeKey(h.Ctx); err != nil || len(s) == 0 || other.HasSealKey() {
		t.Fatalf("no key there: %v %v", s, err)
	}
	if _, err := other.VKeys(h.Ctx); err != nil { // makes one
		t.Fatal(err)
	}
	if s, err := other.StrangeKey(h.Ctx); err != nil || !slices.Contains(s, "house") {
		t.Fatalf("another key: %v %v", s, err)
	}
}
