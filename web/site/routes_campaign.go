package site

import "hengjian/web/campaign"

// campaignRoutes are the pages of special supervision: topics, plans, editions.
func campaignRoutes(t *table) {
	t.get("/campaigns", campaign.List)
	t.both("/campaigns/new", campaign.New)
	t.both("/campaigns/adapt", campaign.Adapt)
	t.both("/campaigns/argue", campaign.Argue)
	t.get("/campaigns/{id}", campaign.Show)
	t.get("/campaigns/{id}/life", campaign.Life)
	t.get("/campaigns/{id}/related", campaign.Related)
	t.get("/campaigns/{id}/document", campaign.Document)
	t.get("/campaigns/{id}/document.docx", campaign.Docx)
	t.get("/campaigns/{id}/files/{hash}", campaign.File)
	t.get("/campaigns/{id}/editions", campaign.Editions)
	t.get("/campaigns/{id}/editions/{no}", campaign.Edition)
	t.both("/campaigns/{id}/{verb}", campaign.Kind.Do)
}

func init() { parts = append(parts, campaignRoutes) }
