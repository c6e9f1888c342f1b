package home

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/circular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// form is one answer to several requests.
type form struct {
	IDs    []string `form:"id"`
	Step   string   `form:"step"` // "" choose | preview | do
	Text   string   `form:"text"`
	Day    string   `form:"day"`
	Way    string   `form:"way"`
	People string   `form:"people"`
	Groups []string `form:"groups"`
	Files  []string `form:"files"`
}

// line is one request on the preview or in the result.
type line struct {
	r    office.Request
	why  string
	done bool
}

type shared struct {
	p      *frame.Page
	f      form
	all    []office.Request
	fields []matter.Field
	lines  []line
	stage  int // 0 choose, 1 preview, 2 done
}

const mostShared = 50

// Together (一次答复多项) lets one text and one upload answer several open
// requests, whichever committee made them: choose, preview as the door itself
// would have it, then one act each. Pressing again repeats nothing, since each
// act's id is derived from the form's.
func Together(p *frame.Page) error {
	if !Shows(p.Me) {
		return act.None()
	}
	v := &shared{p: p}
	var err error
	if v.all, err = p.O.RequestsOf(p.Ctx(), p.Me); err != nil {
		return err
	}
	v.fields = v.ask()
	if !p.Post() {
		kind := p.R.URL.Query().Get("kind")
		for _, r := range v.all {
			if (kind == "" || r.Kind == kind) && r.Waits {
				v.f.IDs = append(v.f.IDs, r.Subject)
			}
		}
		return p.Render(togetherPage(v, v.head()))
	}
	if err := matter.ReadForm(p, v.fields); err != nil {
		return p.Again(togetherPage(v, v.head()), err)
	}
	if err := kit.Decode(p.R, &v.f); err != nil {
		return p.Again(togetherPage(v, v.head()), err)
	}
	if err := v.check(); err != nil {
		return p.Again(togetherPage(v, v.head()), err)
	}
	return v.run()
}

func (v *shared) head() kit.Head {
	return kit.Head{Title: v.p.L("一份材料答复多项", "One answer to several requests"), Sub: v.p.L("同一份材料、同一段说明，一次用于几项；每项各有记录和回执。", "One upload and one text for several requests; each has its own record and receipt.")}
}

func (v *shared) check() error {
	var k act.Check
	k.Want(len(v.f.IDs) > 0, "id", "请勾选要答复的事项。", "Tick what it answers.")
	k.Want(len(v.f.IDs) <= mostShared, "id", "一次最多 50 项。", "At most 50 at once.")
	k.Want(v.f.Text != "" || len(v.f.Files) > 0, "text", "请写明情况或者上传材料。", "Write something or upload a file.")
	if d := matter.ReadDay(v.f.Day); d != "" {
		v.f.Day = d
	}
	return k.Err()
}

