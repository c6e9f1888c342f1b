package review

import (
	"slices"

	"hengjian/oversight/act"
)

// Item is one question of a form: about procedure, never about the decision.
type Item struct {
	Code   string
	Zh, En string
	Basis  string // the article
	Weight string // minor | serious: a serious defect alone makes the file 不合格
}

// Form is one edition of the review form (评查表).
type Form struct {
	Code        string
	Zh, En      string
	Sorts       []string // kinds of organ it is for
	From, Until string   // days; Until "" still in force
	Items       []Item
	Grades      []act.Word // the scale of its year, best first
}

// Answers to an item.
var Answers = []act.Word{
	{Code: "ok", Zh: "符合", En: "in order"},
	{Code: "defect", Zh: "有瑕疵", En: "defect"},
	{Code: "na", Zh: "不涉及", En: "does not apply"},
	{Code: "unclear", Zh: "卷内看不出", En: "cannot be seen from the file"},
}

// scale is the four-grade scale of the review of concluded cases.
var scale = []act.Word{
	{Code: "excellent", Zh: "优质", En: "excellent"},
	{Code: "sound", Zh: "合格", En: "sound"},
	{Code: "flawed", Zh: "瑕疵", En: "flawed"},
	{Code: "unsound", Zh: "不合格", En: "unsound"},
}

// Forms by edition. The articles were read in the statutes kept with the
// design; what has no article there is local practice and says so.
var Forms = []Form{
	{Code: "procedure-2024", Zh: "办案程序评查表（2024年版）", En: "Review of procedure (2024)", Sorts: []string{"police", "procuratorate", "court", "justice"}, From: "2024-01-01", Grades: scale, Items: []Item{
		{"power", "立案、受理的权限和手续齐全", "taken up by whoever has the power, with the papers", "local", "minor"},
		{"notice", "权利义务已告知并有签收", "rights and duties told, and signed for", "local", "serious"},
		{"term", "各环节在法定期限内，延长、中止有手续", "each stage within its term; extensions and suspensions have papers", "local", "serious"},
		{"record", "应当录音录像的，有录音录像且与笔录相符", "where recording is required it exists and agrees with the record", "local", "serious"},
		{"recusal", "回避的告知和审查有记载", "recusal told and examined, on file", "local", "minor"},
		{"counsel", "辩护、代理和法律援助的手续齐全", "defence, representation and legal aid papered", "local", "serious"},
		{"property", "涉案财物有清单、有去向", "property listed, and where it went", "local", "minor"},
		{"service", "送达方式合法、回证齐全", "served lawfully, receipts on file", "local", "minor"},
		{"reasons", "文书写明事实、理由和依据，没有漏项", "papers give facts, reasons and basis, nothing left out", "local", "minor"},
		{"public", "应当公开的已经公开", "published where it must be", "local", "minor"},
		{"file", "卷宗完整、页码连续、归档及时", "file complete, numbered, archived in time", "local", "minor"},
	}},
}

// FormFor is the form in force for a kind of organ on a day.
func FormFor(sort, day string) (Form, bool) {
	for _, f := range Forms {
		if slices.Contains(f.Sorts, sort) && f.From <= day && (f.Until == "" || day <= f.Until) {
			return f, true
		}
	}
	return Form{}, false
}

// FormOf finds a form by its code; forms are never removed.
func FormOf(code string) Form {
	for _, f := range Forms {
		if f.Code == code {
			return f
		}
	}
	return Form{Code: code, Zh: code, En: code}
}

// Item finds an item of the form.
func (f Form) Item(code string) (Item, bool) {
	i := slices.IndexFunc(f.Items, func(x Item) bool { return x.Code == code })
	if i < 0 {
		return Item{}, false
	}
	return f.Items[i], true
}

// Defective reports whether a grade counts as a defect in the estimate.
func Defective(grade string) bool { return grade == "flawed" || grade == "unsound" }
