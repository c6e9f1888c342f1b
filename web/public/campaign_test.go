package public_test

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"hengjian/internal/qrread"
	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/web/kit/see"
)

const about = "看涉案财物管得好不好、还得及时不及时。"

// drive is a campaign of the house on its way to the public.
type drive struct {
	h  *officetest.House
	id string
}

func council() office.Order {
	return office.Order{Body: &act.Body{Name: "council", Minute: "纪要〔2026〕3号", Date: "2026-03-02"}}
}

func newDrive(t *testing.T, h *officetest.House) drive {
	t.Helper()
	d := drive{h, h.Must("chenxiao", &campaign.Draft{Title: "涉案财物专项监督", Theme: "财物", Since: "2026-03-01", Until: "2026-12-31"}).Subject}
	h.Must("chenxiao", &campaign.Write{ID: d.id, Plan: campaign.Plan{Goal: "推动管好涉案财物。", Basis: []string{"《监督法》第十二条"}, Scope: campaign.Scope{Sorts: []string{"police"}, Grassroots: []string{"派出所"}},
		Contents: []campaign.Content{{Text: "扣押的东西有没有清单"}}, Requirements: []campaign.Requirement{{Text: "内部要求甲乙丙"}}, Bodies: []campaign.Duty{{Body: "监察司法工委", Work: "内部分工丁戊己"}},
		Stages: []campaign.Stage{{Name: "检查走访", Since: "2026-03-01", Until: "2026-06-30"}}}})
	h.MustAs(h.Person("chenxiao"), &campaign.Adopt{ID: d.id}, council())
	h.Must("chenxiao", &campaign.Send{ID: d.id})
	h.Must("chenxiao", &campaign.Start{ID: d.id})
	return d
}

func (d drive) director(a any) { d.h.T.Helper(); d.h.MustAs(d.h.Person("linlan"), a, council()) }

func (d drive) path() string { return "/p/" + officetest.Place + "/campaigns/" + d.id }

// Nothing is public before it is published, and afterwards the pinned edition
// alone: no draft, no inner part of the plan.
func TestACampaignBeforeThePublic(t *testing.T) {
	testdb.Each(t, func(t *testing.T, dsn, _ string) {
		h := officetest.New(t, dsn)
		s, d := newSender(t, serve(t, h.O)), drive{}
		d = newDrive(t, h)
		const none = "11111111-1111-4111-8111-111111111111"
		unknown := s.get("/p/" + officetest.Place + "/campaigns/" + none).want(404).page.Text()
		if hidden := s.get(d.path()).want(404).page.Text(); hidden != unknown {
			t.Errorf("a campaign that is not public differs from one that does not exist:\n%s\n%s", hidden, unknown)
		}
		s.get("/").page.Silent("涉案财物专项监督")
		d.director(&campaign.Publish{ID: d.id, Intro: about, NameEn: "Property seized in cases", IntroEn: "How seized property is kept and returned."})
		s.get("/").page.Says("正在开展", "涉案财物专项监督")
		s.get("/p/"+officetest.Place+"/campaigns").want(200).page.Says("涉案财物专项监督", "2026年3月1日")
		s.get(d.path()).want(200).page.Says(about, "扣押的东西有没有清单", "检查走访", "公安机关", "派出所", "110", "12309", "不能改判案件", "公开第 1 版", "不使用 Cookie")
		s.page.Silent("内部要求甲乙丙", "内部分工丁戊己", "纪要〔2026〕3号")
		s.get(d.path()+"?lang=en").want(200).page.Says("Property seized in cases", "How seized property is kept", "What may be reported", "public edition 1")
		d.changes(t, s)
	})
}

