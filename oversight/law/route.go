package law

import "slices"

// Mode of a route: what this committee's office can lawfully do with it.
type Mode string

const (
	Refer Mode = "refer" // 转送: hand the material to the organ that has the procedure
	Tell  Mode = "tell"  // 告知: the procedure belongs to the party; say which and where
)

// Level rule of a route: whose organ of that line has the procedure.
type Level string

const (
	SameLevel Level = "same"     // organ of this committee's own level
	CityLevel Level = "city"     // 设区的市; a county reaches it through its own organ of the line
	NextUp    Level = "next_up"  // the next level up: reached by the party, or through the same-level organ
	Province  Level = "province" // provincial body only
	Managing  Level = "managing" // the supervisory commission with 管理权限 over the officer
)

var levelText = map[Level][2]string{
	SameLevel: {"同级机关", "the organ of the same level"},
	CityLevel: {"设区的市级机关；县级经同级机关转报", "the city-level organ; a county reaches it through its own organ of that line"},
	NextUp:    {"上一级机关，由当事人提出", "the next level up, addressed by the party"},
	Province:  {"省级机构，由有关法院、检察院提请", "the provincial body, seized by the court or procuratorate concerned"},
	Managing:  {"对该人员有管理权限的监察机关", "the supervisory commission with authority over the officer"},
}

// Text of the level rule.
func (l Level) Text() (zh, en string) { return levelText[l][0], levelText[l][1] }

// Route leads from a situation to the statutory procedure for it. The congress
// decides no case: a route never says what the outcome should be.
type Route struct {
	ID               string
	Zh, En           string // the situation
	Organ            string // organ kind: procuratorate, supervision, police, court, justice, government
	DeskZh, DeskEn   string // receiving desk
	Mode             Mode
	Level            Level
	LimitZh, LimitEn string   // usual term of that procedure, for the notice to the sender
	Basis            string   // source code, see Cite
	Doubt            bool     // the article was not read; the wording is to be confirmed before it is printed
	Classes          []string // codes of package taxon that suggest it
}

// RouteByID finds a route.
func RouteByID(id string) (Route, bool) {
	i := slices.IndexFunc(Routes, func(r Route) bool { return r.ID == id })
	if i < 0 {
		return Route{}, false
	}
	return Routes[i], true
}

// RoutesFor lists the routes that a class suggests, in the order of the table;
// several may be taken at once.
func RoutesFor(class string) (out []Route) {
	for _, r := range Routes {
		if slices.Contains(r.Classes, class) {
			out = append(out, r)
		}
	}
	return out
}

// Outcome of one route of a clue (拟办去向).
type Outcome struct {
	ID     string
	Zh, En string
	Leg    bool // opens a leg
}

// Outcomes a proposal may give to a route.
var Outcomes = []Outcome{
	{"refer", "转送有权机关依法处理", "refer to the competent organ", true},
	{"tell_party", "告知当事人依法定程序提出", "tell the party which procedure is theirs", false},
	{"other_level", "告知向有权的其他层级机关提出", "tell the party which other level is competent", false},
	{"opinion", "留作监督工作意见", "keep as an opinion on the organ's work", false},
	{"statistics", "仅作统计", "count only", false},
}

// Notice is a sentence that must stand in what a sender is told.
type Notice struct{ ID, Zh, En string }

// Notices for redirects and answers. The first one is a matter of rights lost:
// people wait for the congress while their term to appeal runs out.
var Notices = []Notice{
	{"terms_run", "向人大反映不会中止或延长上诉、申请再审、复议、诉讼、赔偿的期限。",
		"Writing to the congress neither suspends nor extends any term for appeal, retrial, administrative review, suit or compensation."},
	{"organ_prevails", "具体程序和期限以有权机关答复为准。", "For procedure and terms the answer of the competent organ prevails."},
	{"no_case", "人大及其常委会不直接处理具体案件。", "The congress and its standing committee do not handle individual cases."},
	{"relook", "“请求再看”是本机关的内部复核，不代替任何法定救济。", "A second look is this office's own check and replaces no statutory remedy."},
}

// NoticeText gives a notice by id; an unknown id gives empty texts.
func NoticeText(id string) (zh, en string) {
	for _, n := range Notices {
		if n.ID == id {
			return n.Zh, n.En
		}
	}
	return "", ""
}
