package correction

import (
	"strings"

	"hengjian/oversight/act"
)

// Submit (提出更正申请) asks for one fact of one officer's entry to be put right.
// The officer is named by certificate number and name together, so that nobody
// can find out by trying who is in the register.
type Submit struct {
	Code      string      `json:"code" form:"code"`
	Person    string      `json:"person" form:"person"`
	What      string      `json:"what" form:"what"`
	Post      int64       `json:"post,omitempty" form:"post"` // of a fact of a post: which, counted from 1; 0 the present one
	Should    string      `json:"should" form:"should"`
	Why       string      `json:"why" form:"why"`
	Paper     string      `json:"paper,omitempty" form:"paper"` // the officer's signed request
	PaperName string      `json:"paper_name,omitempty" form:"paper_name"`
	Proof     string      `json:"proof,omitempty" form:"proof"`
	ProofName string      `json:"proof_name,omitempty" form:"proof_name"`
	Needs     SubmitNeeds `json:"-"`
}

// SubmitNeeds are facts of the register.
type SubmitNeeds struct {
	Officer string // id of the entry with that number and name within reach, "" none
	Person  string
	Organ   string
	Unit    string
	Way     string
	Heading act.Word // of the fact, Code "" if there is no such fact
	Post    int64    // the post that the fact is of, counted from 1; 0 it is of none
	Held    Held
	Says    string // what the register says
	Fault   [2]string
	Open    string // number of a request about the same fact that is still open
}

func (Submit) Name() act.Name { return "correction.submit" }
func (Submit) On() string     { return "" }

// NoEntry is what is said where number and name do not agree, or the officer is
// another organ's: the same words for both.
var NoEntry = [2]string{"没有证件编号和姓名都相符的在册人员；请核对两项，机关只能为本机关人员申请。", "Nobody in the register has both this number and this name; check the two. An organ asks for its own officers alone."}

// Series numbers requests.
func (Submit) Series(c Correction, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "correction/" + c.Place + "/" + year, m.Prefix + "监更〔" + year + "〕%d号"
}

// Do asks.
func (a Submit) Do(c Correction, m act.Moment) (Correction, error) {
	var k act.Check
	n, should := a.Needs, strings.TrimSpace(a.Should)
	k.Want(n.Officer != "", "code", NoEntry[0], NoEntry[1])
	k.Want(n.Heading.Code != "", "what", "请选择要更正哪一项；是职务的，请选择哪一项任职。现任职务没有结束日期，结束职务请登记职务变动。", "Choose what is to be corrected and, of a post, which one. A post that lasts has no last day: it ends by a change of post.")
	k.Want(n.Officer == "" || n.Heading.Code == "" || should != n.Says, "should", "登记里已经是这样写的。", "That is what the register says.")
	k.Want(n.Fault[0] == "", "should", n.Fault[0], n.Fault[1])
	k.Length("should", should, 1, 60, "请填写应当是什么（1 到 60 字）。", "Say what it should be (1 to 60 characters).")
	k.Length("why", a.Why, 4, 1000, "请写明为什么不对（4 到 1000 字）。", "Say why it is wrong (4 to 1,000 characters).")
	neutral(&k, "why", a.Why)
	k.Want(a.Paper != "", "paper", "请上传本人签名的书面申请（扫描件）。", "Upload the officer's own signed request (a scan).")
	k.Want(n.Open == "", "what", "这一项已有申请 "+n.Open+" 正在办理。", "Request "+n.Open+" about this fact is still open.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Number, c.Serial = m.Number, m.Serial
	c.Officer, c.Person, c.Code, c.Organ, c.Unit = n.Officer, n.Person, strings.TrimSpace(a.Code), n.Organ, n.Unit
	c.What, c.Post, c.Held, c.Heading, c.Says, c.Should, c.Why, c.Way = a.What, n.Post, n.Held, n.Heading, n.Says, should, strings.TrimSpace(a.Why), n.Way
	c.keep("request", a.Paper, a.PaperName, m.Day())
	c.keep("proof", a.Proof, a.ProofName, m.Day())
	if n.Way == "organ" {
		c.Shown = n.Organ
	}
	return c, c.Begin(m, "correction.reply")
}
