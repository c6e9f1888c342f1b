package public

import (
	"hengjian/office"
	"hengjian/oversight/draw"
	"hengjian/web/kit"
)

type drawView struct {
	Title string
	State kit.State
	Facts []kit.Fact
}

// draws (公开的抽样) lists the committee's draws for anybody to follow: which frame
// was fixed before the seed was known, what the seed was. No case and
// no person is named; who holds the frame draws again from these lines.
func draws(p *page) error {
	ds, err := p.Office.PublicDraws(p.Ctx(), p.Congress.Place)
	if err != nil {
		return err
	}
	var v []drawView
	for _, d := range ds {
		v = append(v, p.drawView(d))
	}
	return p.Render(drawsPage(p, v))
}

func (p *page) drawView(d office.PublicDraw) drawView {
	st := draw.Life.State(d.State)
	v := drawView{Title: d.Title, State: kit.State{Word: p.L(st.Zh, st.En), Tone: kit.Tone(st.Tone)}}
	add := func(zh, en, text, sub string) {
		if text != "" {
			v.Facts = append(v.Facts, kit.Fact{Term: p.L(zh, en), Text: text, Sub: sub})
		}
	}
	add("机关", "Organ", d.Organ, d.Number)
	add("固定抽样框", "Frame fixed", p.fullDay(d.Day), p.L("SHA-256 "+d.Frame, "SHA-256 "+d.Frame))
	cases := itoa(d.Cases)
	if d.Cases < 10 {
		cases = p.L("不足 10", "fewer than 10")
	}
	add("抽样框", "Frame", p.L(cases+" 件，"+itoa(d.Strata)+" 层，每层抽 "+itoa(d.PerStratum)+" 件", cases+" cases in "+itoa(d.Strata)+" strata, "+itoa(d.PerStratum)+" drawn of each"), "")
	if d.Seed == "" && d.State != "void" {
		add("种子", "Seed", p.L("还没有产生", "not made yet"), "")
	}
	how := p.L("公开掷骰", "public dice")
	if d.Mode == "reveal" {
		how = p.L("多方承诺后揭示", "committed and revealed by several parties")
	}
	if d.Seed != "" {
		add("种子", "Seed", d.Seed, how)
	}
	if d.Witnessed {
		add("见证", "Witnessed", p.L("产生种子时有人在场见证", "the seed was made before witnesses"), p.L("姓名记在抽样记录里，不公布", "their names are in the record of the draw and not published"))
	}
	add("作废的理由", "Why it was voided", d.Ended, "")
	return v
}
