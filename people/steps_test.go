package people

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"hengjian/people/stage"
)

// Steps that a scenario needs but is not about go through the API.

// registered opens and summarises a message as its intake officer.
func (c *town) registered(id, title, summary, class string, more M) {
	c.t.Helper()
	officer := c.as("luzhiwei")
	officer.MustAct("clue.open", M{"id": id})
	body := M{"id": id, "title": title, "summary": summary, "class": class, "joint": 1}
	for k, v := range more {
		body[k] = v
	}
	officer.MustAct("clue.summarise", body)
}

// referred proposes and accepts one referral and returns its leg.
func (c *town) referred(id, route, to, outgoing string) string {
	c.t.Helper()
	c.act("linwan", "clue.propose", M{"id": id, "routes": []M{{"outcome": "refer", "route": route, "to": c.named("organ", to), "outgoing": outgoing, "reveals": "no"}}})
	c.act("zhaoheng", "clue.accept", M{"id": id})
	return c.legsOf(id)[0]
}

// changing are what differs between two loads of one page: act ids and nonces.
var changing = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|nonce="[^"]*"`)

// bytesOf is a page as it came, without what changes at every load and without
// the given words.
func bytesOf(n *stage.NoJS, path string, without ...string) string {
	n.Goto(path)
	return plainBytes(n, without...)
}

func plainBytes(n *stage.NoJS, without ...string) string {
	s := changing.ReplaceAllString(string(n.Raw), "~")
	for _, w := range without {
		if w != "" {
			s = strings.ReplaceAll(s, w, "~")
		}
	}
	return fmt.Sprintf("%d\n%s", n.Status, s)
}

// asMissing fails unless somebody gets for each path, on pages and in the API,
// the very bytes of a matter that never existed.
func (c *town) asMissing(t *testing.T, login, id string, paths ...string) {
	t.Helper()
	const never = "01234567-89ab-7cde-8f01-23456789abcd"
	n, api := c.plain(login), c.as(login)
	for _, p := range paths {
		real, gone := strings.ReplaceAll(p, "{id}", id), strings.ReplaceAll(p, "{id}", never)
		if got, want := bytesOf(n, real), bytesOf(n, gone); got != want {
			t.Errorf("%s gets other bytes at %s than at a missing matter:\n%s\n---\n%s", login, p, clipped(got), clipped(want))
		}
		if n.Status != 404 {
			t.Errorf("%s gets %d at %s", login, n.Status, p)
		}
	}
	for _, p := range []string{"/api/v1/clues/", "/api/v1/legs/"} {
		got, want := api.Get(p+id), api.Get(p+never)
		if got.Status != 404 || got.Status != want.Status || string(got.Raw) != string(want.Raw) {
			t.Errorf("%s gets %d %s at %s", login, got.Status, got.Raw, p)
		}
	}
	for _, act := range []string{"clue.open", "clue.take", "leg.receipt", "leg.sign"} {
		got, want := api.Act(act, M{"id": id}), api.Act(act, M{"id": never})
		if got.Status < 400 || got.Status != want.Status || string(got.Raw) != string(want.Raw) {
			t.Errorf("%s: %s is answered %d %s, not %d %s", login, act, got.Status, got.Raw, want.Status, want.Raw)
		}
	}
}

// unseen fails if any list, search or notice of somebody shows one of the words.
func (c *town) unseen(t *testing.T, login string, words ...string) {
	t.Helper()
	n, api := c.plain(login), c.as(login)
	look := func(where, text string) {
		for _, w := range words {
			if strings.Contains(text, w) {
				t.Errorf("%s sees %q at %s", login, w, where)
			}
		}
	}
	for _, p := range []string{"/", "/clues", "/clues?only=urgent", "/legs", "/problems", "/notices", "/audit"} {
		n.Goto(p)
		look(p, n.Text())
	}
	for _, w := range words {
		n.Goto("/search?q=" + escaped(w))
		for _, other := range words { // her own words stand in the address of the page
			if !strings.Contains(w, other) && strings.Contains(string(n.Raw), other) || other == w && strings.Contains(n.Text(), w) {
				t.Errorf("%s sees %q when she searches for %q", login, other, w)
			}
		}
		n.See("没有找到")
	}
	for _, p := range []string{"/api/v1/clues?limit=200", "/api/v1/legs?limit=200", "/api/v1/problems?limit=200"} {
		ans := api.Get(p)
		look(p, string(ans.Raw))
	}
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 1500 {
		return string(r[:1500])
	}
	return s
}
