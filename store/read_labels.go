package store

// Labelled is a summary with the class that an officer gave it.
type Labelled struct{ Title, Summary, Class string }

// Labels lists the newest labelled summaries of a place, for learning to
// suggest classes. The special channel is not learned from.
func (v *View) Labels(place string, limit int) ([]Labelled, error) {
	rows, err := v.Query(`SELECT title, summary, class FROM clue WHERE place=? AND audience='' AND class<>'' AND summary<>''
		ORDER BY opened DESC, id LIMIT ?`, place, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Labelled
	for rows.Next() {
		var l Labelled
		if err := rows.Scan(&l.Title, &l.Summary, &l.Class); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// LabelCounts counts a place's labelled messages by class, from the index alone. A
// message whose summary was withheld for secrets keeps its class and is counted too;
// Labels leaves it out.
func (v *View) LabelCounts(place string) (map[string]int, error) {
	rows, err := v.Query(`SELECT class, count(*) FROM clue WHERE place=? AND audience='' AND class<>'' GROUP BY class`, place)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var class string
		var n int
		if err := rows.Scan(&class, &n); err != nil {
			return nil, err
		}
		out[class] = n
	}
	return out, rows.Err()
}

// Suggested counts the suggestions made on messages after a day that an officer
// has classed meanwhile, and those that were corrected.
func (v *View) Suggested(place, since string) (asked, wrong int, err error) {
	err = v.Row(`SELECT count(*), coalesce(sum(CASE WHEN suggest<>class THEN 1 ELSE 0 END), 0) FROM clue
		WHERE place=? AND opened>? AND audience='' AND class<>'' AND suggest<>''`, place, since).Scan(&asked, &wrong)
	return asked, wrong, err
}
