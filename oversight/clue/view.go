package clue

import (
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// toldCodes are the things a sender may be told in procedure, in plain words.
var toldCodes = []act.Word{
	{Code: "accepted", Zh: "已受理，依法定程序转送有权机关处理。", En: "Accepted and referred by statutory procedure to the competent organ."},
	{Code: "redirected", Zh: "不属于人大受理的事项，请按有权机关的程序提出。", En: "Not for the congress to take on; the right procedure and organ are named here."},
	{Code: "kept", Zh: "已作为监督工作的参考意见留存。", En: "Kept as an opinion for our supervision work."},
	{Code: "forwarded", Zh: "已转交有权处理的人大常委会信访机构。", En: "Forwarded to the letters office of the competent committee."},
	{Code: "leg", Zh: "", En: ""}, // in the words of LegResults
	{Code: "extended", Zh: "情况较复杂，办理期限已延长，最长 30 日。", En: "The matter is complex; the term was extended, by 30 days at most."},
	{Code: "answered", Zh: "已答复。", En: "Answered."},
	{Code: "upheld", Zh: "已再看一次，维持原答复；法定救济途径另行写明。", En: "Looked at again; the answer stands. Statutory remedies are named apart."},
	{Code: "reopened", Zh: "已再看一次，重新办理。", En: "Looked at again; it is being handled anew."},
	{Code: "repeat", Zh: "此前已就同一问题告知结果，以此前的答复为准。", En: "You were told the result before; the earlier answer holds."},
	{Code: "withdrawn", Zh: "已按您的要求撤回。已经转送的程序不因撤回而停止。", En: "Withdrawn as you asked. Procedures already begun do not stop."},
}

// commonCodes may be told to a merged sender as well.
var commonCodes = []string{"accepted", "redirected", "kept", "forwarded", "leg", "extended", "answered", "reopened"}

// Line is one sentence for the sender in both languages.
type Line struct {
	Day    string // "" where there is none
	Zh, En string
}

// handling is the one sentence for whatever the office does without telling:
// merging, diverting and withholding all look like handling.
var handling = Line{Zh: "已收到，正在按规定程序办理。", En: "Received; it is being handled by the rules."}

// Progress is what the receipt page shows as having happened: what the sender
// was told, never the internal state. Merged, diverted and withheld messages
// read exactly as any other about which nothing was told yet.
func (c Clue) Progress() []Line {
	out := []Line{{Day: c.Opened, Zh: handling.Zh, En: handling.En}}
	for _, t := range c.Told {
		if l, ok := t.Line(); ok {
			out = append(out, l)
		}
	}
	return out
}

// Line puts one told code in plain words; false for a code unknown.
func (t Told) Line() (Line, bool) {
	list, code := toldCodes, t.Code
	if t.Code == "leg" {
		list, code = LegResults, t.Note
	}
	if !act.Has(list, code) {
		return Line{}, false
	}
	k := act.WordOf(list, code)
	l := Line{Day: t.Day, Zh: k.Zh, En: k.En}
	if t.Code == "answered" && t.Note == "legs_open" {
		l.Zh += "部分程序尚未反馈，有结果后会继续告知您。"
		l.En += " Some procedures have not reported yet; you will be told."
	}
	if t.Code == "redirected" || t.Code == "accepted" {
		l.addWays(strings.Split(t.Note, ","))
	}
	return l, true
}

// addWays says which procedures are the sender's own, where, and in what term:
// whoever has only the receipt is told as much as the printed notice tells.
func (l *Line) addWays(ids []string) {
	any := false
	for _, id := range ids {
		r, ok := law.RouteByID(id)
		if !ok {
			continue
		}
		any = true
		zh, en := law.Cite(r.Basis)
		l.Zh += "“" + r.Zh + "”：请向" + r.DeskZh + "提出；" + r.LimitZh + "（" + zh + "）。"
		l.En += " For “" + r.En + "” turn to: " + r.DeskEn + "; " + r.LimitEn + " (" + en + ")."
	}
	if any {
		zh, en := law.NoticeText("organ_prevails")
		l.Zh, l.En = l.Zh+zh, l.En+" "+en
	}
}

// Last is the last code the sender was told, "" if none; results of legs do
// not change what comes next.
func (c Clue) last() string {
	for i := len(c.Told) - 1; i >= 0; i-- {
		if code := c.Told[i].Code; code != "leg" && code != "extended" {
			return code
		}
	}
	return ""
}

// Next is three lines: what happens next, what the sender can do, and what
// she must not wait for. They depend on what was told alone.
func (c Clue) Next(relook bool) [3]Line {
	add := Line{Zh: "您可以随时凭回执补充情况；受到打击报复的，请在本页报告，有现实危险的立即拨打 110。",
		En: "You may add to your message by receipt at any time; report retaliation on this page, and in present danger call 110 at once."}
	terms := Line{Zh: "向人大反映不会中止或延长上诉、申请再审、复议、诉讼、赔偿的期限。", En: "Writing to the congress neither suspends nor extends any term for appeal, retrial, administrative review, suit or compensation."}
	return [3]Line{c.next(relook), add, terms}
}

func (c Clue) next(relook bool) Line {
	switch c.last() {
	case "":
		return Line{Zh: "我们会在 15 日内告诉您这件事去了哪里。", En: "Within 15 days we will tell you where it went."}
	case "accepted", "reopened":
		return Line{Zh: "有权机关有了程序结果，我们会在本页逐条告诉您。", En: "As the competent organs report, each procedural result is told on this page."}
	case "answered", "upheld":
		if relook {
			return Line{Zh: "对答复有疑问的，可以在期限内请求再看一次；这不代替任何法定救济。", En: "Within the term you may ask for a second look; it replaces no statutory remedy."}
		}
		return Line{Zh: "本件已有答复；有新情况可以重新反映。", En: "This message was answered; with new facts please write again."}
	case "withdrawn":
		return Line{Zh: "本件不再办理；改变主意的可以重新反映。", En: "It is not handled further; you may write again."}
	}
	return Line{Zh: "本件已按上述方式处理；有新情况可以重新反映。", En: "It was dealt with as said above; with new facts please write again."}
}

// CanRelook reports whether a second look may still be asked on a day.
func (c Clue) CanRelook(day string) bool {
	run, ok := c.Running("clue.relook")
	return c.State == "answered" && ok && day <= run.Due
}
