package people

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// courtRegister is a year of second instances as a court hands it over: its own
// headings, four numbers left out, twelve cases over three months, and on the
// second delivery the numbers that were missing and what was excluded.
func courtRegister(t *testing.T, name string, whole bool) string {
	var b strings.Builder
	b.WriteString("案号,收到日,了结日,哪个庭,怎样结案")
	if whole {
		b.WriteString(",扣掉的时间,延长的时间")
	}
	b.WriteString("\n")
	day := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	for i := 1; i <= 120; i++ {
		if !whole && (i >= 31 && i <= 33 || i == 77) {
			continue
		}
		from, took, out := day.AddDate(0, 0, i), 40, ""
		if i%10 == 5 {
			if took = 120; i != 15 {
				out = from.AddDate(0, 0, 20).Format("2006-01-02") + "~" + from.AddDate(0, 0, 70).Format("2006-01-02") + " 鉴定"
			}
		}
		fmt.Fprintf(&b, "（2025）明01民终%d号,%s,%s,民%d庭,维持", i, from.Format("2006-01-02"), from.AddDate(0, 0, took).Format("2006-01-02"), 1+i%2)
		if whole {
			b.WriteString("," + out + ",")
			if i == 35 {
				b.WriteString("1个月 院长批准")
			}
		}
		b.WriteString("\n")
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A clerk enters a court's register on the page. She matches columns the program
// cannot guess, with the preview beside her, is told which numbers are missing
// and which time limits cannot be judged, sends the letter on it back to the
// court, and enters what the court completes.
func TestAClerkEntersACourtsRegisterAndIsToldWhatIsMissing(t *testing.T) {
	c := liveCity(t)
	k := c.at("linwan")
	k.Goto("/casebook/import")
	k.Pick("登记簿的种类", "法院案件（法院提供）")
	k.Pick("哪个机关的", "明州市中级人民法院")
	k.Upload("登记表", courtRegister(t, "二审案件.csv", false))
	k.Press("上传并查看")
	k.See("每一项取自哪一列")
	k.See("现在的对应读不出行") // the day of docketing is nobody's yet
	k.Pick("立案日期", "收到日")
	k.See("试读 116 行，其中不能录入 0 行")
	k.Pick("结案日期", "了结日")
	k.Pick("承办庭室", "哪个庭")
	k.Pick("结案方式", "怎样结案")
	k.See("民2庭")
	for _, x := range []string{"100.0%", "日期", "编号（互不相同）", "结案方式"} {
		k.See(x) // the profile of each column, and what it is used as
	}
	c.withoutScripts(t)

	k.Press("读取全部")
	k.See("31–33")
	k.Fill("由谁提供", "审判管理办公室 汪以宁")
	k.Fill("名称", "市中院二审案件登记簿（新）")
	k.Press("录入")
	k.See("已录入，下面是完整情况")
	k.See("96.6%") // 116 of 120
	k.See("31–33、77")
	k.See("哪些期限无法判断")
	k.See("机关没有提供扣除或者延长情况（12行）")
	page := path(k.URL())
	letter := c.letter(t, page)
	for _, x := range []string{"关于案件登记簿数据质量的回函", "编号应有120个，在册116个，至少缺4个", "31–33、77", "超过审限（扣除、延长之后）：12行无法判断", "不涉及任何案件的处理"} {
		if !strings.Contains(letter, x) {
			t.Errorf("the letter does not say %q:\n%s", x, letter)
		}
	}
	c.hire("990200", c.named("organ", "明州市中级人民法院"), "fylianluo", "封联", "liaison")
	c.asMissing(t, "fylianluo", strings.TrimPrefix(page, "/casebook/registers/"), "/casebook/registers/{id}", "/casebook/registers/{id}/quality.docx")

	// The court is told, sees its own register and nothing of what rules found.
	k.Press("向机关反馈缺什么")
	if draft := k.Value("请机关补什么"); !strings.Contains(draft, "至少缺 4 件") || !strings.Contains(draft, "12行无法判断") {
		t.Errorf("the draft to the court says %q", draft)
	}
	k.Press("向机关反馈缺什么")
	k.See("已请机关补充")
	d := c.at("fylianluo")
	d.Resize(390, 800)
	d.Goto(page)
	d.See("31–33、77")
	d.See("机关没有提供扣除或者延长情况（12行）")
	d.DontSee("SHA-256")
	c.noSideways(d)

	// What it completes goes over the first delivery, with the mapping kept.
	k.Goto("/casebook/import?register=" + strings.TrimPrefix(page, "/casebook/registers/"))
	k.Upload("登记表", courtRegister(t, "补报.csv", true))
	k.Press("上传并查看")
	k.See("用了上次的映射")
	k.Pick("扣除审限", "扣掉的时间")
	k.Pick("延长审限", "延长的时间")
	k.See("鉴定")
	k.Press("读取全部")
	k.See("没有变化")
	k.Fill("由谁提供", "审判管理办公室 汪以宁")
	k.Press("录入")
	k.See("100.0%")
	k.DontSee("机关没有提供扣除或者延长情况（12行）")
	k.Goto("/casebook/rules?register=" + strings.TrimPrefix(page, "/casebook/registers/") + "&rule=court.limit")
	if h := k.HTML(); !strings.Contains(h, "（2025）明01民终15号") || strings.Contains(h, "（2025）明01民终25号") {
		t.Error("with what was excluded on record one case is over its limit, and no other")
	}
	verifies(t, c.Data)
}

// withoutScripts does the matching with the button.
func (c *town) withoutScripts(t *testing.T) {
	n := c.plain("linwan")
	n.Goto("/casebook/import")
	n.Pick("登记簿的种类", "法院案件（法院提供）")
	n.Pick("哪个机关的", "明州市中级人民法院")
	n.Upload("登记表", courtRegister(t, "二审案件.csv", false))
	n.Press("上传并查看")
	n.Pick("立案日期", "收到日")
	n.See("现在的对应读不出行")
	n.Press("更新预览")
	n.See("试读 116 行，其中不能录入 0 行")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// letter is the text of the letter on a register's data.
func (c *town) letter(t *testing.T, page string) string {
	t.Helper()
	_, _, b := c.plain("linwan").Get(page + "/quality.docx")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	x, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return tags.ReplaceAllString(string(x), "")
}
