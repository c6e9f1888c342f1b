package people

import (
	"os"
	"path/filepath"
	"testing"
)

// A problem that was closed comes back: the director proposes it with evidence
// that the organ may see, the council confirms it by its minute, the problem is
// confirmed again and the next rung of the ladder is proposed.
func TestRecurrenceReopens(t *testing.T) {
	c := liveCity(t)
	id := c.problem("closed")
	page := "/problems/" + id
	_, before := matter(t, c.as("zhaoheng"), "/api/v1/problems/"+id)

	paper := filepath.Join(t.TempDir(), "抽查记录.txt")
	if err := os.WriteFile(paper, []byte("随机抽查二十件，七件仍未当场登记。"), 0o600); err != nil {
		t.Fatal(err)
	}
	z := c.at("zhaoheng")
	z.Goto(page + "/propose_recur")
	z.Fill("理由", "回头看抽查发现同样的情形再次出现。")
	z.Press("提请确认反弹")
	z.See("反弹须有新的证据") // no evidence, no recurrence; what she typed is still there
	if got := z.Value("理由"); got != "回头看抽查发现同样的情形再次出现。" {
		t.Errorf("after a refusal the reason reads %q", got)
	}
	z.Fill("证据名称", "回头看抽查记录")
	z.Choose("现场查看")
	z.Choose("书证")
	z.Upload("upload.evidence.0.hash", paper)
	z.Press("提请确认反弹")
	z.See("已提请主任会议确认反弹")
	c.is(id, "closed") // the director proposes; only the council reopens

	// The organ is not told of a proposal, and nobody enters a minute that is none.
	c.refused(c.as("zhaoheng").Act("problem.recur", M{"id": id, "body": minute("主任会议纪要〔2026〕9号")}), "", "")
	c.refused(c.as("linwan").Act("problem.recur", M{"id": id}), "", "")
	head := c.plain("tangweimin")
	head.Goto(page)
	head.DontSee("反弹")

	q := c.at("qiaozhengyan")
	q.Goto(page + "/recur")
	q.See("重新成为已确认的问题")
	q.Fill("主任会议纪要编号", "主任会议纪要〔2026〕9号")
	q.Press("确认反弹")
	c.is(id, "confirmed")
	q.Goto(page)
	q.See("反弹 1 次")
	q.See("主任会议纪要〔2026〕9号")

	// One step up the ladder is proposed to the director, rung by rung.
	z.Goto(page)
	z.See("建议升级监督")
	m, d := matter(t, c.as("zhaoheng"), "/api/v1/problems/"+id)
	if str(d, "ladder") != "recurrence" || str(m, "number") == "" || str(d, "organ") != str(before, "organ") {
		t.Errorf("after the recurrence: ladder %q, number %q", str(d, "ladder"), str(m, "number"))
	}
	if n := len(d["recurrences"].([]any)); n != 1 {
		t.Errorf("%d recurrences", n)
	}
	if d["measures"] != nil {
		t.Error("the old measures stand as if they were the new plan")
	}
	c.refused(c.as("zhaoheng").Act("problem.escalate", M{"id": id, "rung": "hearing", "text": "请到会说明有关情况。"}), "", "")
	c.act("zhaoheng", "problem.escalate", M{"id": id, "rung": "work_request", "text": "请说明反弹的原因和下一步措施。"})

	// It runs the whole way again, under the council's new term.
	c.act("qiaozhengyan", "problem.hand_over", M{"id": id, "term": "60d", "lead": str(before, "lead_unit"), "body": minute("主任会议纪要〔2026〕9号")})
	c.is(id, "handed")
	head.Goto(page)
	head.See("反弹")
	verifies(t, c.Data)
}
