package office

import (
	"context"
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/campaign"
	"hengjian/oversight/organ"
)

// OrgansFor lists the organs of the person's place that she may see, for
// choices in forms and filters.
func (o *Office) OrgansFor(ctx context.Context, who access.Person) ([]organ.Organ, error) {
	all, err := o.OrgansAt(ctx, who.Place)
	return slices.DeleteFunc(all, func(g organ.Organ) bool { return !access.Sees(who, "organ", &g.Head) }), err
}

// CampaignsFor lists the campaigns of the person's place that she may see: a
// campaign in draft is not for the organs to read in a filter.
func (o *Office) CampaignsFor(ctx context.Context, who access.Person) ([]campaign.Campaign, error) {
	all, err := o.CampaignsAt(ctx, who.Place)
	return slices.DeleteFunc(all, func(c campaign.Campaign) bool { return !access.Sees(who, "campaign", &c.Head) }), err
}
