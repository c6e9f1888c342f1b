package people

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// spoiltRegister is a court's register with what goes wrong in real ones: "plain"
// has no column of the day of docketing at all, "spoilt" has days that cannot be,
// a number that stands twice and a row without its number; "mended" is right and
// whole, and "more" adds a case and changes one.
func spoiltRegister(t *testing.T, how string) string {
	var b strings.Builder
	if how == "plain" {
		b.WriteString("案号,结案日期,承办庭室\n")
	} else {
		b.WriteString("案号,立案日期,结案日期,承办庭室\n")
	}
	day, cases := time.Date(2025, 2, 3, 0, 0, 0, 0, time.UTC), 40
	if how == "more" {
		cases = 41
	}
	for i := 1; i <= cases; i++ {
		no, from, done, where := fmt.Sprintf("（2025）明01刑终%d号", i), day.AddDate(0, 0, i).Format("2006-01-02"), day.AddDate(0, 0, i+30).Format("2006-01-02"), "刑一庭"
		if how == "spoilt" {
			switch i {
			case 5:
				from = "2025-13-45"
			case 9:
				done = "二月三十日"
			case 12:
				no = ""
			case 20:
				no = "(2025)明01刑终19号"
			}
		}
		if how == "more" && i == 7 {
			where = "刑二庭"
		}
		if how == "plain" {
			fmt.Fprintf(&b, "%s,%s,%s\n", no, done, where)
			continue
		}
		fmt.Fprintf(&b, "%s,%s,%s,%s\n", no, from, done, where)
	}
	file := filepath.Join(t.TempDir(), "刑事二审.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A court sends a register that cannot be taken: first a column is missing, then
// days cannot be. The clerk sees which cell and why, hands each back whole with
// nothing entered, the court reads the same on its own page and in a letter, and
// the corrected file takes the place. What comes again updates and is not doubled.
func TestACourtsRegisterIsHandedBackAndTheCorrectedOneTakesItsPlace(t *testing.T) {
	c := liveCity(t)
	c.hire("990200", c.named("organ", "明州市中级人民法院"), "fylianluo", "封联", "liaison")
	k := c.at("linwan")
	k.Goto("/casebook/import")
	k.Pick("登记簿的种类", "法院案件（法院提供）")
	k.Pick("哪个机关的", "明州市中级人民法院")
	k.Upload("登记表", spoiltRegister(t, "plain"))
	k.Press("上传并查看")
	k.See("现在的对应读不出行")
	k.Press("读取全部")
	k.See("这份文件读不了，一行都没有读出")
	k.See("没有哪一列对应必填项：立案日期")
	k.DontSee("每秒")
	k.Fill("登记簿名称", "市中院刑事二审登记簿")
	k.Press("整份退回") // who supplied it is not said yet
	k.See("请写明由谁提供")
	k.Fill("由谁提供", "审判管理办公室 汪以宁")
	k.Press("整份退回")
	k.See("已整份退回，一行都没有录入")
	page := path(k.URL())
	id := strings.TrimPrefix(page, "/casebook/registers/")
	c.holds("register", id, "return")
	c.countsNothing(t, id)

	d := c.at("fylianluo")
	d.Resize(390, 800)
	d.Goto(page)
	d.See("整份退回，一行都没有录入")
	d.See("没有哪一列对应必填项：立案日期")
	c.noSideways(d)
	c.asMissing(t, "fangzhou", id, "/casebook/registers/{id}", "/casebook/registers/{id}/quality.docx", "/casebook/registers/{id}/quality.xlsx")

	c.spoiltAgain(t, page)
	d.Goto(page)
	for _, x := range []string{"B6", "立案日期", "C10", "结案日期", "A13"} {
		d.See(x)
	}
	c.mended(t, page)
	d.Goto(page)
	d.DontSee("整份退回")
	d.See("100.0%")
	verifies(t, c.Data)
}

// countsNothing: a register that was handed back has no row and is offered
// neither to a count nor to a screening.
func (c *town) countsNothing(t *testing.T, id string) {
	t.Helper()
	_, data := matter(t, c.as("linwan"), "/api/v1/registers/"+id)
	if n, _ := data["rows"].(float64); n != 0 {
		t.Errorf("%v rows of a register that was handed back", n)
	}
	for _, at := range []string{"/casebook/rules", "/casebook/indicators", "/screenings/new"} {
		if _, _, b := c.plain("linwan").Get(at); strings.Contains(string(b), id) {
			t.Errorf("%s offers a register without rows", at)
		}
	}
}

// spoiltAgain hands in a file with bad cells and hands it back as well.
func (c *town) spoiltAgain(t *testing.T, page string) {
	k, id := c.at("linwan"), strings.TrimPrefix(page, "/casebook/registers/")
	k.Goto("/casebook/import?register=" + id)
	k.Upload("登记表", spoiltRegister(t, "spoilt"))
	k.Press("上传并查看")
	k.See("其中不能录入 3 行")
	k.Press("读取全部")
	for _, x := range []string{"B6", "C10", "A13", "与前面的行是同一个案号", "也可以整份退回"} {
		k.See(x)
	}
	k.Press("不录入，整份退回机关")
	k.See("还是录入其余的行")
	if s := k.Value("请机关改什么"); !strings.Contains(s, "4 行不能读取") {
		t.Errorf("the draft says %q", s)
	}
	k.Press("整份退回")
	k.See("读取 40 行，其中 4 行不能录入")
	c.countsNothing(t, id)
	letter := c.letter(t, page)
	for _, x := range []string{"关于退回案件登记表的函", "没有录入任何一行", "B6", "C10", "请改正"} {
		if !strings.Contains(letter, x) {
			t.Errorf("the letter does not say %q:\n%s", x, letter)
		}
	}
}

// mended enters the corrected file, the same file once more, and a later one.
func (c *town) mended(t *testing.T, page string) {
	k := c.at("linwan")
	enter := func(how string, says ...string) {
		k.Goto("/casebook/import?register=" + strings.TrimPrefix(page, "/casebook/registers/"))
		k.Upload("登记表", spoiltRegister(t, how))
		k.Press("上传并查看")
		k.Press("读取全部")
		k.See("没有变化")
		k.DontSee("整份退回机关")
		for _, x := range says {
			k.See(x)
		}
		k.Fill("由谁提供", "审判管理办公室 汪以宁")
		k.Press("录入")
		k.See("已录入，下面是完整情况")
	}
	rows := func(want float64) {
		t.Helper()
		if _, data := matter(t, c.as("linwan"), "/api/v1/registers/"+strings.TrimPrefix(page, "/casebook/registers/")); data["rows"] != want {
			t.Errorf("%v rows, want %v", data["rows"], want)
		}
	}
	enter("mended")
	rows(40)
	enter("mended")
	rows(40)
	enter("more")
	rows(41)
}
