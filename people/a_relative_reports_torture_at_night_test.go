package people

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hengjian/people/stage"
)

// Half past eleven at night: somebody is being beaten. The page says first whom
// to call and that nobody watches here at night; the message goes to the top of
// every workbench. The director telephones the procuratorate and puts it in
// writing within the 24 hours that run from the call.
func TestARelativeReportsTortureAtNight(t *testing.T) {
	c := &town{Server: stage.Start(t, "demo", "--data", cityCopy(t), "--now", night.Format("2006-01-02T15:04")), t: t}
	sister := c.reports(t, "妹妹", story{asked: "公安机关", danger: true, text: "我哥今晚被高新园派出所带走，有人听到里面在打，叫救命。", where: "高新园派出所", rel: "亲属"})
	for _, s := range []string{"已标记为紧急", "夜间和节假日没有人值守", "110", "12309"} {
		sister.See(s)
	}
	id := c.numbered(sister.number)
	for _, login := range []string{"luzhiwei", "linwan", "zhaoheng"} {
		p := c.plain(login)
		p.Goto("/")
		onTop(t, p, id)
	}
	// Two office hours from the next morning, not from midnight.
	if due := c.due(t, "clue", id, "clue.urgent"); due.Format("2006-01-02") != "2026-03-03" || due.Hour() < 10 || due.Hour() > 12 {
		t.Errorf("the urgent term ends %s", due)
	}

	c.registered(id, "反映高新园派出所正在殴打被带走的人", "来信人称，今晚被带走的人在高新园派出所内正被殴打。", "strict.torture",
		M{"organs": []string{c.named("organ", "明州市公安局")}, "units": []string{c.named("unit", "明州市公安局高新园派出所")}})
	director := c.at("zhaoheng")
	director.Goto("/")
	director.Press("反映高新园派出所正在殴打被带走的人")
	director.Goto("/clues/" + id + "/refer_urgent")
	director.See("先电话后书面")
	director.See("明州市公安局 “明州市公安局高新园派出所”是其派出机构或内设单位，视同被反映单位。")
	director.Pick("走哪条程序", "torture")
	director.Choose("明州市人民检察院")
	director.Fill("接电话的部门或人员", "市检察院控告申诉检察部门值班人员")
	director.Fill("外送摘要", "现有材料反映，高新园派出所内正有人被殴打。")
	director.Choose("能，已改写")
	director.Press("紧急转送")
	director.See("已受理")

	leg := c.legsOf(id)[0]
	if due := c.due(t, "leg", leg, "clue.refer_urgent_written"); due.Before(night.Add(24*time.Hour)) || due.After(night.Add(24*time.Hour+10*time.Minute)) {
		t.Errorf("the writing is due %s", due)
	}
	director.Goto("/legs/" + leg)
	director.See("还剩 23 小时")
	director.Press("补齐书面")
	director.Choose("我已通读函件和外送摘要")
	director.Press("补齐书面")
	director.See("已签发")
	if still := c.runs("clue", id, "clue.refer_urgent_written") || c.runs("leg", leg, "clue.refer_urgent_written"); still {
		t.Error("the term to put it in writing still runs")
	}
	c.act("linwan", "leg.send", M{"id": leg})
	sister.looks()
	sister.See("已受理")

	c.holds("clue", id, "receive", "open", "summarise", "refer_urgent", "write_up")
	c.holds("leg", leg, "draft", "confirm_written", "send")
	verifies(t, c.Data)
}

// onTop fails unless the message stands on the workbench above everything that
// is not urgent.
func onTop(t *testing.T, p *stage.NoJS, id string) {
	t.Helper()
	for _, row := range p.Rows("mine-card") {
		if row.Links("/clues/" + id) {
			return
		}
		if !strings.Contains(row.Text, "紧急") {
			t.Errorf("%s's workbench has %q above the urgent message", p.Name, row.Text)
			return
		}
	}
	t.Errorf("%s's workbench does not show the urgent message", p.Name)
}

// term is one running or ended clock of a matter.
type term struct {
	Rule  string
	DueAt int64 `json:"due_at"`
	Met   string
}

func (c *town) terms(kind, id string) (out []term) {
	c.t.Helper()
	c.rows("SELECT clocks FROM "+kind+" WHERE id = ?", []any{id}, func(r rower) error {
		var s string
		if err := r.Scan(&s); err != nil || s == "" {
			return err
		}
		return json.Unmarshal([]byte(s), &out)
	})
	return out
}

// night is when the scenario begins.
var night = time.Date(2026, 3, 2, 23, 30, 0, 0, shanghai)

var shanghai = time.FixedZone("CST", 8*3600)

func (c *town) due(t *testing.T, kind, id, rule string) time.Time {
	t.Helper()
	for _, x := range c.terms(kind, id) {
		if x.Rule == rule {
			return time.UnixMicro(x.DueAt).In(shanghai)
		}
	}
	t.Fatalf("%s has no term %s: %v", kind, rule, c.terms(kind, id))
	return time.Time{}
}

func (c *town) runs(kind, id, rule string) bool {
	for _, x := range c.terms(kind, id) {
		if x.Rule == rule && x.Met == "" {
			return true
		}
	}
	return false
}
