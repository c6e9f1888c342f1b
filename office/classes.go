package office

import (
	"hengjian/oversight/law"
	"hengjian/oversight/taxon"
)

// Taxonomy is the classes of a place: the mission's, and what the office has
// put on top.
func (o *Office) Taxonomy(place string) taxon.Tree { return taxon.Mission() }

// Usable reports whether a class may be given to a message at a place today.
func (o *Office) Usable(place, day, class string) bool {
	return o.Taxonomy(place).Usable(class, place, law.Day(day))
}
