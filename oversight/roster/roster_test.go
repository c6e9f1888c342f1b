package roster

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var life = walk.Of[Roster](&Life, Ask{}, Supply{}, AskAgain{}, Take{})

// Asked, supplied, asked again, supplied, received; the request runs a term.
func TestPapersCome(t *testing.T) {
	w := life.Start(t)
	w.Do("lin", access.Follow, Ask{Organ: "o", Unit: "u", Period: "2025 年", Papers: []string{"duty"}})
	if w.S.Shown != "o" || w.S.NextDue() == 0 || strings.Contains(w.S.Matter().Title, "线索") {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Invalid, "text", "lian", access.Liaison, Supply{})
	w.Do("lian", access.Liaison, Supply{Text: "附值班名册。", Hash: strings.Repeat("a", 64), FileName: "名册.pdf"})
	if w.S.NextDue() != 0 || len(w.S.Files) != 1 {
		t.Fatalf("%+v", w.S)
	}
	w.No(act.Invalid, "reason", "lin", access.Clerk, AskAgain{})
	w.Do("lin", access.Clerk, AskAgain{Reason: "缺下半年名册"})
	w.Do("zhang", access.Chief, Supply{Text: "补下半年名册。"})
	w.Do("lin", access.Clerk, Take{})
	w.Is("taken")
}

func TestZTable(t *testing.T) { life.Whole(t) }