func (d drive) changes(t *testing.T, s *sender) {
	c, err := office.Item(d.h.Ctx, d.h.O, d.h.Person("chenxiao"), office.Campaigns, d.id)
	if err != nil {
		t.Fatal(err)
	}
	next := c.Plan
	next.Contents = append([]campaign.Content(nil), next.Contents...)
	next.Contents[0].Text = "扣押的东西有没有清单、有没有签名"
	d.h.MustAs(d.h.Person("chenxiao"), &campaign.Change{ID: d.id, Reason: "群众反映集中在签名。", Plan: next}, council())
	s.get(d.path()).page.Silent("有没有签名")
	d.director(&campaign.Publish{ID: d.id, Intro: about})
	s.get(d.path()).page.Says("公开第 2 版", "方案有调整", "群众反映集中在签名", "有没有签名", "公开第 1 版")
	s.get(d.path()+"?edition=1").want(200).page.Says("已由第 2 版代替", "扣押的东西有没有清单")
	s.page.Silent("有没有签名")
	s.get(d.path() + "?edition=3").want(404)
	d.director(&campaign.WithdrawPublication{ID: d.id, Reason: "内容有误，先行撤回。"})
	s.get(d.path()).want(200).page.Says("已经撤回")
	s.page.Silent("扣押的东西", "内容有误")
	s.get(d.path() + "?edition=1").want(200).page.Silent("扣押的东西")
	s.get(d.path() + "/poster").want(404)
	s.get("/").page.Silent("涉案财物专项监督")
}

// A message that begins on the campaign's page carries it; one that names a
// campaign that is not public, or is over, does not and loses nothing.
func TestAMessageCarriesTheCampaign(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s, d := newSender(t, serve(t, h.O)), newDrive(t, h)
	report := func(path, asked string) {
		t.Helper()
		s.get(path).want(200)
		s.send("report", path, "go", "next", "asked", asked).send("report", path, "go", "next", "named", "no").send("report", path, "go", "next", "text", story).send("report", path, "go", "next").want(200)
		s.code24()
	}
	count := func(want int) {
		t.Helper()
		n := 0
		for _, c := range clues(t, h) {
			if c.Campaign == d.id {
				n++
			}
		}
		if n != want {
			t.Errorf("%d messages carry the campaign, want %d", n, want)
		}
	}
	at := reportPath + "?campaign=" + d.id
	report(at, "police")
	count(0)
	d.director(&campaign.Publish{ID: d.id, Intro: about})
	to := s.get(d.path()).page.One("main a.btn").Attr("href")
	if to != at {
		t.Fatalf("the page leads to %s", to)
	}
	s.get(to).page.Says("归入专项监督", "涉案财物专项监督")
	report(to, "police")
	count(1)
	report(to, "congress") // the special channel is of no campaign
	count(1)
	h.Must("chenxiao", &campaign.SumUp{ID: d.id})
	report(to, "police")
	count(1)
	s.get(d.path()).page.Says("不在接收反映的期间")
}

// The code on the poster is read by another library than the one that drew it.
func TestThePosterScans(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	s, d := newSender(t, serve(t, h.O)), newDrive(t, h)
	d.director(&campaign.Publish{ID: d.id, Intro: about})
	for path, want := range map[string]string{d.path() + "/poster": s.base + d.path(), "/p/" + officetest.Place + "/poster": s.base + "/p/" + officetest.Place + "/"} {
		s.get(path).want(200).page.Says(want)
		if got := scan(t, s.page.One(".qr svg")); got != want {
			t.Errorf("%s scans as %q, want %q", path, got, want)
		}
	}
}

// scan paints the modules of an inline drawing and reads them.
func scan(t *testing.T, svg see.Page) string {
	t.Helper()
	var x0, y0, size, n int
	if _, err := fmt.Sscanf(svg.Attr("viewBox"), "%d %d %d %d", &x0, &y0, &size, &n); err != nil {
		t.Fatalf("viewBox %q: %v", svg.Attr("viewBox"), err)
	}
	const scale = 5
	img := image.NewGray(image.Rect(0, 0, size*scale, size*scale))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, m := range strings.Split(strings.TrimSuffix(svg.One("path").Attr("d"), "z"), "z") {
		var x, y int
		if _, err := fmt.Sscanf(m, "M%d %dh1v1h-1", &x, &y); err != nil {
			t.Fatalf("module %q: %v", m, err)
		}
		for i := range scale * scale {
			img.SetGray(x*scale+i%scale, y*scale+i/scale, color.Gray{})
		}
	}
	text, err := qrread.Read(img)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
