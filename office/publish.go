package office

import (
	"context"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/store"
)

func init() {
	needs["campaign.publish"] = func(f *fact) (err error) {
		a, c := f.a.(*campaign.Publish), f.was.(*campaign.Campaign)
		es, err := store.Editions.Where(f.view(), "campaign=? AND why='changed' ORDER BY no DESC LIMIT 1", c.ID)
		if err != nil {
			return err
		}
		a.Needs = campaign.Told{}
		if _, before := c.Published(); len(es) > 0 && before {
			a.Needs.Reason = es[0].Reason
		}
		a.Needs.Names, err = officersIn(f.view(), c.Place, publicText(*c)+"\n"+a.Intro+"\n"+a.NameEn+"\n"+a.IntroEn)
		return err
	}
}

// publicText is everything of a plan that would be published.
func publicText(c campaign.Campaign) string {
	p := c.Plan.Open()
	text := []string{c.Name, p.Goal, p.Scope.Note}
	text = append(append(append(text, p.Basis...), p.Scope.Business...), p.Scope.Grassroots...)
	for _, x := range p.Contents {
		text = append(text, x.Text)
	}
	for _, s := range p.Stages {
		text = append(text, s.Name, s.Work)
	}
	return strings.Join(text, "\n")
}

// officersIn lists the names of officers of a place that stand in a text. A
// name of two characters may be an ordinary word, so people look at them.
func officersIn(v *store.View, place, text string) ([]string, error) {
	rows, err := v.Query("SELECT DISTINCT name FROM officer WHERE place=?", place)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if len([]rune(name)) > 1 && strings.Contains(text, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, rows.Err()
}

// NamesToPublish lists the officers whose names stand in what would be
// published of a campaign and in the further words.
func (o *Office) NamesToPublish(ctx context.Context, c campaign.Campaign, more string) ([]string, error) {
	return officersIn(o.View(ctx), c.Place, publicText(c)+"\n"+more)
}

// PublicCampaigns lists what a committee has put before the public: the ones
// under way first, the past ones after them, each newest first.
func (o *Office) PublicCampaigns(ctx context.Context, place string) (now, past []campaign.Campaign, err error) {
	all, err := store.Campaigns.Where(o.View(ctx), "place=? AND state IN ('sent','carrying_out','summing_up','concluded','archived') ORDER BY since DESC, id", place)
	for _, c := range all {
		if _, ok := c.Published(); !ok {
			continue
		}
		if c.Takes() && (c.Until == "" || act.DayOf(o.Now()) <= c.Until) {
			now = append(now, c)
		} else {
			past = append(past, c)
		}
	}
	return now, past, err
}

// PublicCampaign is one that is or was public at a place; the same refusal for
// one that never was and one that does not exist.
func (o *Office) PublicCampaign(ctx context.Context, place, id string) (campaign.Campaign, error) {
	c, err := store.Campaigns.Load(o.View(ctx), id)
	if err != nil {
		return campaign.Campaign{}, err
	}
	if c.Place != place || len(c.Public) == 0 {
		return campaign.Campaign{}, act.None()
	}
	return c, nil
}

// carried leaves a message of the public its campaign only where the campaign
// is public and takes messages today; one that ended while somebody was
// writing costs her nothing. The special channel belongs to no campaign.
func (o *Office) carried(ctx context.Context, place string, in *clue.Receive) error {
	id := in.Campaign
	in.Campaign = ""
	if id == "" || in.Asked == "congress" {
		return nil
	}
	c, err := o.PublicCampaign(ctx, place, id)
	if err != nil {
		if act.KindOf(err) == act.Missing {
			return nil
		}
		return err
	}
	if c.TakesFromPublic(act.DayOf(o.Now())) {
		in.Campaign = id
	}
	return nil
}
