package clue

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hengjian/gongwen"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/oversight/law"
	"hengjian/web/frame"
)

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// The printed papers are official Chinese papers; they have no English form.

func chinese(set []word, code string) string {
	for _, w := range set {
		if w.code == code {
			return w.zh
		}
	}
	return code
}

// intake is what the sheets show of a message: the summary, never the original,
// and nobody's name.
func intake(p *frame.Page, c clue.Clue) (gongwen.Intake, error) {
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), c.Place)
	if err != nil {
		return gongwen.Intake{}, err
	}
	zh, _ := p.O.Taxonomy(c.Place).Name(c.Class)
	in := gongwen.Intake{Organ: cg.Name, Reference: c.Number, ReceivedOn: gongwen.DateOf(c.Opened).String(), Way: chinese(channels, c.Via), About: chinese(kinds, c.Asked), Class: zh,
		Urgent: c.Urgent, CaseNumber: strings.Join(c.CaseNos, "\n"), Summary: c.Summary, People: fmt.Sprintf("%d 人", max(c.Joint, 1))}
	if !c.Identified {
		in.Sender = "匿名"
	}
	if n := len(c.Files); n > 0 {
		in.Enclosed = fmt.Sprintf("%d 个（密封）", n)
	}
	return in, nil
}

func sendDocx(p *frame.Page, name string, paper gongwen.Paper) error {
	h := p.W.Header()
	h.Set("Content-Type", docxType)
	h.Set("Content-Disposition", `attachment; filename="`+name+`.docx"`)
	_, err := p.W.Write(gongwen.Docx(paper))
	return err
}

func fileName(kind string, c clue.Clue) string {
	return kind + "-" + reference(c)
}

// reference is the message's number as fixed papers take it: letters and digits.
func reference(c clue.Clue) string { return c.Opened[:4] + "-" + strconv.FormatInt(c.Serial, 10) }

// papers loads a message whose sheets may be printed: by handlers only, and
// not of what was withheld.
func papers(p *frame.Page) (clue.Clue, error) {
	c, err := load(p)
	if err != nil {
		return c, err
	}
	if !handles(p.Me, &c.Head) || c.State == "withheld" {
		return c, act.Refuse(act.Forbidden, "本事项的表单只由办理人员打印。", "Only handlers print the sheets of this matter.")
	}
	return c, nil
}

// RegisterSheet (登记表) as docx.
func RegisterSheet(p *frame.Page) error {
	c, err := papers(p)
	if err != nil {
		return err
	}
	in, err := intake(p, c)
	if err != nil {
		return err
	}
	return sendDocx(p, fileName("register", c), gongwen.RegisterSheet(in, ""))
}

// ApprovalSheet (拟办批办单) as docx, with what was proposed and decided so far.
func ApprovalSheet(p *frame.Page) error {
	c, err := papers(p)
	if err != nil {
		return err
	}
	s, err := approval(p, c)
	if err != nil {
		return err
	}
	return sendDocx(p, fileName("approval", c), s)
}

func approval(p *frame.Page, c clue.Clue) (gongwen.Paper, error) {
	in, err := intake(p, c)
	if err != nil {
		return gongwen.Paper{}, err
	}
	opinion, err := opinions(p, c)
	if err != nil {
		return gongwen.Paper{}, err
	}
	return gongwen.ApprovalSheet(in, opinion["clue.propose"], gongwen.Opinion{}, opinion["decided"]), nil
}

// opinions reads from the record who proposed and who decided.
func opinions(p *frame.Page, c clue.Clue) (map[string]gongwen.Opinion, error) {
	lines, err := p.O.History(p.Ctx(), "clue", c.ID)
	if err != nil {
		return nil, err
	}
	who, err := people(p, lines, c)
	if err != nil {
		return nil, err
	}
	out := map[string]gongwen.Opinion{}
	for _, l := range lines {
		d := gongwen.DateOf(act.DayOf(time.UnixMicro(l.At)))
		switch act.Name(l.Act) {
		case "clue.propose":
			text, err := routesText(p, c)
			if err != nil {
				return nil, err
			}
			out["clue.propose"] = gongwen.Opinion{Text: text, By: who[l.Actor], Date: d}
			delete(out, "decided")
		case "clue.accept", "clue.redirect", "clue.keep", "clue.return":
			out["decided"] = gongwen.Opinion{Text: strings.TrimPrefix(clue.Life.Verb(act.Name(l.Act)).Zh, "批办："), By: who[l.Actor], Date: d}
		}
	}
	return out, nil
}

func routesText(p *frame.Page, c clue.Clue) (string, error) {
	var ids, out []string
	for _, r := range c.Routes {
		if r.Outcome == "refer" {
			ids = append(ids, r.To)
		}
	}
	names, err := p.O.Titles(p.Ctx(), p.Me, "organ", ids)
	for i, r := range c.Routes {
		s := fmt.Sprintf("%d. %s", i+1, chinese(outcomes, r.Outcome))
		if rt, ok := law.RouteByID(r.Route); ok {
			s += "：" + rt.Zh
		}
		if n := names[r.To].Title; n != "" {
			s += "，" + n
		}
		if zh, _ := law.Cite(r.Basis); zh != "" {
			s += "（" + zh + "）"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n"), err
}

func noticeReady(c clue.Clue) bool {
	return c.State == "accepted" || c.State == "redirected" || c.State == "answered" || c.State == "closed"
}

// Notice (告知书) as docx for a sender who has no receipt page. It is addressed
// to 来信人: the name is sealed and never passes through here.
func Notice(p *frame.Page) error {
	c, err := papers(p)
	if err != nil {
		return err
	}
	n, err := notice(p, c)
	if err != nil {
		return err
	}
	paper, err := n.Paper()
	if err != nil {
		return act.Refuse(act.NotNow, "告知书还不能生成："+err.Error(), "The notice cannot be made yet: "+err.Error())
	}
	return sendDocx(p, fileName("notice", c), paper)
}

func notice(p *frame.Page, c clue.Clue) (gongwen.Notice, error) {
	if !noticeReady(c) {
		return gongwen.Notice{}, act.Refuse(act.NotNow, "受理或者不予受理以后才有告知书；留作工作意见的，用“答复”告知。", "A notice exists once the message was accepted or redirected.")
	}
	cg, _, err := p.O.CongressAt(p.O.View(p.Ctx()), c.Place)
	if err != nil {
		return gongwen.Notice{}, err
	}
	year := p.Now.In(act.Shanghai).Year()
	n := gongwen.Notice{Organ: cg.Name, Number: gongwen.Number{Prefix: cg.Prefix + "监告", Year: year, Seq: int(c.Serial)}, To: "来信人", Reference: reference(c),
		ReceivedOn: gongwen.DateOf(c.Opened), Date: gongwen.DateOf(act.DayOf(p.Now)), Contact: cg.Short + "信访机构"}
	for _, r := range c.Routes {
		if r.Settled == "" {
			continue
		}
		if r.Outcome == "refer" {
			name, err := p.O.OrganName(p.Ctx(), r.To)
			if err != nil {
				return n, err
			}
			n.Sent = append(n.Sent, name)
			continue
		}
		if rt, ok := law.RouteByID(r.Route); ok {
			zh, _ := law.Cite(rt.Basis)
			n.Routes = append(n.Routes, gongwen.Route{Matter: rt.Zh, Organ: rt.DeskZh, Term: rt.LimitZh, Basis: zh})
		}
	}
	return n, nil
}
