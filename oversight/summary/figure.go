package summary

import (
	"fmt"
	"regexp"
	"strings"
)

// Spec is one figure of a report: what is counted, of what, and under which
// heading it stands. The same spec counts this campaign and the one before, so
// that both are counted alike; and it finds the list behind the number.
type Spec struct {
	Key    string
	Zh, En string
	Part   string   // section in which it stands
	Kind   string   // of the matters counted
	States []string // nil any
	Via    string   // way in or sort, "" any
	Rating []string // of messages: what the sender said
	Of     string   // key of the figure that it is a share of, "" none
}

// Specs are the figures, in the order of the report. There is none by organ or
// officer: a summary ranks nobody.
var Specs = []Spec{
	{Key: "clues", Zh: "收到群众反映", En: "messages received", Part: "work", Kind: "clue"},
	{Key: "clues_decided", Zh: "其中已作出办理决定", En: "of them decided upon", Part: "work", Kind: "clue", States: []string{"accepted", "redirected", "kept", "forwarded", "answered", "relooking", "closed"}, Of: "clues"},
	{Key: "mobilisations", Zh: "动员部署会", En: "mobilisations", Part: "work", Kind: "meeting", Via: "mobilisation", States: took},
	{Key: "symposia", Zh: "座谈会", En: "symposia", Part: "work", Kind: "meeting", Via: "symposium", States: took},
	{Key: "visits", Zh: "实地走访（视察）", En: "field visits", Part: "work", Kind: "meeting", Via: "visit", States: took},
	{Key: "tasks", Zh: "任务", En: "tasks", Part: "work", Kind: "task"},
	{Key: "selfchecks", Zh: "机关自查报告", En: "self-inspection reports", Part: "work", Kind: "selfcheck"},
	{Key: "coordinations", Zh: "贯通协同事项", En: "checks coordinated with other bodies", Part: "work", Kind: "coordination"},
	{Key: "problems", Zh: "问题（含拟定）", En: "problems, drafts included", Part: "problems", Kind: "problem"},
	{Key: "problems_confirmed", Zh: "主任会议确认的问题", En: "problems confirmed by the council", Part: "problems", Kind: "problem", States: confirmed, Of: "problems"},
	{Key: "problems_self", Zh: "其中机关自查主动发现", En: "of them found by the organs themselves", Part: "problems", Kind: "problem", Via: "self_inspection", States: confirmed, Of: "problems_confirmed"},
	{Key: "problems_done", Zh: "经核验整改到位", En: "problems verified as put right", Part: "achievements", Kind: "problem", States: done, Of: "problems_confirmed"},
	{Key: "problems_settled", Zh: "经回头看没有反弹", En: "problems without recurrence at the look-back", Part: "achievements", Kind: "problem", States: []string{"settled"}, Of: "problems_done"},
	{Key: "clues_answered", Zh: "已答复的群众反映", En: "messages answered", Part: "achievements", Kind: "clue", States: []string{"answered", "relooking", "closed"}, Of: "clues"},
	{Key: "clues_rated", Zh: "反映人作出评价", En: "messages rated by their senders", Part: "achievements", Kind: "clue", Rating: []string{"satisfied", "basic", "unsatisfied"}, Of: "clues_answered"},
	{Key: "clues_satisfied", Zh: "其中满意和基本满意", En: "of them satisfied or fairly so", Part: "achievements", Kind: "clue", Rating: []string{"satisfied", "basic"}, Of: "clues_rated"},
	{Key: "experiences", Zh: "收入经验库的经验", En: "experiences kept in the library", Part: "worked", Kind: "experience", States: []string{"kept", "published"}},
	{Key: "problems_open", Zh: "尚未整改到位的问题", En: "problems not yet put right", Part: "open", Kind: "problem", States: left, Of: "problems_confirmed"},
}

var (
	took      = []string{"held", "minuted"}
	done      = []string{"verified", "closed", "settled"}
	left      = []string{"confirmed", "handed", "signed", "planned", "rectifying", "claimed", "verifying", "long_term"}
	confirmed = append(append([]string{}, left...), done...)
)

// Left are the states of a problem that is handed on when a campaign ends.
func Left() []string { return append([]string(nil), left...) }

// Confirmed are the states of a problem that the council confirmed.
func Confirmed() []string { return append([]string(nil), confirmed...) }

// SpecOf finds a spec. Figures by class are named "class:" and the code; they
// count confirmed problems of one class, and acts by kind "acts:" and the kind.
func SpecOf(key string) (Spec, bool) {
	for _, s := range Specs {
		if s.Key == key {
			return s, true
		}
	}
	if _, ok := strings.CutPrefix(key, "class:"); ok {
		return Spec{Key: key, Part: "problems", Kind: "problem", States: confirmed, Of: "problems_confirmed"}, true
	}
	return Spec{}, false
}

