package office

import (
	"hengjian/oversight/law"
	"hengjian/oversight/taxon"
)

// Taxonomy is the classes of a place: the mission's own tree and, where the
// operator gave one, the official taxonomy beside it.
func (o *Office) Taxonomy(place string) taxon.Tree {
	if o.Official.Size() > 0 {
		return o.Official
	}
	return taxon.Mission()
}

// AddOfficial puts an official taxonomy (rows of levels 1 to 3) beside the
// mission's tree. It is configuration, read at start like the calendar; a
// message keeps the code it was given.
func (o *Office) AddOfficial(rows [][]string) (added int, err error) {
	nodes, err := taxon.Official(rows)
	if err != nil {
		return 0, err
	}
	o.Official, err = taxon.Mission().With(nodes...)
	return len(nodes), err
}

// Usable reports whether a class may be given to a message at a place today.
func (o *Office) Usable(place, day, class string) bool {
	return o.Taxonomy(place).Usable(class, place, law.Day(day))
}
