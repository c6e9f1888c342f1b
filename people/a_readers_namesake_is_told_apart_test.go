package people

import (
	"strings"
	"testing"

	"hengjian/people/stage"
)

// After a file was given to two readers the court hands over what its staff
// declared. The clerk is told, nobody else is, and sees that one reader bears the name of a judge's friend. The
// only other one who might take the file is the judge's wife, by her number: she
// cannot. The clerk asks, finds two people of one name, and writes down how.
func TestAReadersNamesakeIsToldApart(t *testing.T) {
	c := liveCity(t)
	k := c.at("linwan")
	page := ""
	k.Goto("/notices") // the list came after she had given out the file
	for !strings.Contains(k.Text(), "评查员的利害关系有变动，请核对") {
		k.Press("下一页")
	}
	k.DontSee("大学同学")
	k.DontSee("关系名单.csv")
	for _, other := range []string{"zhaoheng", "yechunhe"} {
		q := c.at(other)
		q.Goto("/notices")
		q.DontSee("利害关系")
	}
	for _, r := range items(t, c.as("linwan").Get("/api/v1/reviews?limit=200")) {
		k.Goto("/reviews/" + str(r, "id"))
		if strings.Contains(k.Text(), "评查员的利害关系") {
			page = path(k.URL())
			break
		}
	}
	if page == "" {
		t.Fatal("no file has a reader with a relation")
	}
	k.See("大学同学")
	k.See("申报表第7页")
	k.See("同名，待核实")
	k.See("不会自动更换")
	c.noSideways(k)
	before := len(c.journal("review", strings.TrimPrefix(page, "/reviews/")))

	k.Press("更换评查员")
	k.See("夫妻")
	k.See("证件编号一致")
	if !stage.Eval[bool](k, `[...document.querySelectorAll('option')].some(o => o.disabled && o.text.includes('岑薇') && o.text.includes('须回避'))`) {
		t.Error("the judge's wife may be chosen")
	}

	k.Goto(page)
	k.Press("核实不是同一人")
	k.Fill("怎样核实", "与本人无关，此案应当改判。")
	k.Press("登记同名核实")
	k.See("请先看看这里") // no place for a view of the case
	k.Fill("怎样核实", "向两人所在单位核对证件编号，不是同一人。")
	k.Press("登记同名核实")
	k.See("向两人所在单位核对证件编号")
	k.DontSee("评查员的利害关系")

	lines := c.journal("review", strings.TrimPrefix(page, "/reviews/"))
	if len(lines) != before+1 || lines[len(lines)-1].Act != "review.check_name" {
		t.Errorf("the journal holds %v", lines)
	}
	if q := c.at("yechunhe"); q != nil { // a reader learns nothing of it
		q.Goto(page)
		q.DontSee("大学同学")
		q.DontSee("核对证件编号")
	}
}
