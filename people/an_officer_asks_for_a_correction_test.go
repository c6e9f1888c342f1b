package people

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hengjian/people/stage"
)

// The day on which an officer's earlier post began is wrong in the register.
// Her bureau's liaison hands her signed request in and points at the post by
// its name; a clerk takes it up, the director decides, the entry changes, and
// the liaison reads the answer. A second request is refused with its reason and
// changes nothing. Nobody of another organ learns that there was one.
func TestAnOfficerAsksForACorrection(t *testing.T) {
	c := liveCity(t)
	var id, code, name, title string
	c.rows("SELECT id, code, name, title FROM officer WHERE organ = ? AND title = '民警' AND state = 'listed' AND id NOT IN (SELECT officer FROM correction) ORDER BY code LIMIT 1", []any{c.named("organ", "明州市公安局")},
		func(r rower) error { return r.Scan(&id, &code, &name, &title) })
	c.act("linwan", "officer.assign", M{"id": id, "title": "法制员", "since": "2025-11-03", "by": "organ", "doc": "明公政〔2025〕31号"})
	const began = "2016-09-01"
	scan := filepath.Join(t.TempDir(), "本人申请.txt")
	if err := os.WriteFile(scan, []byte("本人申请更正任职日期。"), 0o600); err != nil {
		t.Fatal(err)
	}

	// The liaison: a name that is not the number's says no more than that.
	l := c.at("fangzhou")
	l.Goto("/corrections")
	l.Press("提出更正申请")
	l.Fill("人员姓名", "无此人")
	l.Fill("证件编号", code)
	l.Press("下一步")
	l.See("没有证件编号和姓名都相符的在册人员")
	l.Fill("人员姓名", name)
	l.Press("下一步")
	l.See("法制员 · 自 2025年11月3日")
	l.Width(390)
	c.noSideways(l)
	l.Width(1440)
	l.Choose("任职日期")
	l.Choose(title + " · ")
	l.Fill("应当是", began)
	l.Fill("为什么不对", "任职文件的日期是 2016 年 9 月 1 日，登记早先录入有误。")
	l.Upload("本人签名的书面申请", scan)
	l.Press("提出更正申请")
	l.See("申请已提出")
	l.See(title + " · ")
	page := path(l.URL())

	// The clerk takes it up and cannot decide on it; the director decides.
	k := c.at("linwan")
	k.Goto(page)
	k.See(name)
	k.Goto(page + "/consider")
	k.Press("受理")
	c.refused(c.as("linwan").Act("correction.grant", M{"id": strings.TrimPrefix(page, "/corrections/"), "basis": "任职文件", "reason": "与文件一致。"}), "", "")
	z := c.at("zhaoheng")
	z.Goto(page + "/grant")
	z.Fill("核对了什么材料", "任职文件 明公政〔2016〕12号")
	z.Fill("理由", "与任职文件一致，予以更正。")
	z.Choose("我已核对材料")
	z.Press("决定更正")
	k.Goto(page + "/tell")
	k.Choose("书面告知所在机关转交本人")
	k.Press("告知结果")

	// The liaison reads the answer, the register has it, and its record says why.
	l.Goto(page)
	l.See("更正为“" + began + "”")
	l.See("与任职文件一致，予以更正。")
	l.See("已告知")
	k.Goto("/register/officers/" + id)
	k.See(began)
	k.See("法制员")
	_, d := matter(t, c.as("linwan"), "/api/v1/officers/"+id)
	posts, _ := d["posts"].([]any)
	if len(posts) != 2 || str(posts[0].(M), "since") != began || str(posts[1].(M), "since") != "2025-11-03" {
		t.Errorf("posts %v", posts)
	}

	// A second one is refused; the entry stays, the reason is read.
	second := c.asksFor(l, name, code, "出生年", "1950", scan)
	c.act("linwan", "correction.consider", M{"id": strings.TrimPrefix(second, "/corrections/")})
	z.Goto(second + "/refuse")
	z.Fill("核对了什么材料", "人事档案首页")
	z.Fill("理由", "人事档案与现在的登记一致。")
	z.Press("决定不予更正")
	c.act("linwan", "correction.tell", M{"id": strings.TrimPrefix(second, "/corrections/"), "channel": "organ", "day": Today})
	l.Goto(second)
	l.See("不予更正")
	l.See("人事档案与现在的登记一致。")
	if _, d := matter(t, c.as("linwan"), "/api/v1/officers/"+id); str(d, "born") == "1950" {
		t.Error("a refused request changed the entry")
	}

	// Another organ's people, and a deputy, get the bytes of what never was.
	const never = "/corrections/01234567-89ab-7cde-8f01-23456789abcd"
	for _, login := range []string{"xuqingyuan", "yechunhe"} {
		n := c.plain(login)
		for _, tail := range []string{"", "/withdraw"} {
			if got, want := bytesOf(n, page+tail), bytesOf(n, never+tail); got != want {
				t.Errorf("%s at %s: %s\n---\n%s", login, page+tail, clipped(got), clipped(want))
			}
		}
	}
	verifies(t, c.Data)
}

// asksFor hands in a request about a fact of a person's own and gives its page.
func (c *town) asksFor(l *stage.Person, name, code, what, should, scan string) string {
	c.t.Helper()
	l.Goto("/corrections/new?person=" + escaped(name) + "&code=" + escaped(code))
	l.Choose(what)
	l.Fill("应当是", should)
	l.Fill("为什么不对", "本人记得登记的年份不对，请核对人事档案。")
	l.Upload("本人签名的书面申请", scan)
	l.Press("提出更正申请")
	l.See("申请已提出")
	return path(l.URL())
}
