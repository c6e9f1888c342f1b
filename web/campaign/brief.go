package campaign

import (
	"github.com/a-h/templ"

	"hengjian/oversight/campaign"
	"hengjian/web/frame"
	"hengjian/web/matter"
)

// Brief (要点) is a campaign as who decides on it reads it.
func Brief(p *frame.Page, c campaign.Campaign) (templ.Component, error) {
	if c.State == "argued" {
		return topicCard(p, c), nil
	}
	return matter.Stack(factsCard(p, c), stagesCard(p, c)), nil
}