// Figure is one number with its query: the key names the spec by which it was
// counted, Day the day on which.
type Figure struct {
	Key  string `json:"key"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	Part string `json:"part"`
	N    int64  `json:"n"`
	Of   string `json:"of,omitempty"` // key of the denominator
	Day  string `json:"day"`
}

// Figures are the numbers of one count.
type Figures []Figure

// Get finds one number.
func (f Figures) Get(key string) (Figure, bool) {
	for _, x := range f {
		if x.Key == key {
			return x, true
		}
	}
	return Figure{}, false
}

// N is a number, 0 if it was not counted.
func (f Figures) N(key string) int64 { x, _ := f.Get(key); return x.N }

// In lists the figures of one section.
func (f Figures) In(part string) Figures {
	var out Figures
	for _, x := range f {
		if x.Part == part {
			out = append(out, x)
		}
	}
	return out
}

// Small is the number below which a count is not published (small numbers
// could point to a person).
const Small = 5

// Few are the words for a number that is not published.
const (
	FewZh = "不足5"
	FewEn = "fewer than 5"
)

// Hidden says which figures of a published version are replaced by words: the
// small ones, and where taking one from its whole would give a small one away,
// those too. Of a group that adds up to a shown whole (the classes) never
// exactly one is hidden: the next smallest goes with it.
func (f Figures) Hidden() map[string]bool {
	out := map[string]bool{}
	small := func(n int64) bool { return n > 0 && n < Small }
	for _, x := range f {
		if strings.HasPrefix(x.Key, "acts:") {
			continue // what the office did itself points to nobody
		}
		out[x.Key] = small(x.N)
		if whole, ok := f.Get(x.Of); ok && !strings.HasPrefix(x.Key, "class:") && small(whole.N-x.N) {
			out[x.Key] = true
		}
	}
	var classes Figures
	n := 0
	for _, x := range f {
		if strings.HasPrefix(x.Key, "class:") {
			classes = append(classes, x)
			if out[x.Key] {
				n++
			}
		}
	}
	if n == 1 && !out["problems_confirmed"] {
		next := -1
		for i, x := range classes {
			if !out[x.Key] && x.N > 0 && (next < 0 || x.N < classes[next].N) {
				next = i
			}
		}
		if next >= 0 {
			out[classes[next].Key] = true
		}
	}
	return out
}

// Show writes a figure; in a published version what is hidden is words.
func (f Figures) Show(key string, public bool, en bool) string {
	x, ok := f.Get(key)
	if !ok {
		return "—"
	}
	if public && f.Hidden()[key] {
		if en {
			return FewEn
		}
		return few(x.N)
	}
	return fmt.Sprint(x.N)
}

// few says of a number that is hidden only because another is small that it is
// withheld, not that it is small.
func few(n int64) string {
	if n < Small {
		return FewZh
	}
	return "（略）"
}

// Rate writes a share with its denominator, "12/40（30.0%）"; "—" without one,
// or where a published version hides either.
func (f Figures) Rate(key string, public bool) string {
	x, ok := f.Get(key)
	whole, has := f.Get(x.Of)
	if !ok || !has || whole.N == 0 {
		return "—"
	}
	if h := f.Hidden(); public && (h[key] || h[x.Of]) {
		return "—"
	}
	return fmt.Sprintf("%d/%d（%.1f%%）", x.N, whole.N, 100*float64(x.N)/float64(whole.N))
}

// Numbers stand in a text as {clues} or {problems_done%}, so that a text cannot
// say another number than was counted, and a published version hides them.
var slot = regexp.MustCompile(`\{([a-z_:.0-9]+)(%?)\}`)

// Fill writes a text with its numbers.
func (f Figures) Fill(text string, public bool) string {
	return slot.ReplaceAllStringFunc(text, func(s string) string {
		m := slot.FindStringSubmatch(s)
		if m[2] == "%" {
			return f.Rate(m[1], public)
		}
		return f.Show(m[1], public, false)
	})
}

// Unknown lists the slots of a text that no figure fills.
func (f Figures) Unknown(text string) []string {
	var out []string
	for _, m := range slot.FindAllStringSubmatch(text, -1) {
		if _, ok := f.Get(m[1]); !ok {
			out = append(out, m[0])
		}
	}
	return out
}

// Change is one figure counted again.
type Change struct {
	Figure
	Now int64
}

// Changes lists the figures that count differently now.
func Changes(frozen, now Figures) []Change {
	var out []Change
	for _, x := range now {
		if was, ok := frozen.Get(x.Key); !ok && x.N > 0 || ok && was.N != x.N {
			was.Key, was.Zh, was.En, was.Part = x.Key, x.Zh, x.En, x.Part
			out = append(out, Change{was, x.N})
		}
	}
	for _, x := range frozen {
		if _, ok := now.Get(x.Key); !ok && x.N > 0 {
			out = append(out, Change{x, 0})
		}
	}
	return out
}
