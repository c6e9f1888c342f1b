package people

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hengjian/people/stage"
)

// The police bureau reports of one content that nothing was found, and says what
// it looked at; messages of the public say otherwise, and the congress sees both
// side by side while the bureau learns nothing of it. Of another content it
// found something itself: that stands apart wherever problems are counted, and
// is never counted against the bureau.
func TestAZeroReportIsContradictedAndASelfFoundProblemStandsApart(t *testing.T) {
	c := liveCity(t)
	camp := c.campaign("“司法规范化”专项监督")
	c.organ = c.named("organ", "明州市公安局")
	before := c.countsOf(t, camp)
	self := str(c.act("linwan", "selfcheck.request", M{"campaign": camp, "organ": c.organ, "parts": []string{"c1", "c2"}}).Body, "subject")

	// The bureau: nothing found needs a statement of its own.
	fill := func(item string, more M) M {
		body := M{"id": self, "item": item, "methods": []string{"files", "site"}, "since": "2025-09-01", "until": "2026-02-28", "base": 300, "checked": 60, "chosen": "random", "by": "警务督察支队"}
		for k, v := range more {
			body[k] = v
		}
		return body
	}
	c.act("fangzhou", "selfcheck.fill", fill("c1", M{"none": true, "note": "没有问题没有问题没有问题没有问题没有问题没有问题"}))
	c.act("fangzhou", "selfcheck.fill", fill("c2", M{"findings": []M{{"sort": "unit", "title": "扣押物品登记晚于三日", "text": "抽查六十件扣押物品，四件登记晚于扣押三日，没有注明原因。", "class": "norm.seizure", "count": 4, "fixed": "已补登并实行当日登记。"}}, "note": "随机抽取六十件扣押物品，逐件核对清单、照片、出入库签名和保管员台账。"}))
	c.refused(c.as("tangweimin").Act("selfcheck.sign", M{"id": self}), "not_now", "查了什么")
	c.act("fangzhou", "selfcheck.fill", fill("c1", M{"none": true, "note": "查阅立案、强制措施台账六十份，核对审批签名、期限提示和送达时间，记录完整。"}))
	h := c.at("tangweimin")
	h.Goto("/selfchecks/" + self + "/sign")
	h.See("不计入贵单位的问题")
	h.Choose("我已核对各项内容")
	h.Press("单位负责人签字")
	c.act("fangzhou", "selfcheck.submit", M{"id": self})

	// The congress sees reported nothing beside what came in, as counts alone.
	k := c.at("linwan")
	k.Goto("/selfchecks/" + self)
	k.See("查阅立案、强制措施台账六十份")
	k.See("类报告没有、别处有")
	k.PressIn("与其他情况对照", "查看")
	k.See("报告没有、别处有")
	k.See("只有本机关工作人员能看到")
	if n := regexp.MustCompile(`href="/clues\?[^"]*">\s*(\d+)`).FindStringSubmatch(k.HTML()); n == nil || n[1] == "0" {
		t.Errorf("no number of messages stands beside the zero: %v", n)
	}
	for _, who := range []string{"fangzhou", "tangweimin"} {
		n := c.plain(who)
		if code, _, _ := n.Get("/selfchecks/compare?campaign=" + camp); code != 404 {
			t.Errorf("%s opens the comparison: %d", who, code)
		}
		n.Goto("/selfchecks/" + self)
		n.DontSee("别处有")
		n.DontSee("群众反映")
	}

	// Checked by one, accepted by another; the finding becomes a problem.
	var marks []M
	for _, item := range []string{"c1", "c2"} {
		marks = append(marks, M{"item": item, "mark": "ok"})
	}
	c.act("linwan", "selfcheck.check", M{"id": self, "marks": marks})
	z := c.at("zhaoheng")
	z.Goto("/selfchecks/" + self + "/accept")
	z.See("扣押物品登记晚于三日")
	z.Press("接收")
	z.See("问题 ")
	_, d := matter(t, c.as("linwan"), "/api/v1/selfchecks/"+self)
	found := d["items"].([]any)[1].(M)["findings"].([]any)[0].(M)
	id := str(found, "id")
	if str(found, "kind") != "problem" || id == "" {
		t.Fatalf("the finding became %v", found)
	}
	c.standsApart(t, camp, id, before)
	verifies(t, c.Data)
}

