package people

import (
	"testing"

	"hengjian/people/stage"
)

// A clerk at six in the evening: several messages go the same way at once, a
// note half written survives a wrong press, the list on the screen is the list in
// the file, and the page still fits when it is blown up for tired eyes.
func TestATiredClerkAtSix(t *testing.T) {
	c := liveCity(t)
	k := c.at("linwan")
	k.Goto("/clues?state=registered")
	waiting := items(t, c.as("linwan").Get("/api/v1/clues?state=registered&limit=200"))
	if len(waiting) < 3 {
		t.Fatalf("the city has only %d messages to propose", len(waiting))
	}
	three := tickFirst(k, 3)
	k.Press("批量办理所选")
	for _, title := range three {
		k.See(title)
	}
	k.Choose("拟办：仅作统计")
	k.Press("预览")
	k.See("可以办的")
	if n := len(items(t, c.as("linwan").Get("/api/v1/clues?state=registered&limit=200"))); n != len(waiting) {
		t.Errorf("the preview changed something: %d wait, %d before", n, len(waiting))
	}
	k.Press("逐件办理")
	k.See("回到列表")
	k.DontSee("办不成")
	if n := len(items(t, c.as("linwan").Get("/api/v1/clues?state=registered&limit=200"))); n != len(waiting)-3 {
		t.Errorf("%d wait after three were proposed, %d before", n, len(waiting))
	}

	c.halfWritten(k, waiting)
	c.exported(t, k)
	verifies(t, c.Data)
}

// tickFirst ticks the first n lines of the list and gives their titles.
func tickFirst(k *stage.Person, n int) []string {
	return stage.Eval[[]string](k, `[...document.querySelectorAll('tbody tr')].slice(0, `+string(rune('0'+n))+`).map(tr => {
		tr.querySelector('input[type=checkbox]').click();
		return tr.querySelector('a').innerText.trim() })`)
}

// halfWritten: what was written and not sent is offered again in the same tab,
// and nothing of it is sent by that.
func (c *town) halfWritten(k *stage.Person, waiting []M) {
	c.t.Helper()
	id := waiting[len(waiting)-1]["id"].(string)
	form := "/clues/" + id + "/note"
	k.Goto(form)
	const half = "已与登记人核对来信日期，附件第二页待补"
	k.Fill("text", half)
	k.Goto("/clues")
	k.Goto(form)
	k.See("上次没有提交的内容还在这个浏览器窗口里")
	if k.Value("text") != "" {
		c.t.Error("what was not sent came back unasked")
	}
	k.Press("恢复")
	if got := k.Value("text"); got != half {
		c.t.Errorf("restored: %q", got)
	}
	k.Press("工作记录")
	k.See(half)
	k.Goto(form)
	k.DontSee("上次没有提交的内容")
}

// exported: the file has the lines of the list and no more; at 320 px, which is a
// page blown up to four times its size, nothing runs out sideways.
func (c *town) exported(t *testing.T, k *stage.Person) {
	t.Helper()
	listed := items(t, c.as("linwan").Get("/api/v1/clues?state=proposed&limit=200"))
	rows := 0
	for _, sheet := range c.sheets(t, "/clues/export.xlsx?state=proposed") {
		rows = max(rows, len(sheet)-1)
	}
	if rows != len(listed) {
		t.Errorf("the file has %d lines, the list %d", rows, len(listed))
	}
	k.Resize(320, 640)
	for _, at := range []string{"/clues?state=proposed", "/clues/" + listed[0]["id"].(string), "/", "/search?q=%E6%B3%95%E9%99%A2"} {
		k.Goto(at)
		c.noSideways(k)
	}
}
