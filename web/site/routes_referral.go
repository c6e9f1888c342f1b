package site

import "hengjian/web/leg"

// legRoutes are the pages about referrals (转送) and the contact register.
func legRoutes(t *table) {
	t.get("/legs", leg.List)
	t.both("/legs/new", leg.Draft)
	t.get("/legs/{id}", leg.Show)
	t.get("/legs/{id}/life", leg.Life)
	t.get("/legs/{id}/letter.docx", leg.Letter)
	t.both("/legs/{id}/{verb}", leg.Act)
	t.get("/contacts", leg.Contacts)
	t.get("/contacts/export.xlsx", leg.ExportContacts)
}

func init() { parts = append(parts, legRoutes) }
