package people

import (
	"testing"

	"hengjian/people/stage"
)

// Stories of several levels stand in the same city, whose province and counties
// have committees too: their people are hired as the story needs them.

const secret = "Chenglan-2026-Min"

// congress founds another committee.
func (c *town) congress(place, name, short, prefix, level string) {
	c.t.Helper()
	c.act("ancheng", "congress.found", M{"place": place, "name": name, "short": short, "level": level, "prefix": prefix})
}

// hire opens an account; its holder has replaced the one-time password.
func (c *town) hire(place, organ, login, name string, roles ...string) {
	c.t.Helper()
	const first = "Shouci-2026-Denglu"
	ans := c.act("ancheng", "account.open", M{"login": login, "person": name, "roles": roles, "place": place, "organ": organ, "password": first})
	a := c.API(c.t, login, first)
	a.MustAct("account.set_password", M{"id": str(ans.Body, "subject"), "old": first, "new": secret, "again": secret})
	c.Accounts = append(c.Accounts, stage.Account{Login: login, Password: secret})
}

// shared drafts, writes, adopts and sends out a campaign and returns its id.
func (c *town) shared(login, title string, plan M) string {
	c.t.Helper()
	id := str(c.act(login, "campaign.draft", M{"title": title, "theme": "规范讯问和办案区管理", "since": Today, "until": "2026-12-31", "classes": []string{"norm"}}).Body, "subject")
	c.decided(login, id, plan)
	return id
}

// decided writes a plan, adopts it by the council and sends it out.
func (c *town) decided(login, id string, plan M) {
	c.t.Helper()
	c.act(login, "campaign.plan", M{"id": id, "plan": plan})
	c.act(login, "campaign.adopt", M{"id": id, "body": minute("主任会议纪要〔2026〕3号")})
	c.act(login, "campaign.send", M{"id": id})
}

// demands reads a plan's requirements: key by text.
func (c *town) demands(t testing.TB, login, id string) map[string]string {
	t.Helper()
	_, d := matter(t, c.as(login), "/api/v1/campaigns/"+id)
	plan, _ := d["plan"].(M)
	rs, _ := plan["requirements"].([]any)
	out := map[string]string{}
	for _, r := range rs {
		x, _ := r.(M)
		out[str(x, "text")] = str(x, "key")
	}
	if len(out) == 0 {
		t.Fatalf("the plan of %s has no requirements: %v", id, d)
	}
	return out
}
