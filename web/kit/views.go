package kit

import (
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"
)

// Tone is how a state feels: it chooses colour and shape together, never colour alone.
type Tone string

// The seven tones.
const (
	Plain  Tone = ""       // hollow square: a fact
	Active Tone = "act"    // disc: in hand
	Warn   Tone = "warn"   // diamond: look here soon
	Bad    Tone = "bad"    // triangle: late, refused, danger
	OK     Tone = "ok"     // tick: done well
	Closed Tone = "closed" // bar: over
	Blue   Tone = "blue"   // ring: the lowest of three warning colours
)

// Link is a text that leads somewhere. Count is shown when not 0; On marks the present one.
type Link struct {
	Text, URL string
	Count     int
	On        bool
}

// RailItem is one section of the left rail. Only working sections are passed.
type RailItem struct {
	Label, URL string
	Icon       string // file name in assets/icons
	Count      int    // matters waiting for this person
	Head       string // heading of the group that begins here
	On         bool
}

// State is a word with its tone.
type State struct {
	Word string
	Tone Tone
}

// Head is the top of a page: where we are, what it is, how it stands.
type Head struct {
	Title   string
	Crumbs  []Link // from the section down; the page itself is the title
	Sub     string // one quiet line under the title
	Number  string // document or matter number
	States  []State
	Clock   *Clock // the next term, at the right
	Actions []Link // at most two; the first is the main one
	Print   bool   // show the print button
	Wide    bool   // use the full width (wall screens, matrices)
	Sheet   string // a further style sheet that this page alone needs
}

// Clock is one term with its truth: what is left, when, on what basis, how computed.
type Clock struct {
	For         string // what is due: 告知收到与去向
	Left        string // [Remaining] makes it: 还剩 6 个工作日
	Due         string // [DueText] makes it: 12月1日（周二）到期
	Tone        Tone
	Basis       string // article
	BasisURL    string
	Force       string // "statutory", "local", "promise" or ""
	ToConfirm   bool   // the local rule still has to be confirmed by this committee
	Provisional string // why the date may still move, e.g. no holiday data for the year
	Steps       []ClockStep
}

// ClockStep is one line of the computation.
type ClockStep struct{ Date, Text string }

// Acts is the block of next acts of a matter, from its life's table.
type Acts struct {
	Title  string // "" = 下一步
	Can    []ActLink
	NotYet []NotYet
	Note   string // e.g. who else must act first
}

// ActLink is one lawful act. URL is the page with its form; with Post it is done at once (harmless acts only).
type ActLink struct {
	Label, URL, Basis string
	Main, Danger      bool
	Post              bool
}

// NotYet is an act that is not lawful now, and why.
type NotYet struct{ Label, Why string }

// Effect says the consequences before an act with legal effect.
type Effect struct {
	Happens string   // one sentence
	Told    []string // who will be told, and how
	Final   []string // what cannot be undone
	Basis   string
	Check   string // text of the box to tick; "" = no box. Its field name is "confirm"
}

// Fact is one line of a summary list. Part replaces Text if set.
type Fact struct {
	Term, Text, Sub, URL string
	Part                 templ.Component
}

// CardView is a titled section.
type CardView struct {
	Title, Sub, ID string
	Links          []Link
}

// Table is a list of matters.
type Table struct {
	ID, Caption string // Caption names the table for screen readers
	Cols        []Col
	Rows        []Row
	Count       string // "37" or "1000+"; "" hides
	Prev, Next  string // keyset URLs
	Select      string // name of row checkboxes; rows' ID is the value. Put the table inside [Post] to send them,
	Form        string // or name the form beside it that they belong to: the column choice is a form, and forms cannot be nested
	Bulk        string // with Select: the button over the table, which stays in sight with the number ticked
	BulkHint    string
	Choose      bool   // offer column choice (query value "cols", read by [Page.Columns])
	Exports     []Link // exactly what is filtered
	Empty       Empty
}

// Col is a column. A sort link is offered when Sort is set.
type Col struct {
	Key, Label string
	Num        bool
	Sort       string // URL that sorts by this column
	Sorted     string // "ascending", "descending" or ""
	Hidden     bool
	Narrow     bool // hide on phones
	Day        bool // a date: never broken into two lines
}

// class is what the column's cells are called in the style sheet; most are nothing.
func (c Col) class() string {
	var out []string
	for _, k := range []struct {
		word string
		on   bool
	}{{"num", c.Num}, {"wide-only", c.Narrow}, {"day", c.Day}} {
		if k.on {
			out = append(out, k.word)
		}
	}
	return strings.Join(out, " ")
}

// opens are the first tags of a row's cells, made once for a table.
func (t Table) opens() []string {
	out := make([]string, len(t.Cols))
	for i, c := range t.Cols {
		class := c.class()
		if class != "" {
			class = ` class="` + class + `"`
		}
		out[i] = "<td" + class + ` data-label="` + templ.EscapeString(c.Label) + `">`
	}
	return out
}

// Row is a line; Cells follow Cols.
type Row struct {
	ID, Label string // Label names the row's checkbox
	URL       string // the row's own page (keyboard Enter)
	Cells     []Cell
}

// Cell is a text with an optional second line, link and pill. Part replaces them all.
type Cell struct {
	Text, Sub, URL string
	State          *State
	Part           templ.Component
}

// Filters is a form kept in the URL.
type Filters struct {
	Fields []Field // Input, Select (Options) or Date (Type "date")
	Clear  string  // URL without filters; "" when none is set
	Saved  []Link
}

// Event is one act of a matter's record.
type Event struct {
	At, Who, What, Note string
	URL                 string
	Record              int64 // journal number; 0 = not an act
	Checked             bool  // already inside a signed checkpoint
	Tone                Tone
}

