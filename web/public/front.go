package public

import (
	"net/url"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/organ"
	"hengjian/web/kit"
)

// home is the committee's own front page where there is only one; otherwise
// the list of committees.
func home(p *page) error {
	place, all, err := p.only()
	if err != nil {
		return err
	}
	if place != "" {
		c, ok, err := p.Office.CongressAt(p.Office.View(p.Ctx()), place)
		if err != nil {
			return err
		}
		if ok {
			p.Congress = c
			return front(p)
		}
	}
	return p.Render(homePage(p, all))
}

// only is the place this request is about without naming one, and all the
// committees otherwise.
func (p *page) only() (string, []organ.Congress, error) {
	if at := p.place(p.R); at != "" {
		return at, nil, nil
	}
	all, err := p.Office.Committees(p.Ctx(), access.Door(access.Public, ""))
	if err != nil {
		return "", nil, err
	}
	if len(all) == 1 {
		return all[0].Place, all, nil
	}
	asked := p.R.URL.Query().Get("place")
	for _, c := range all {
		if c.Place == asked {
			return asked, all, nil
		}
	}
	return "", all, nil
}

// toReport leads the short address on posters and in speech to the form.
func toReport(p *page) error {
	place, _, err := p.only()
	if err != nil {
		return err
	}
	if place == "" {
		return p.Go("/")
	}
	return p.Go("/p/" + place + "/report")
}

type frontView struct {
	Closed    string // why the channel is closed, "" if open
	Campaigns []kit.Link
	Past      bool // some public campaigns are over
	Draws     bool // there are draws to read
}

func front(p *page) error {
	var v frontView
	if err := p.Office.IntakeOpen(p.Ctx(), p.Congress.Place, ""); err != nil {
		text, rest := p.refusal(err)
		if rest != nil {
			return rest
		}
		v.Closed = text
	}
	now, past, err := p.Office.PublicCampaigns(p.Ctx(), p.Congress.Place)
	if err != nil {
		return err
	}
	for _, c := range now {
		v.Campaigns = append(v.Campaigns, kit.Link{Text: p.nameOf(c), URL: p.at("/campaigns/" + c.ID)})
	}
	v.Past = len(past) > 0
	ds, err := p.Office.PublicDraws(p.Ctx(), p.Congress.Place)
	if err != nil {
		return err
	}
	v.Draws = len(ds) > 0
	return p.Render(frontPage(p, v))
}

// poster is the sheet to print and put up: what for, the address, its QR code.
func poster(p *page) error {
	to := p.base() + p.at("/")
	path, size, err := qrPath(to)
	if err != nil {
		return err
	}
	return p.Render(posterPage(p, to, path, size))
}

func (p *page) base() string {
	for _, known := range []string{p.Congress.Intake, p.Base} {
		if known != "" {
			return strings.TrimSuffix(known, "/")
		}
	}
	u := url.URL{Scheme: "http", Host: p.R.Host}
	if p.R.TLS != nil || p.R.Header.Get("X-Forwarded-Proto") == "https" {
		u.Scheme = "https"
	}
	return u.String()
}
