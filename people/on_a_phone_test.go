package people

import (
	"fmt"
	"html"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"

	"hengjian/people/stage"
)

// A passer-by stands before the poster of a campaign, scans its code and reads
// on a phone what the campaign is about and how to report.
func TestAPasserByScansThePosterOfACampaign(t *testing.T) {
	c := liveCity(t)
	camp := c.campaign("“司法规范化”专项监督")
	poster := c.Public(t, "街上的海报")
	poster.Goto("/")
	poster.Press("明州市人民代表大会常务委员会")
	poster.See("正在开展")
	poster.See("“司法规范化”专项监督")
	poster.Press("看方案、怎样反映")
	poster.See("什么时候")
	poster.Press("打印海报（二维码）")
	to := regexp.MustCompile(`http://\S+/campaigns/` + camp + `\b`).FindString(poster.Text())
	if to == "" {
		t.Fatalf("the poster names no address of the campaign:\n%s", poster.Text())
	}
	drawn := regexp.MustCompile(`<path d="([^"]+)"`).FindStringSubmatch(poster.HTML())
	if drawn == nil || html.UnescapeString(drawn[1]) != modules(t, to) {
		t.Errorf("the code on the poster is not that of %s", to)
	}

	// The phone knows nothing but the address in the code.
	p := stage.NewPerson(t, "路人", c.Intake)
	p.Resize(390, 844)
	p.Goto(to)
	p.See("“司法规范化”专项监督")
	p.See("可以反映什么")
	c.noSideways(p)
	p.Axe()
	p.Press("反映问题")
	c.noSideways(p)
	p.See("“司法规范化”专项监督") // the message will carry it
	e := stage.NewPerson(t, "外国朋友", c.Intake)
	e.Languages("en")
	e.Resize(390, 844)
	e.Goto(to + "?lang=en")
	e.See("Proper, strict and clean judicial work")
	c.noSideways(e)
}

// modules draws the code of an address as the poster does.
func modules(t *testing.T, text string) string {
	t.Helper()
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	b := code.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if g, _ := color.GrayModel.Convert(code.At(x, y)).(color.Gray); g.Y < 128 {
				fmt.Fprintf(&s, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	return s.String()
}

// The director decides on a phone between two meetings: one matter after the
// other, each with what is decided on it, and the next comes by itself.
func TestADirectorApprovesOnAPhone(t *testing.T) {
	c := liveCity(t)
	p := c.at("zhaoheng")
	p.Resize(390, 844)
	p.Goto("/approvals")
	p.See("待我批")
	first := regexp.MustCompile(`第 1 件，共 (\d+) 件`).FindStringSubmatch(p.Text())
	if first == nil {
		t.Fatalf("no card:\n%s", p.Text())
	}
	c.noSideways(p)
	p.Axe()
	// Every target of the decision is large enough for a thumb.
	if small := stage.Eval[string](p, `[...document.querySelectorAll('main .choices a.btn')].filter(e => e.getBoundingClientRect().height < 44).map(e => e.innerText).join('|')`); small != "" {
		t.Errorf("too small for a thumb: %s", small)
	}

	// She goes on until one proposal of the clerk is before her, and accepts it.
	proposed := items(t, c.as("zhaoheng").Get("/api/v1/clues?limit=50&state=proposed"))
	if len(proposed) == 0 {
		t.Fatal("no message waits for her decision")
	}
	id := ""
	for range 60 {
		for _, x := range proposed {
			if strings.Contains(p.HTML(), "/clues/"+str(x, "id")+"/accept") {
				id = str(x, "id")
			}
		}
		if id != "" || !p.Can("先看下一件") {
			break
		}
		p.Press("先看下一件")
	}
	if id == "" {
		t.Fatal("none of the proposals comes before her on the cards")
	}
	p.Press("批办：受理")
	c.noSideways(p)
	p.Press("批办：受理")
	if !strings.HasPrefix(path(p.URL()), "/approvals") {
		t.Errorf("after the decision she is at %s, not at the next card", p.URL())
	}
	m, _ := matter(t, c.as("linwan"), "/api/v1/clues/"+id)
	if str(m, "state") == "proposed" {
		t.Error("the decision was not taken")
	}
	p.See("第 ")
	if strings.Contains(p.HTML(), "/clues/"+id+"/accept") {
		t.Error("what she decided is before her again")
	}
	c.noSideways(p)
}