// Life is a state table as a drawing.
type Life struct {
	Title string
	Start string
	Nodes []LifeNode
	Steps []LifeStep
	Here  string   // you are here
	Been  []string // states passed
}

// LifeNode is a state.
type LifeNode struct{ ID, Name string }

// LifeStep is a lawful move.
type LifeStep struct{ From, To, Name, Basis string }

// OrganTree lets one (or several) organs be chosen. Conflicted ones are struck out with the reason.
type OrganTree struct {
	Name, Legend, Hint string
	Nodes              []OrganNode
	Many               bool
}

// OrganNode is one organ or unit.
type OrganNode struct {
	Code, Name, Sub string
	Off             string // why it cannot be chosen; "" = can
	Title           bool   // a group heading only
	On, Open        bool
	Kids            []OrganNode
}

// Chip names a person, unit or organ.
type Chip struct {
	Kind           string // "person", "unit", "organ"
	Name, Sub, URL string
}

// Evidence is one piece: the day it speaks of is not the day it was put here.
type Evidence struct {
	Name, URL, Kind   string
	Effective, Stored string // dates
	By, Size, Digest  string
	Note              string
}

// Stage is one step of a [Stepper].
type Stage struct {
	Name, Sub, URL string
	Done, Here     bool
}

// Empty teaches: what would stand here, why there is nothing, what to do.
type Empty struct {
	Title, Text string
	Link        Link
}

// Field is one question of a form.
type Field struct {
	Name, Label, Hint string
	Value             string
	Values            []string // chosen ones of Checks
	Options           []Option
	Type              string // input type: text, number, date, tel, email, password, search…
	Rows              int    // textarea
	Max               int    // characters
	Min, Step         string
	Optional          bool   // shows （选填）; otherwise required
	Auto              string // autocomplete
	Unit              string // shown after the box
	Basis             string // the law in the margin
	Width             string // "s", "m", "" = full
	Accept            string // files
	Many              bool   // files, select
	Small             bool   // compact label, for filters
	Inline            bool   // radios in a row
}

// Option is one choice.
type Option struct {
	Value, Label, Hint string
	Off                string // why it cannot be chosen
	Asks               bool   // once it is chosen the next field is asked, which is hidden until one of these is
	Under              bool   // part of the option before it: folded in beneath, unless one of them is chosen
}

// PostForm is a form that does an act.
type PostForm struct {
	Action  string // "" = this page
	Files   bool   // multipart
	Recover bool   // keep unsent text in this browser tab; never on public pages
	NoAct   bool   // no act_id (sign-in, preferences)
	Version int64  // the version this form was made from; sent as "version"
	ID      string
	Live    string // value of the button "step" that previews: with JavaScript it is pressed by itself after a choice, and the parts marked data-live are put in
}

// Submission is the last line of a form.
type Submission struct {
	Label  string
	Danger bool
	Cancel string // URL
}

// Sealed is what stands for a sealed original.
type Sealed struct {
	What    string // 来信原文，2 个附件
	Rule    string // who may open and how
	Since   string
	Opened  int    // times opened so far
	LogURL  string // list of openings
	OpenURL string // "" = this person may not open
	OpenText,
	Why string // why not
}

// PaperView is an official paper on A4.
type PaperView struct {
	Organ, No, Secrecy  string
	Title, To           string
	Body                []string // paragraphs
	Sign, Date          string
	Draft               bool
	Attachments, Copies []string
}

// Stat is a number that opens its list.
type Stat struct {
	Label, Number, Unit, Sub, URL string
	Tone                          Tone
}

// Chart is a series with its table. Values are in Unit; URL opens the list behind a number.
type Chart struct {
	Title, Unit, Note string
	Points            []Point
}

// Point is one value of a [Chart]; Text is how the number is written.
type Point struct {
	Label, Text, URL string
	Value            float64
}

// Receipt is what a sender keeps.
type Receipt struct {
	Code  string // grouped for reading aloud: 7F3K-9QDM-…
	Lines []string
	Check string // URL where the receipt is used
}

// Notice is a banner.
type Notice struct {
	Tone        Tone
	Title, Text string
	Link        Link
}

// title ends like a sentence where a text follows it on the same line.
func (n Notice) title() string {
	last, _ := utf8.DecodeLastRuneInString(n.Title)
	switch {
	case n.Text == "" || strings.ContainsRune("。！？：；.!?:;”)）", last):
		return n.Title
	case last > 0x2e7f:
		return n.Title + "。"
	}
	return n.Title + "."
}

// Share is a part of a whole, as a bar.
type Share struct {
	Label     string
	Done, All int
	URL       string
}

// Pages is keyset paging; Of names the list when a page has several.
type Pages struct{ Prev, Next, Count, Of string }

// Hit is one search result; the server cuts the pieces.
type Hit struct {
	Title, Snippet  []Piece
	URL, Kind, Meta string
	State           *State
}

// Piece of a text; Hit pieces are marked.
type Piece struct {
	Text string
	Hit  bool
}

// Diff is two texts side by side.
type Diff struct{ OldTitle, NewTitle, Old, New string }

// PublicHead is the top of a page of the public site.
type PublicHead struct {
	Title  string
	Header string // organ and service name
	Stages []Stage
	Urgent string // where to turn in danger, above everything
	Leave  bool   // show "leave quickly"
	Hold   bool   // a form is being filled in: it has its own buttons for language and type size, since a link would lose what was typed
	Back   string
	Foot   string
}

// Basis is an article one tap away.
type Basis struct{ Short, Full, URL string }
