package site

import "hengjian/web/coverage"

func init() {
	parts = append(parts, func(t *table) {
		t.get("/campaigns/{id}/coverage", coverage.Show)
		t.get("/campaigns/{id}/coverage.xlsx", coverage.Export)
	})
}
