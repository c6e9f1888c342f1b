package store

import "strings"

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
	for len(campaigns) > 0 {
		part := campaigns[:min(len(campaigns), maxCampaigns)]
		campaigns = campaigns[len(part):]
		args := make([]any, len(part))
		for i, c := range part {
			args[i] = c
		}
		marks := strings.TrimSuffix(strings.Repeat("?,", len(part)), ",")
		rows, err := v.Query("SELECT campaign, via, state, class, sum(n) FROM tally WHERE campaign IN ("+marks+") AND kind='task' AND audience='' GROUP BY campaign, via, state, class", args...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var c TaskCount
			var class string
			if err := rows.Scan(&c.Campaign, &c.Via, &c.State, &class, &c.N); err != nil {
				_ = rows.Close()
				return nil, err
			}
			c.Thin = class == "thin"
			out = append(out, c)
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}
