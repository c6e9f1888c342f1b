package store

import (
	"slices"
	"strings"
)

// TaskCount counts the tasks of one campaign that answer one requirement.
type TaskCount struct {
	Campaign, Via, State string
	Thin                 bool
	N                    int
}

// maxCampaigns bounds the parameters of one statement.
const maxCampaigns = 400

// TaskCounts counts tasks of campaigns by requirement and state, never naming
// one: an upper committee reads numbers of the committees below, not matters.
// The caller has shown that the campaigns may be counted.
func (v *View) TaskCounts(campaigns []string) (out []TaskCount, err error) {
	for part := range slices.Chunk(campaigns, maxCampaigns) {
		q, args := taskCountQuery(len(part)), anys(part)
		some, err := remembered(v, q, args, func() ([]TaskCount, error) { return v.taskCounts(q, args) })
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

func taskCountQuery(n int) string {
	return "SELECT campaign, via, state, class, sum(n) FROM tally WHERE campaign IN (" + strings.TrimSuffix(strings.Repeat("?,", n), ",") +
		") AND kind='task' AND audience='' GROUP BY campaign, via, state, class"
}

func (v *View) taskCounts(q string, args []any) (out []TaskCount, err error) {
	rows, err := v.Query(q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c TaskCount
		var class string
		if err := rows.Scan(&c.Campaign, &c.Via, &c.State, &class, &c.N); err != nil {
			return nil, err
		}
		c.Thin = class == "thin"
		out = append(out, c)
	}
	return out, rows.Err()
}
