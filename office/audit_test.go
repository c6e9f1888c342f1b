package office_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
)

func setUpInput() (organ.Found, account.Open) {
	return organ.Found{Place: officetest.Place, Name_: "明州市人民代表大会常务委员会", Level: "city", Prefix: "明人"},
		account.Open{Login: "anquan", Person: "安平", Password: officetest.Password, Lasting: true}
}

const secretTitle = "反映北仓派出所讯问不录音录像"

// someMatter is a message opened twice and summarised.
func someMatter(h *officetest.House) string {
	id, _ := h.Message("police", "我儿子在派出所被打了，办案区没有录像。")
	h.Must("hejing", &clue.Open{ID: id, Reason: "登记摘要"})
	h.Must("hejing", &clue.Summarise{ID: id, Title: secretTitle, Summary: "来信人称，亲属在派出所被讯问时未录音录像。", Class: "norm.recording"})
	h.Must("luping", &clue.Open{ID: id, Reason: "核对附件"})
	return id
}

// The audit administrator reads who did what and when, asks by person, act,
// kind and period, and finds no content; nobody else reads the books.
func TestAuditReadsNoContent(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		someMatter(h)
		aud := h.Who["audadmin"]
		ask := func(f office.AuditFilter) []office.AuditLine {
			t.Helper()
			p, err := h.O.Audit(h.Ctx, aud, f, office.AuditNewest, 500)
			if err != nil {
				t.Fatal(err)
			}
			return p.Lines
		}
		all := ask(office.AuditFilter{Book: officetest.Place})
		opened := ask(office.AuditFilter{Book: officetest.Place, Acts: []string{"clue.open"}})
		if len(opened) != 2 || opened[0].Actor != h.Who["luping"].ID || opened[0].Number == "" {
			t.Fatalf("%+v", opened)
		}
		if got := ask(office.AuditFilter{Book: officetest.Place, Actors: []string{h.Who["hejing"].ID}, Kind: "clue"}); len(got) != 2 {
			t.Fatalf("hejing did %d acts on clues", len(got))
		}
		day := time.Date(2026, 3, 3, 0, 0, 0, 0, act.Shanghai).UnixMicro()
		if got := ask(office.AuditFilter{Book: officetest.Place, Since: day}); len(got) != 0 {
			t.Fatalf("%d lines of tomorrow", len(got))
		}
		if got := ask(office.AuditFilter{Book: officetest.Place, Until: day}); len(got) != len(all) {
			t.Fatalf("%d of %d lines until tomorrow", len(got), len(all))
		}
		if dump := fmt.Sprintf("%+v", all); strings.Contains(dump, secretTitle) || strings.Contains(dump, "来信人称") {
			t.Fatal("content in the log")
		}
		week, err := h.O.Openings(h.Ctx, aud, office.AuditFilter{Book: officetest.Place}, office.AuditNewest, 50)
		if err != nil || len(week.Lines) != 2 || week.Lines[0].Reason != "核对附件" || week.Lines[1].Reason != "登记摘要" {
			t.Fatalf("%+v %v", week.Lines, err)
		}
		if _, err := h.O.Audit(h.Ctx, aud, office.AuditFilter{Book: "990201"}, office.AuditNewest, 10); act.KindOf(err) != act.Missing {
			t.Fatalf("another committee's book: %v", err)
		}
		for _, login := range []string{"anquan", "sysadmin", "linlan", "hejing", "discipline"} {
			for _, book := range []string{officetest.Place, "house"} {
				if _, err := h.O.Audit(h.Ctx, h.Who[login], office.AuditFilter{Book: book}, office.AuditNewest, 10); act.KindOf(err) != act.Missing {
					t.Errorf("%s reads book %s: %v", login, book, err)
				}
			}
		}
	})
}

