package problem

// ForOrgan is all that the organ's side may read of a problem, on pages and in
// the API: neither origins nor messages, nor earlier texts, nor what verifiers
// say before the round is decided.
func (p Problem) ForOrgan() Problem {
	out := p
	out.Parties, out.Origins, out.Former, out.SourceChecked = nil, nil, nil, false
	if !p.SelfFound {
		out.Origin = ""
	}
	out.Evidence = nil
	for _, e := range p.Evidence {
		if e.Kind == "clue" || e.Removed != "" && !e.ByOrgan {
			continue
		}
		e.Source, e.By, e.RemovedWhy = "", "", ""
		out.Evidence = append(out.Evidence, e)
	}
	out.Comments = nil
	for _, c := range p.Comments {
		if c.Kind != "redraft" {
			c.By = ""
			out.Comments = append(out.Comments, c)
		}
	}
	out.Reports = nil
	for _, r := range p.Reports {
		if r.Round < p.Round || p.State != "verifying" {
			out.Reports = append(out.Reports, r)
		}
	}
	out.Pending, out.Ladder = Recurrence{}, ""
	return out
}
