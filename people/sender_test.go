package people

import (
	"regexp"
	"testing"

	"hengjian/people/stage"
)

// story is what somebody tells the committee.
type story struct {
	asked  string // the words of the first question's answer
	danger bool
	name   string // empty: anonymous
	text   string
	where  string
	caseNo string
	rel    string
}

// sender is somebody outside with her receipt; her browser runs no scripts.
type sender struct {
	*stage.NoJS
	receipt, number string
}

var (
	receiptText = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){5}\b`)
	numberText  = regexp.MustCompile(`编号 (\S+〔\d{4}〕\d+号)`)
)

// reports takes the four steps of the public pages.
func (c *town) reports(t testing.TB, who string, s story) *sender {
	t.Helper()
	n := c.PublicNoJS(t, who)
	n.Goto("/")
	n.See("110、120")
	n.Press("明州市人民代表大会常务委员会")
	n.See("改判")
	n.Press("开始反映")
	n.Choose(s.asked)
	if s.danger {
		n.Choose("有人正处于危险中")
	}
	n.Press("继续")
	if s.name == "" {
		n.Choose("不留姓名")
	} else {
		n.Choose("留下姓名和联系方式")
		n.Fill("sender", s.name)
	}
	n.Press("继续")
	n.Fill("经过", s.text)
	n.Fill("where", s.where)
	n.Fill("case_no", s.caseNo)
	n.Fill("relation", s.rel)
	n.Press("继续")
	n.See("核对后提交")
	n.See(s.text)
	n.See("不会中止或延长")
	n.Press("提交")
	n.See("已收到。请保存您的回执码")
	out := &sender{NoJS: n, receipt: receiptText.FindString(n.Text())}
	if m := numberText.FindStringSubmatch(n.Text()); m != nil {
		out.number = m[1]
	}
	if out.receipt == "" || out.number == "" {
		t.Fatalf("%s got no receipt or number:\n%s", who, n.Text())
	}
	return out
}

// looks opens the receipt's page, as she does days later from anywhere.
func (s *sender) looks() {
	s.Goto("/receipt")
	s.Fill("回执码", s.receipt)
	s.Press("查看")
	s.See("进展")
}
