// Package imports is the record of one import (导入): which file filled what,
// by which mapping, with how many rows. An import is one bulk act: its journal
// line commits to a manifest that names every row it wrote.
package imports

import (
	"slices"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Import is one file taken in. It keeps hashes of the file, its name and its
// mapping, never the file: what was in it stands in the rows it wrote.
type Import struct {
	act.Head
	Sort      string // one of Sorts
	File      string // hex SHA-256 of the file
	FileName  string // hex SHA-256 of the file's name, which may hold a person's name
	Mapping   string // hex SHA-256 of the mapping's text
	Campaign  string // of messages
	Before    string // messages received before this day are historic
	Book      string // the book that holds its line
	Rows      int64  // records read
	Added     int64
	Changed   int64
	Ended     int64
	Unchanged int64
	Refused   int64    // rows left out, with reasons in the error file
	Keys      []string // of messages: ids of the keys that the import's own keys are wrapped to
}

// Sorts lists what can be imported, in the order in which one needs the other.
var Sorts = []string{"divisions", "organs", "units", "officers", "stations", "deputies", "members", "messages"}

// Known reports whether there is such an import.
func Known(sort string) bool { return slices.Contains(Sorts, sort) }

// Text names what is imported.
func Text(sort string) (zh, en string) {
	switch sort {
	case "divisions":
		return "行政区域", "Divisions"
	case "organs":
		return "司法机关", "Organs"
	case "units":
		return "单位", "Units"
	case "officers":
		return "司法人员", "Officers"
	case "stations":
		return "代表联络站", "Deputies' stations"
	case "members":
		return "常委会组成人员", "Members of the committee"
	case "deputies":
		return "代表", "Deputies"
	case "messages":
		return "群众反映", "Messages"
	}
	return sort, sort
}

// Act is the act that an import of this sort is.
func Act(sort string) act.Name {
	if sort == "messages" {
		return "clue.import"
	}
	return "register.import"
}

// Life of an import: it is done in the moment it is born.
var Life = act.Life{
	Kind: "import", Zh: "导入", En: "Import",
	States: []act.State{{Code: "done", Zh: "已导入", En: "Imported", Tone: "ok"}},
	Verbs: []act.Verb{
		{Do: "register.import", Zh: "导入监督对象", En: "Import into the register", SayZh: "全部行一次写入，留一条记录；有一行不成就全部不写。", SayEn: "All rows are written at once under one line of the record; if one fails, none is written."},
		{Do: "clue.import", Zh: "导入群众反映", En: "Import messages", SayZh: "原文用本次导入的密钥密封，只有受理员能开启；历史件不起算期限、不发通知。", SayEn: "Originals are sealed under a key of this import that only intake officers open; historic ones start no clock and send no notice."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "register.import", To: []string{"done"}, Who: []act.Role{access.Importer, access.Clerk}, Basis: "local", Off: true},
		{From: act.In(act.Birth), Do: "clue.import", To: []string{"done"}, Who: []act.Role{access.Importer, access.Clerk, access.Intake, access.Letters}, Basis: "XF22 23(1)", Off: true},
	},
}

// Matter lists an import.
func (i Import) Matter() act.Matter {
	zh, _ := Text(i.Sort)
	return act.Matter{Title: "导入" + zh, Class: i.Sort, Campaign: i.Campaign, Words: i.File}
}
