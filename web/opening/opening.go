// Package opening is the pages about opening a sender's identity (拆封): asking,
// approving with one's own key, reading for a short term, and an authority's
// lawful demand. What is sealed is opened in the browser; the server hands out
// the grant to the requester alone and only while the term runs.
package opening

import (
	"encoding/base64"
	"slices"
	"time"

	"github.com/a-h/templ"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/opening"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[opening.Opening]

var kind = &matter.Kind[opening.Opening]{
	Life: &opening.Life, Base: "/openings",
	Load: func(p *frame.Page, id string) (opening.Opening, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Openings, id)
	},
	Head: func(o *opening.Opening) *act.Head { return &o.Head },
	Name: func(p *kit.Page, o opening.Opening) string { return p.Word(opening.Purposes, o.Purpose) },
	List: func(p *kit.Page) kit.Link {
		return kit.Link{Text: p.L("拆封身份", "Openings of identities"), URL: "/openings"}
	},
	Try: try,
}

func init() {
	kind.Aside = func(d *doing) templ.Component { return besides(d.Page, d.S) }
	kind.Forms = map[string]func(*doing) (matter.Form, error){
		"approve": approve,
		"refuse": func(d *doing) (matter.Form, error) {
			return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}}, nil
		},
		"open": func(d *doing) (matter.Form, error) { return matter.Form{To: kind.Path(d.Raw.ID, "read")}, nil },
	}
}

// Shows says for whom the section stands in the rail.
func Shows(who access.Person) bool {
	return slices.ContainsFunc(access.Reaches, func(l access.Line) bool {
		return l.Kind == "opening" && l.How != access.Birth && who.Has(l.Role)
	})
}

func try(p *frame.Page, o opening.Opening, a any) {
	if x, ok := a.(*opening.Approve); ok {
		x.Needs.Declared = true
		x.Sealed.Hash = "x"
	}
}

// Act (办理) is the page of any act on a request.
func Act(p *frame.Page) error { return kind.Do(p) }

// approve asks for the approver's key: her browser opens the inner layer and
// seals the box key to the requester alone.
func approve(d *doing) (matter.Form, error) {
	inner, to, err := d.O.ToGrant(d.Ctx(), d.Raw)
	if err != nil {
		return matter.Form{}, err
	}
	if to == "" {
		return matter.Form{}, act.Refuse(act.NotNow, "申请人还没有登记密钥，不能授权。", "The requester has no key enrolled; nothing can be granted.")
	}
	return matter.Form{Locked: true, Fields: []matter.Field{{As: matter.Hidden, Field: kit.Field{Name: "blob"}}},
		After: step(d.Page.Page, "grant", base64.StdEncoding.EncodeToString(inner), to), Told: []string{d.L("申请人", "The requester"), d.L("审计管理员", "The audit administrator")},
		Final: []string{d.L("批准后申请人在规定时段内可以看到反映人身份", "The requester may read the identity for the term")}}, nil
}

// Request (申请拆封) peels the outer layer with the requester's key:
// /openings/new?clue=….
func Request(p *frame.Page) error {
	return begin(p, "opening.request", func(os []kit.Option) []matter.Field {
		return []matter.Field{{As: matter.Radios, Field: kit.Field{Name: "purpose", Label: p.L("用途", "Purpose"), Options: os}}, matter.Reason(p)}
	}, func() any { return &opening.Request{} })
}

// Demand (登记依法调取) enters an authority's document:
// /openings/demand?clue=….
func Demand(p *frame.Page) error {
	organs, err := matter.OrganOptions(p)
	if err != nil {
		return err
	}
	return begin(p, "opening.authority_demand", func([]kit.Option) []matter.Field {
		return []matter.Field{
			{As: matter.Select, Field: kit.Field{Name: "authority", Label: p.L("提出调取的机关", "Authority"), Options: append([]kit.Option{{Label: p.L("请选择", "Choose")}}, organs...), Hint: p.L("机关或者其人员在本件中被反映的，不得提供。", "Nothing is given to an authority that is itself accused in the message."), Width: "m"}},
			{Field: kit.Field{Name: "reference", Label: p.L("调取文书文号", "Number of its document"), Max: 80, Width: "m"}},
			{Field: kit.Field{Name: "basis", Label: p.L("文书所列法律依据", "Legal basis that it names"), Max: 120}},
			{As: matter.Date, Field: kit.Field{Name: "day", Label: p.L("文书日期", "Day of the document")}},
			{As: matter.File, Field: kit.Field{Name: "scan", Label: p.L("文书扫描件", "Scan of the document")}},
			matter.Reason(p)}
	}, func() any { return &opening.AuthorityDemand{} })
}

