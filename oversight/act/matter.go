package act

// Matter is what every list, count, search and workbench shows of a subject,
// whatever its kind. It is computed from the subject alone, so `verify` can
// rebuild it. It never holds sealed text or anything about a sender.
type Matter struct {
	Title    string // one line; for clues made from the class and unit, never from the original
	Class    string // taxonomy code, empty until classed
	Via      string // channel or origin
	Organ    string // organ concerned (of a leg: the recipient)
	Unit     string // unit concerned
	Campaign string
	Urgent   bool
	Parent   string   // the matter this one belongs to (of a leg: its clue)
	Words    string   // what the search may find it by
	Bands    []string // near-duplicate bands
	Named    []string // ids of officers, units and organs named, for "what concerns this unit"
}

// Listed is a subject that appears in lists.
type Listed interface{ Matter() Matter }
