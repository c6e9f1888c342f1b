package site

import (
	"hengjian/web/campaign"
	"hengjian/web/register"
)

// registerRoutes are the pages of the register, its imports and the campaigns.
func registerRoutes(t *table) {
	t.get("/register", register.Show)
	t.get("/register/organs/{id}", register.Organ)
	t.get("/register/units", register.UnitList)
	t.get("/register/units/{id}", register.Unit)
	t.get("/register/officers", register.OfficerList)
	t.get("/register/officers/{id}", register.Officer)
	t.get("/register/deputies", register.DeputyList)
	t.get("/register/export/{file}", register.Export)
	t.both("/register/import", register.Import)
	t.get("/register/imports", register.Imports)
	t.get("/register/imports/{id}", register.Imported)
	t.get("/campaigns", campaign.List)
	t.both("/campaigns/new", campaign.New)
	t.get("/campaigns/{id}", campaign.Show)
	t.get("/campaigns/{id}/life", campaign.Life)
	t.both("/campaigns/{id}/{verb}", campaign.Kind.Do)
}

func init() { parts = append(parts, registerRoutes) }