func (v *shared) ask() []matter.Field {
	p := v.p
	ways := kit.Field{Name: "way", Label: p.L("学习的形式", "How it was studied"), Inline: true, Optional: true}
	for _, w := range circular.Ways {
		ways.Options = append(ways.Options, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	groups := kit.Field{Name: "groups", Label: p.L("参加的单位种类", "Kinds of units"), Inline: true, Optional: true}
	for _, w := range circular.Groups {
		groups.Options = append(groups.Options, kit.Option{Value: w.Code, Label: p.L(w.Zh, w.En)})
	}
	fs := []matter.Field{
		{As: matter.Text, Field: kit.Field{Name: "text", Label: p.L("情况说明", "What you say"), Max: 2000, Optional: true, Hint: p.L("用于所选的每一项；写单位和制度，不写个案。", "Used for each; units and systems, never a case.")}},
		{As: matter.File, Field: kit.Field{Name: "files", Label: p.L("材料", "Files"), Many: true, Optional: true}},
	}
	if slices.ContainsFunc(v.all, func(r office.Request) bool { return r.Do == "selfcheck.whole" }) {
		fs[0].Hint += p.L("自查只填入总体情况：各项仍须逐项填写，由负责人签字后报送。", " Of a self-inspection it fills in the whole: each item is still filled in and your head signs.")
	}
	if slices.ContainsFunc(v.all, func(r office.Request) bool { return r.Do == "circular.study" }) {
		fs = append(fs, matter.Field{As: matter.Title, Field: kit.Field{Label: p.L("其中学习贯彻的，还要填写", "For records of study, also"), Hint: p.L("没有勾选学习贯彻的不用填。", "Leave empty where none is ticked.")}},
			matter.Field{As: matter.Date, Field: kit.Field{Name: "day", Label: p.L("学习日期", "Day"), Value: act.DayOf(p.Now), Optional: true}},
			matter.Field{As: matter.Radios, Field: ways},
			matter.Field{Field: kit.Field{Name: "people", Label: p.L("参加人数", "How many took part"), Type: "number", Min: "1", Width: "s", Optional: true}},
			matter.Field{As: matter.Checks, Field: groups})
	}
	return fs
}

func (v *shared) common() office.Common {
	n, _ := strconv.ParseInt(strings.TrimSpace(v.f.People), 10, 64)
	c := office.Common{Text: v.f.Text, Day: v.f.Day, Way: v.f.Way, People: n, Groups: v.f.Groups}
	for i, h := range v.f.Files {
		name := v.p.L("附件 ", "file ") + matter.Itoa(i+1)
		if f, err := v.p.O.OpenFile(h); err == nil {
			name = f.Name
			f.Close()
		}
		c.Files = append(c.Files, office.NamedFile{Hash: h, Name: name})
	}
	return c
}

// run previews or does; what is out of reach is left out as if it did not exist.
func (v *shared) run() error {
	p, c := v.p, v.common()
	v.stage = 1
	if v.f.Step == "do" {
		v.stage = 2
	}
	for _, r := range v.all {
		if !slices.Contains(v.f.IDs, r.Subject) {
			continue
		}
		l, err := line{r: r}, error(nil)
		switch {
		case v.stage == 2 && !p.Rehearsing:
			err = v.do(r, c)
		case p.Rehearsing:
			_, err = p.DoOrder(r.Act(c), office.Order{})
		default:
			_, err = p.O.Would(p.Ctx(), p.Me, r.Act(c), nil)
		}
		if l.done = err == nil || errors.Is(err, kit.ErrRehearsed); !l.done {
			rs := kit.Refusals(err)
			if len(rs) == 0 {
				return err
			}
			var why []string
			for _, x := range rs {
				why = append(why, x.Text(p.Lang))
			}
			l.why = strings.Join(why, " ")
		}
		v.lines = append(v.lines, l)
	}
	if len(v.lines) == 0 {
		return act.None()
	}
	return p.Render(togetherPage(v, v.head()))
}

// do answers one request under an id derived from the form's and the matter's.
func (v *shared) do(r office.Request, c office.Common) error {
	base, err := uuid.Parse(v.p.R.PostFormValue("act_id"))
	if err != nil {
		return act.Wrong("act_id", "页面已失效，请重新打开。", "The page has expired; open it again.")
	}
	a := r.Act(c)
	office.Own(a)
	_, err = v.p.DoOrder(a, office.Order{ActID: uuid.NewSHA1(base, []byte(r.Kind+" "+r.Subject)).String()})
	return err
}

func (v *shared) can() (n int) {
	for _, l := range v.lines {
		if l.done {
			n++
		}
	}
	return n
}

func (v *shared) ticked(r office.Request) bool { return slices.Contains(v.f.IDs, r.Subject) }

func (v *shared) result(l line) kit.State {
	switch {
	case l.done && v.stage == 2 && !v.p.Rehearsing:
		return kit.State{Word: v.p.L("已答复", "answered"), Tone: kit.OK}
	case l.done:
		return kit.State{Word: v.p.L("会被接受", "would be accepted"), Tone: kit.OK}
	}
	return kit.State{Word: v.p.L("会被退回", "would be refused"), Tone: kit.Bad}
}

func (v *shared) stages() []kit.Stage {
	out := []kit.Stage{{Name: v.p.L("选择和填写", "Choose and write")}, {Name: v.p.L("预览", "Preview")}, {Name: v.p.L("逐项答复", "One act each")}}
	for i := range out {
		out[i].Done, out[i].Here = i < v.stage, i == v.stage
	}
	return out
}

func (v *shared) due(r office.Request) string {
	left, due, _ := v.p.Due(r.DueAt)
	return matter.Join(" · ", left, due)
}