// Paging through a book by its numbers meets every line once, forwards and back.
func TestAuditPages(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	aud := h.Who["audadmin"]
	f := office.AuditFilter{Book: "house"}
	whole, err := h.O.Audit(h.Ctx, aud, f, office.AuditNewest, 1000)
	if err != nil || len(whole.Lines) < 20 || whole.Next != -1 || whole.Prev != -1 {
		t.Fatalf("%d lines, %v", len(whole.Lines), err)
	}
	var seqs []int64
	at := office.AuditNewest
	var last office.AuditPage
	for {
		if last, err = h.O.Audit(h.Ctx, aud, f, at, 7); err != nil {
			t.Fatal(err)
		}
		for _, l := range last.Lines {
			seqs = append(seqs, l.Seq)
		}
		if last.Next < 0 {
			break
		}
		at = office.AuditAt{After: last.Next, Before: -1}
	}
	if len(seqs) != len(whole.Lines) {
		t.Fatalf("%d of %d lines", len(seqs), len(whole.Lines))
	}
	for i, l := range whole.Lines {
		if seqs[i] != l.Seq {
			t.Fatalf("line %d is %d, want %d", i, seqs[i], l.Seq)
		}
	}
	n := len(last.Lines)
	for last.Prev >= 0 {
		if last, err = h.O.Audit(h.Ctx, aud, f, office.AuditAt{After: -1, Before: last.Prev}, 7); err != nil {
			t.Fatal(err)
		}
		n += len(last.Lines)
	}
	if n != len(whole.Lines) || last.Lines[0].Seq != whole.Lines[0].Seq {
		t.Fatalf("back: %d of %d, newest %d", n, len(whole.Lines), last.Lines[0].Seq)
	}
}

// The three administrators reach no matter: lists are empty, items missing,
// counts nought, and figures hold no text.
func TestAdministratorsSeeNoContent(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	id := someMatter(h)
	for _, login := range []string{"anquan", "sysadmin", "audadmin"} {
		who := h.Who[login]
		if _, err := office.Item(h.Ctx, h.O, who, office.Clues, id); act.KindOf(err) != act.Missing {
			t.Errorf("%s reads a clue: %v", login, err)
		}
		for _, kind := range []string{"clue", "leg", "problem", "opening", "campaign", "officer"} {
			n, err := h.O.Count(h.Ctx, who, office.Filter{Kinds: []string{kind}}, 10)
			if err != nil || n != 0 {
				t.Errorf("%s counts %d of %s, %v", login, n, kind, err)
			}
		}
		rows, err := h.O.List(h.Ctx, who, office.Filter{Text: "北仓派出所"}, office.Cursor{}, 10)
		if err != nil || len(rows.Rows) != 0 {
			t.Errorf("%s finds %d, %v", login, len(rows.Rows), err)
		}
		h.Refused(act.Missing, login, &clue.Open{ID: id})
	}
	sys, err := h.O.System(h.Ctx, h.Who["sysadmin"])
	if err != nil || sys.Size == 0 || len(sys.Books) != 2 || sys.Disk == 0 {
		t.Fatalf("%+v %v", sys, err)
	}
	if s := fmt.Sprintf("%+v", sys); strings.Contains(s, "派出所") {
		t.Error("content among the figures")
	}
	for _, login := range []string{"anquan", "audadmin", "linlan"} {
		if _, err := h.O.System(h.Ctx, h.Who[login]); act.KindOf(err) != act.Missing {
			t.Errorf("%s reads the system's page: %v", login, err)
		}
	}
	if _, err := h.O.ListAccounts(h.Ctx, h.Who["sysadmin"], office.AccountsFilter{}, "", "", 10); act.KindOf(err) != act.Missing {
		t.Errorf("sysadmin lists accounts: %v", err)
	}
}

// Accounts are found by part of a name or login, and paged by login.
func TestAccountsList(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, engine string) {
		h := officetest.New(t, dsn)
		sec := h.Who["anquan"]
		list := func(f office.AccountsFilter, after, before string, n int) office.AccountsPage {
			t.Helper()
			p, err := h.O.ListAccounts(h.Ctx, sec, f, after, before, n)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		if p := list(office.AccountsFilter{Text: "何静"}, "", "", 10); len(p.Rows) != 1 || p.Rows[0].Login != "hejing" {
			t.Fatalf("%+v", p)
		}
		if p := list(office.AccountsFilter{Text: "LINL"}, "", "", 10); len(p.Rows) != 1 {
			t.Fatalf("%+v", p)
		}
		if p := list(office.AccountsFilter{Text: "%"}, "", "", 10); len(p.Rows) != 0 {
			t.Fatal("% finds everybody")
		}
		first := list(office.AccountsFilter{}, "", "", 6)
		second := list(office.AccountsFilter{}, first.Next, "", 6)
		back := list(office.AccountsFilter{}, "", second.Prev, 6)
		if len(first.Rows) != 6 || len(back.Rows) != 6 || back.Rows[0].ID != first.Rows[0].ID || second.Rows[0].Login <= first.Rows[5].Login {
			t.Fatal("pages do not meet")
		}
	})
}
