package people

import (
	"strings"
	"testing"

	"hengjian/people/stage"
)

// A station is split in mid-campaign. What was about it before stays with it,
// what comes afterwards is about one of the new ones, and the organ's tree can
// be read on either day.
func TestAUnitIsSplitInMidCampaign(t *testing.T) {
	c := liveCity(t)
	police := c.named("organ", "明州市公安局")
	old := c.named("unit", "明州市公安局码头派出所")
	about := func(unit, name, text string) string {
		s := c.reports(t, "来信人", story{asked: "公安机关", text: text, where: name})
		id := c.numbered(s.number)
		c.registered(id, "反映"+name+"接报案不登记", "来信人称，"+name+"接报案后没有登记，也没有给回执。", "norm.notice", M{"organs": []string{police}, "units": []string{unit}})
		return id
	}
	before := about(old, "码头派出所", "我到码头派出所报案，两次都没有给我登记。")

	// The clerk enters the split with its document; the old one ends.
	k := c.at("linwan")
	k.Goto("/register/units/" + old + "/split")
	k.Fill("day", Today)
	k.Fill("doc", "明编办〔2026〕11号")
	for i, name := range []string{"码头东派出所", "码头西派出所"} {
		at := "into." + string(rune('0'+i)) + "."
		k.Fill(at+"code", "MT-"+string(rune('1'+i)))
		k.Fill(at+"name", name)
	}
	k.See("涉及原单位的反映、问题、任务不改写")
	k.Press("分设")
	k.See("已撤销")
	east := c.named("unit", "码头东派出所")

	// The matter goes on about the old unit and says what it is now.
	n := c.plain("linwan")
	n.Goto("/clues/" + before)
	n.See("码头派出所")
	n.See("现为")
	n.See("码头东派出所")
	c.act("linwan", "clue.note", M{"id": before, "text": "派出所分设以后照常办理。"})
	after := about(east, "码头东派出所", "昨天我到码头东派出所报案，还是没有登记。")

	// Nothing is rewritten: each names the unit of its day. Whoever opens the old
	// or the new one finds both.
	for id, want := range map[string]string{before: old, after: east} {
		var units string
		c.rows("SELECT units FROM clue WHERE id = ?", []any{id}, func(r rower) error { return r.Scan(&units) })
		if units != `["`+want+`"]` {
			t.Errorf("the message %s is about %s, not %s", id, units, want)
		}
	}
	for _, unit := range []string{old, east} {
		n.Goto("/register/units/" + unit)
		for _, id := range []string{before, after} {
			found := false
			for _, r := range n.Rows("matters") {
				found = found || r.Links("/clues/"+id)
			}
			if !found {
				t.Errorf("unit %s does not lead to the message %s", unit, id)
			}
		}
	}

	// The tree on both days; a former day shows nothing of what came later.
	for day, want := range map[string][2][]string{
		"2026-03-01": {{"码头派出所"}, {"码头东派出所", "码头西派出所"}},
		Today:        {{"码头东派出所", "码头西派出所"}, nil},
	} {
		tree := treeOn(n, police, day)
		for _, x := range want[0] {
			if !strings.Contains(tree, x) {
				t.Errorf("the tree of %s lacks %s", day, x)
			}
		}
		for _, x := range want[1] {
			if strings.Contains(tree, x) {
				t.Errorf("the tree of %s has %s", day, x)
			}
		}
	}
	if tree := treeOn(n, police, Today); !strings.Contains(tree, "已撤销") && strings.Contains(tree, "码头派出所") {
		t.Error("the old station stands in today's tree as if it lasted")
	}
	k.Goto("/register/units/" + east)
	k.See("码头派出所")
	verifies(t, c.Data)
}

// treeOn is the markup of an organ's tree of units on a day.
func treeOn(n *stage.NoJS, organ, day string) string {
	n.Goto("/register/organs/" + organ + "?day=" + day)
	_, rest, _ := strings.Cut(n.Source(), `id="units"`)
	tree, _, _ := strings.Cut(rest, `id="matters"`)
	return tree
}
