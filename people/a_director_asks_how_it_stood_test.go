package people

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hengjian/oversight/act"
)

// A director asks: how did it stand on 1 February? She goes to the campaign's
// cockpit, names the day, and sees for each state how many there were. The test
// reads the journal itself and folds it: every number agrees. A number opens its
// list, where today's state stands beside that day's, and today's cockpit
// counts otherwise.
func TestHowItStoodOnAnEarlierDay(t *testing.T) {
	c := liveCity(t)
	const day = "2026-02-01"
	z := c.at("zhaoheng")
	z.Goto("/campaigns")
	z.Press("“司法规范化”专项监督")
	z.Press("专项态势")
	z.See("上下联动")
	at := z.URL()[strings.Index(z.URL(), "/campaigns/"):]
	z.Goto(at + "?on=" + day)
	z.See("终了时的情况")
	z.See("由记录推出")

	camp := regexp.MustCompile(`/campaigns/([0-9a-f-]{36})/`).FindStringSubmatch(at)
	if camp == nil {
		t.Fatalf("the cockpit stands at %s", at)
	}
	want := c.foldedUntil(camp[1], day)
	page := z.HTML()
	seen := 0
	differs := false
	for _, m := range regexp.MustCompile(`href="([^"]*/cockpit/list\?[^"]*on=`+day+`[^"]*)">(\d+)<`).FindAllStringSubmatch(page, -1) {
		to := strings.ReplaceAll(m[1], "&amp;", "&")
		n, _ := strconv.Atoi(m[2])
		kind := regexp.MustCompile(`kind=(\w+)`).FindStringSubmatch(to)[1]
		state := regexp.MustCompile(`state=(\w+)`).FindStringSubmatch(to)[1]
		if w := want[kind+" "+state]; w != n {
			t.Errorf("%s: the page says %d %s, the journal %d", day, n, kind+" "+state, w)
		}
		delete(want, kind+" "+state)
		seen++
		if differs || n == 0 || n > 40 {
			continue
		}
		z.Goto(to)
		z.See("当日状态")
		then := strings.Count(z.HTML(), "<tr data-href=")
		z.Goto(strings.ReplaceAll(to, "on="+day, "on="))
		differs = then == n && strings.Count(z.HTML(), "<tr data-href=") != n
	}
	if seen < 10 || len(want) > 0 {
		t.Errorf("%d numbers were compared; the journal knows besides: %v", seen, want)
	}
	if !differs {
		t.Error("nothing that is listed today differs from what was listed then")
	}
	z.Goto(at + "?on=" + day)
	z.Press("回到今天")
	z.DontSee("终了时的情况")
}

// foldedUntil reads the city's journal behind the program's back and counts in
// which state the matters that are under the campaign now stood at a day's end.
func (c *town) foldedUntil(camp, day string) map[string]int {
	last := map[[2]string]string{}
	const under = "m.campaign=? AND m.place='990200' AND m.audience='' AND m.kind IN ('clue','problem','task','meeting','coordination','selfcheck')"
	c.rows(`SELECT m.kind, m.subject, j.at, j.to_state, j.seq FROM matter m JOIN journal j ON j.kind=m.kind AND j.subject=m.subject WHERE `+under+`
		UNION ALL SELECT m.kind, m.subject, j.at, f.to_state, j.seq FROM matter m JOIN manifest f ON f.kind=m.kind AND f.subject=m.subject JOIN journal j ON j.book=f.book AND j.seq=f.seq WHERE f.n>0 AND `+under+` ORDER BY 5`,
		[]any{camp, camp}, func(r rower) error {
			var kind, id, to string
			var at, seq int64
			if err := r.Scan(&kind, &id, &at, &to, &seq); err != nil {
				return err
			}
			if act.DayOf(time.UnixMicro(at)) <= day {
				last[[2]string{kind, id}] = to
			}
			return nil
		})
	out := map[string]int{}
	for k, state := range last {
		out[k[0]+" "+state]++
	}
	return out
}