func begin(p *frame.Page, do act.Name, fields func([]kit.Option) []matter.Field, make func() any) error {
	clue := p.R.URL.Query().Get("clue")
	b := matter.Birth{Life: &opening.Life, Do: do, List: kind.List(p.Page), Cancel: "/clues/" + clue}
	if !b.May(p) {
		return b.Refuse()
	}
	wrap, err := p.O.IdentityWrap(p.Ctx(), p.Me, clue)
	if err != nil {
		return err
	}
	rows, err := p.O.Titles(p.Ctx(), p.Me, "clue", []string{clue})
	if err != nil {
		return err
	}
	var os []kit.Option
	for _, x := range opening.Purposes {
		if x.Code != "demand" {
			os = append(os, kit.Option{Value: x.Code, Label: p.L(x.Zh, x.En)})
		}
	}
	b.Form = matter.Form{Locked: true, Wide: clueCard(p.Page, rows[clue]), Fields: append(fields(os), matter.Field{As: matter.Hidden, Field: kit.Field{Name: "blob"}}),
		After: step(p.Page, "peel", base64.StdEncoding.EncodeToString(wrap), "")}
	if !p.Post() {
		return b.Show(p, nil)
	}
	a := make()
	if err := b.Read(p, a); err != nil {
		return b.Show(p, err)
	}
	switch x := a.(type) {
	case *opening.Request:
		x.Clue = clue
	case *opening.AuthorityDemand:
		x.Clue = clue
	}
	if p.R.PostFormValue("blob") == "" {
		return b.Show(p, act.Wrong("blob", "请先用您的钥匙解开外层。", "First open the outer layer with your key."))
	}
	ans, err := p.Do(a)
	if err != nil {
		return b.Show(p, err)
	}
	return p.GoSaying(kind.Path(ans.Subject), "已申请，等另一人批准。", "Asked; another person must approve.")
}

// Read (查看身份) shows the identity box to the requester while the term runs;
// the reading was entered by the act that led here.
func Read(p *frame.Page) error {
	_, o, err := kind.Get(p)
	if err != nil {
		return err
	}
	if n := len(o.Readings); n == 0 || p.Now.Sub(time.UnixMicro(o.Readings[n-1].At)) > 5*time.Minute {
		return p.Go(kind.Path(o.ID, "open")) // each reading is an act of its own
	}
	b, err := p.O.Granted(p.Ctx(), p.Me, o)
	if err != nil {
		return err
	}
	p.W.Header().Set("Cache-Control", "no-store")
	return p.Render(readPage(p, o, base64.StdEncoding.EncodeToString(b.Payload), base64.StdEncoding.EncodeToString(b.Wrap)))
}

// Scan hands out the scanned document of a demand.
func Scan(p *frame.Page) error {
	_, o, err := kind.Get(p)
	if err != nil {
		return err
	}
	if o.Demand.Scan == "" {
		return act.None()
	}
	return matter.SendFile(p, o.Demand.Scan)
}

// Life (流程图) draws the life of a request.
func Life(p *frame.Page) error {
	_, o, err := kind.Get(p)
	if err != nil {
		return err
	}
	d, err := matter.Drawing(p, &opening.Life, &o.Head, "requested", nil)
	if err != nil {
		return err
	}
	return p.Render(matter.LifePage(p, kit.Head{Title: d.Title, Crumbs: []kit.Link{kind.List(p.Page), {Text: p.Page.Word(opening.Purposes, o.Purpose), URL: kind.Path(o.ID)}}}, d))
}

// Waiting counts requests that wait for the person's approval.
func Waiting(p *frame.Page) int {
	if !p.Me.Has(access.Letters) && !p.Me.Has(access.Vice) && !p.Me.Has(access.Secretary) {
		return 0
	}
	n, _ := p.O.Count(p.Ctx(), p.Me, office.Filter{Kinds: []string{"opening"}, States: []string{"requested"}}, 1000)
	return n
}