// standsApart reads every place that counts problems.
func (c *town) standsApart(t *testing.T, camp, id string, before map[string]int) {
	t.Helper()
	z := c.at("zhaoheng")
	z.Goto("/problems/" + id)
	z.See("自查主动发现")
	z.See("不计入机关的问题")

	// The campaign's page and its cockpit: the one number did not move, the other did.
	after := c.countsOf(t, camp)
	for _, x := range []string{"campaign", "cockpit"} {
		if after[x] != before[x] || after[x+" self"] != before[x+" self"]+1 {
			t.Errorf("%s: %d and %d self-found became %d and %d", x, before[x], before[x+" self"], after[x], after[x+" self"])
		}
	}

	// The organ's page: not among what concerns it, in a table of its own.
	z.Goto("/register/organs/" + c.organ)
	z.See("自查主动发现的问题")
	z.See("不计入机关的问题")
	n := c.plain("zhaoheng")
	n.Goto("/register/organs/" + c.organ)
	apart, among := false, false
	for _, r := range n.Rows("self-found") {
		apart = apart || r.Links("/problems/"+id)
	}
	for _, r := range n.Rows("matters") {
		among = among || r.Links("/problems/"+id)
	}
	if !apart || among {
		t.Errorf("on the organ's page the problem stands apart: %v, among the others: %v", apart, among)
	}

	// The export: marked in its row, and not in the organ's numbers on the cover.
	book := c.sheets(t, "/problems/export.xlsx?organ="+c.organ)
	row := rowOf(book["问题清单"], "扣押物品登记晚于三日")
	if row == nil || row[6] != "是" {
		t.Errorf("the export does not mark it: %v", row)
	}
	marked, plain := 0, 0
	for _, r := range book["问题清单"] {
		if len(r) > 6 && strings.HasPrefix(r[0], "明人监问") {
			if r[6] == "是" {
				marked++
			} else {
				plain++
			}
		}
	}
	cover := rowOf(book[""], "明州市公安局")
	if cover == nil || cover[1] != strconv.Itoa(plain) || cover[len(cover)-1] != strconv.Itoa(marked) {
		t.Errorf("the cover says %v; %d rows are the committee's, %d self-found", cover, plain, marked)
	}
}

// campaign finds a campaign of the city by its name.
func (c *town) campaign(name string) (id string) {
	c.t.Helper()
	c.rows("SELECT id FROM campaign WHERE name = ? AND place = '990200'", []any{name}, func(r rower) error { return r.Scan(&id) })
	if id == "" {
		c.t.Fatalf("no campaign is called %s", name)
	}
	return id
}

// countsOf reads the numbers of problems that the campaign's page and its
// cockpit show, those found by organs themselves apart.
func (c *town) countsOf(t *testing.T, camp string) map[string]int {
	t.Helper()
	n, out := c.plain("zhaoheng"), map[string]int{}
	n.Goto("/campaigns/" + camp)
	out["campaign"] = number(t, n, `问题 (\d+) 未了结`)
	out["campaign self"] = number(t, n, `自查主动发现 (\d+) 单独列示`)
	n.Goto("/campaigns/" + camp + "/cockpit")
	for _, r := range n.Rows("problems") {
		if f := regexp.MustCompile(`^合计 (\d+) (\d+)$`).FindStringSubmatch(r.Text); f != nil {
			out["cockpit"], _ = strconv.Atoi(f[1])
			out["cockpit self"], _ = strconv.Atoi(f[2])
		}
	}
	if out["cockpit"] == 0 {
		t.Errorf("the cockpit's table of problems has no sum: %v", n.Rows("problems"))
	}
	return out
}

func number(t *testing.T, n *stage.NoJS, pattern string) int {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(n.Text())
	if m == nil {
		t.Fatalf("%s does not say %q:\n%.1500s", n.URL(), pattern, n.Text())
	}
	x, _ := strconv.Atoi(m[1])
	return x
}

// sheets reads a downloaded xlsx: the rows of each sheet by its name, "" the
// first.
func (c *town) sheets(t *testing.T, path string) map[string][][]string {
	t.Helper()
	code, _, b := c.plain("zhaoheng").Get(path)
	if code != 200 {
		t.Fatalf("%s: %d", path, code)
	}
	x, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	out := map[string][][]string{}
	for i, name := range x.GetSheetList() {
		rows, err := x.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		if out[name] = rows; i == 0 {
			out[""] = rows
		}
	}
	return out
}

func rowOf(rows [][]string, has string) []string {
	for _, r := range rows {
		for _, x := range r {
			if x == has {
				return r
			}
		}
	}
	return nil
}
