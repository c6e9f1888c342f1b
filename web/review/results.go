package review

import (
	"fmt"
	"math"

	"hengjian/oversight/casebook"
	"hengjian/oversight/review"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// ready reports whether anything has been read to the end.
func (v drawView) ready() bool { return v.results.Random.N+v.results.Risk.N > 0 }

func percent(x float64) string { return fmt.Sprintf("%.1f%%", 100*x) }

// rates is the share of defective files with its interval beside it: a rate
// alone would be read as certain.
func (v drawView) rates() kit.Table {
	p, e := v.p, v.results.Random
	t := kit.Table{ID: "rates", Caption: p.L("瑕疵率（随机抽取）", "Rate of defects (random arm)"), Cols: []kit.Col{{Label: p.L("层", "Stratum")}, {Label: p.L("已评", "Read"), Num: true}, {Label: p.L("有瑕疵", "Defective"), Num: true}, {Label: p.L("瑕疵率", "Rate"), Num: true}, {Label: p.L("95% 区间", "95 % interval"), Num: true}, {Label: p.L("推算全框件数", "In the whole frame"), Num: true}}}
	for _, f := range e.Strata {
		name := f.Name
		if name == "" {
			name = p.L("全部", "all")
		}
		cells := []kit.Cell{{Text: name}, {Text: matter.Itoa(f.N)}, {Text: matter.Itoa(f.D)}, {Text: p.L("未评", "none read")}, {Text: "–"}, {Text: "–"}}
		if f.N > 0 {
			cells[3].Text, cells[4].Text, cells[5].Text = percent(f.Rate), percent(f.Lo)+"–"+percent(f.Hi), fmt.Sprintf("%d–%d / %d", f.LoCases, f.HiCases, f.Size)
		}
		t.Rows = append(t.Rows, kit.Row{ID: name, Cells: cells})
	}
	if len(e.Strata) > 1 && e.N > 0 {
		t.Rows = append(t.Rows, kit.Row{ID: "all", Cells: []kit.Cell{{Text: p.L("合计（按层大小加权）", "all, weighted by stratum")}, {Text: matter.Itoa(e.N)}, {Text: matter.Itoa(e.D)}, {Text: percent(e.Rate)}, {Text: percent(e.Lo) + "–" + percent(e.Hi)}, {Text: "–"}}})
	}
	return t
}

// reliable says in one sentence whether the readings can be trusted: below
// AC1 0.7 a rate is not reliable (screening.md 5).
func (v drawView) reliable() kit.Notice {
	p, a := v.p, v.results.Agree
	if a == nil || math.IsNaN(a.AC1) {
		return kit.Notice{Text: p.L("双人评查的份数还不够，算不出一致性；瑕疵率只作内部参考。", "Too few files were read twice to tell how far the readers agree; use the rate inside the office alone.")}
	}
	same := int(math.Round(a.Agreement * float64(a.Paired)))
	iv, _ := casebook.IntervalOf(same, a.Paired) // files are independent of one another
	share := fmt.Sprintf("%s（%s–%s，%d / %d）", percent(a.Agreement), percent(iv.Lo), percent(iv.Hi), same, a.Paired)
	zh := fmt.Sprintf("两名评查员首次评定等级一致的占 %s，AC1 = %.2f（95%% 区间 %.2f 至 %.2f）。", share, a.AC1, a.AC1CI[0], a.AC1CI[1])
	share = fmt.Sprintf("%s (%s–%s, %d of %d)", percent(a.Agreement), percent(iv.Lo), percent(iv.Hi), same, a.Paired)
	en := fmt.Sprintf("The two readers' first grades agree in %s; AC1 = %.2f (95 %%: %.2f to %.2f). ", share, a.AC1, a.AC1CI[0], a.AC1CI[1])
	if a.AC1 < 0.7 {
		return kit.Notice{Tone: kit.Warn, Text: p.L(zh+"低于 0.70，瑕疵率不可靠，不宜公布。", en+"Below 0.70: the rate is not reliable and is not for publication.")}
	}
	return kit.Notice{Text: p.L(zh, en)}
}

// repeats is how the unseen repeats came out.
func (v drawView) repeats() string {
	if v.results.Twins == 0 {
		return v.p.L("还没有完成的重复件。", "No repeat is done yet.")
	}
	return v.p.L(fmt.Sprintf("重复件 %d 份，两次等级相同的 %d 份。", v.results.Twins, v.results.Agreed), fmt.Sprintf("%d repeats, %d with the same grade.", v.results.Twins, v.results.Agreed))
}

// risk is the risk arm in one sentence; it says nothing of the frame.
func (v drawView) risk() string {
	r := v.results.Risk
	return v.p.L(fmt.Sprintf("重点评查 %d 件，已评 %d 件，有瑕疵 %d 件。重点评查的案件是挑出来的，不能推算到全部案件。", r.Size, r.N, r.D), fmt.Sprintf("Risk arm: %d cases, %d read, %d defective. They were picked out and say nothing of the others.", r.Size, r.N, r.D))
}

// items is how many files of the random arm had each defect, in the order of
// the form.
func (v drawView) items() kit.Table {
	p := v.p
	t := kit.Table{ID: "items", Caption: p.L("瑕疵项目（随机抽取）", "Defects by item (random arm)"), Cols: []kit.Col{{Label: p.L("项目", "Item")}, {Label: p.L("件数", "Files"), Num: true}}}
	form := review.Form{}
	for _, r := range v.reviews {
		form = review.FormOf(r.Form)
	}
	for _, it := range form.Items {
		if n := v.results.Items[it.Code]; n > 0 {
			t.Rows = append(t.Rows, kit.Row{ID: it.Code, Cells: []kit.Cell{{Text: p.L(it.Zh, it.En)}, {Text: matter.Itoa(n)}}})
		}
	}
	return t
}

// zero warns where no defect was found: that is not the same as none there.
func (v drawView) zero() string {
	e := v.results.Random
	if e.N == 0 || e.D > 0 {
		return ""
	}
	return v.p.L(fmt.Sprintf("抽到的 %d 件都没有瑕疵，但全框瑕疵率仍可能高到 %s。", e.N, percent(e.Hi)), fmt.Sprintf("None of the %d had a defect, yet up to %s of the frame may.", e.N, percent(e.Hi)))
}
