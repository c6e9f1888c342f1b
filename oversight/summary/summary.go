// Package summary is the report at the end of a campaign (总结): drafted from the
// record, written section by section, reviewed by the director and adopted by
// the council. Every number in it was counted by a query that anybody can open
// again, on a day that it names; numbers are frozen with the report and the
// difference to a new count is shown, never put in silently.
package summary

import (
	"fmt"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Part is one section as it stands.
type Part struct {
	Key  string `json:"key"`
	Text string `json:"text"` // with slots for numbers, see Figures.Fill
	By   string `json:"by,omitempty"`
	On   string `json:"on,omitempty"`
	Last string `json:"last,omitempty"` // the text before this one, for comparison
}

// Parts are the sections in their order.
var Parts = []act.Word{
	{Code: "overview", Zh: "基本情况", En: "How it went"},
	{Code: "work", Zh: "工作情况", En: "Work done"},
	{Code: "problems", Zh: "发现的问题", En: "Problems found"},
	{Code: "cases", Zh: "典型案例", En: "Typical cases"},
	{Code: "achievements", Zh: "取得的成效", En: "What was achieved"},
	{Code: "worked", Zh: "经验做法", En: "What worked"},
	{Code: "compare", Zh: "与上一次专项比较", En: "Compared with the campaign before"},
	{Code: "open", Zh: "尚未解决的问题", En: "Open problems handed on"},
	{Code: "next", Zh: "下一步打算", En: "What comes next"},
}

// Report is the sort of an interim report to the council of chairpersons
// (汇报稿): written while the campaign runs, as often as the council hears one.
// "" is the summary at its end.
const Report = "report"

// Sorts are the two sorts.
var Sorts = []act.Word{{Code: "", Zh: "总结", En: "Summary"}, {Code: Report, Zh: "向主任会议的汇报稿", En: "Report to the council"}}

// ReportParts are the sections of an interim report.
var ReportParts = []act.Word{
	{Code: "overview", Zh: "基本情况", En: "Where it stands"},
	{Code: "work", Zh: "工作进展", En: "Work done"},
	{Code: "problems", Zh: "发现的问题", En: "Problems found"},
	{Code: "achievements", Zh: "阶段成效", En: "What was achieved so far"},
	{Code: "open", Zh: "尚未解决的问题", En: "Open problems"},
	{Code: "decide", Zh: "提请主任会议研究的事项", En: "For the council to consider"},
	{Code: "next", Zh: "下一步打算", En: "What comes next"},
}

// Sections are the sections of this report, in their order.
func (s Summary) Sections() []act.Word {
	if s.Sort == Report {
		return ReportParts
	}
	return Parts
}

// Case is a typical case without anything that tells whose it was.
type Case struct {
	Key         string   `json:"key"`
	Problem     string   `json:"problem"` // of the office's book; never published
	Text        string   `json:"text"`
	Struck      []string `json:"struck,omitempty"` // what the rule took out at the last edit
	By          string   `json:"by"`
	On          string   `json:"on"`
	Confirmed   string   `json:"confirmed,omitempty"` // by whom
	ConfirmedOn string   `json:"confirmed_on,omitempty"`
}

// Cite is an experience from the library.
type Cite struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	From  string `json:"from"`
}

// Results (成效) are what cannot be counted from the record: a rule made, a
// system put in place. Each names where it can be read.
var Results = []act.Word{
	{Code: "rule", Zh: "建章立制", En: "rule made"},
	{Code: "system", Zh: "系统或者设备改进", En: "system improved"},
	{Code: "training", Zh: "培训", En: "training"},
	{Code: "other", Zh: "其他", En: "other"},
}

// Result is one of them.
type Result struct {
	Key     string `json:"key"`
	Sort    string `json:"sort"`
	Title   string `json:"title"`
	Source  string `json:"source"` // number of the document, or where it can be read
	Problem string `json:"problem,omitempty"`
}

// Handed is an open problem as it stood when it was counted.
type Handed struct {
	ID     string `json:"id"`
	Number string `json:"number,omitempty"`
	Title  string `json:"title"`
	State  string `json:"state"`
}

// Edition is the whole report as it was on a day: what was put before the
// director, and what the council adopted.
type Edition struct {
	N       int64   `json:"n"`
	On      string  `json:"on"`
	By      string  `json:"by"`
	Why     string  `json:"why"` // submitted | adopted
	Counted string  `json:"counted"`
	Parts   []Part  `json:"parts"`
	Figures Figures `json:"figures"`
	Before  Figures `json:"before,omitempty"`
}

// Summary is the report of one campaign.
type Summary struct {
	act.Head
	Campaign  string
	Sort      string // "" the summary at the end, Report an interim one
	Title     string
	Parts     []Part
	Figures   Figures
	Counted   string // day of the count
	Previous  string // the campaign before, "" none
	PrevName  string
	PrevCount Figures
	Cases     []Case
	Cited     []Cite
	Results   []Result
	Handed    []Handed
	LastKey   int64
	Editions  []Edition
	Returned  string
	Adopted   string // minute
}

// Matter lists a summary.
func (s Summary) Matter() act.Matter {
	via := s.Sort
	if via == "" {
		via = "summary"
	}
	return act.Matter{Title: s.Title, Campaign: s.Campaign, Parent: s.Campaign, Via: via}
}

// Text is a section as it stands.
func (s Summary) Text(key string) string {
	for _, p := range s.Parts {
		if p.Key == key {
			return p.Text
		}
	}
	return ""
}

func (s *Summary) key(letter string) string {
	s.LastKey++
	return fmt.Sprintf("%s%d", letter, s.LastKey)
}

func (s Summary) findCase(key string) int {
	return slices.IndexFunc(s.Cases, func(c Case) bool { return c.Key == key })
}

// keep puts the report as it stands among the editions.
func (s *Summary) keep(m act.Moment, why string) {
	s.Editions = append(s.Editions[:len(s.Editions):len(s.Editions)], Edition{N: int64(len(s.Editions) + 1), On: m.Day(), By: m.By, Why: why, Counted: s.Counted,
		Parts: slices.Clone(s.Parts), Figures: slices.Clone(s.Figures), Before: slices.Clone(s.PrevCount)})
}

// CountNeeds is a count of the campaign, done by the office in the act's own
// transaction.
type CountNeeds struct {
	Campaign  string // its name
	State     string
	Since     string
	Until     string
	Exists    bool // the campaign has a summary already
	Figures   Figures
	Previous  string
	PrevName  string
	PrevSince string
	PrevCount Figures
	Handed    []Handed
	Known     bool // the previous campaign asked for is within reach
}

func (s *Summary) count(m act.Moment, n CountNeeds) {
	s.Figures, s.Counted, s.Handed = n.Figures, m.Day(), n.Handed
	s.Previous, s.PrevName, s.PrevCount = n.Previous, n.PrevName, n.PrevCount
}

// Draft writes the first text of every section from the figures. Whatever it
// says of numbers is a slot.
func Draft(n CountNeeds, sort string) []Part {
	has := func(key string) bool { return n.Figures.N(key) > 0 }
	sentence := func(list ...string) string { return strings.Join(list, "") }
	var work []string
	work = append(work, "共收到群众反映 {clues} 件，已作出办理决定 {clues_decided%}。")
	if has("mobilisations") || has("symposia") || has("visits") {
		work = append(work, "召开动员部署会 {mobilisations} 次、座谈会 {symposia} 次，实地走访 {visits} 次。")
	}
	if has("tasks") {
		work = append(work, "安排任务 {tasks} 项。")
	}
	if has("selfchecks") {
		work = append(work, "机关报送自查报告 {selfchecks} 份。")
	}
	if has("coordinations") {
		work = append(work, "与其他监督力量协同 {coordinations} 次。")
	}
	var classes []string
	for _, f := range n.Figures {
		if strings.HasPrefix(f.Key, "class:") {
			classes = append(classes, f.Zh+" {"+f.Key+"} 个")
		}
	}
	problems := "经主任会议确认的问题 {problems_confirmed} 个，其中机关自查主动发现 {problems_self} 个。"
	if len(classes) > 0 {
		problems += "按类别：" + strings.Join(classes, "、") + "。"
	}
	compare := "没有可以比较的上一次专项。"
	if n.Previous != "" {
		compare = "与" + n.PrevName + "相比，用同样的口径计数，见下表。两次专项的主题、范围和时间长短不同，数字只供了解情况，不作为评价依据。"
	}
	texts := map[string]string{
		"overview":     sentence("按照"+n.Campaign+"方案，", period(n.Since, n.Until), "常委会组织开展了本次专项监督。监督针对单位和制度，不涉及对个案处理结果的评价。"),
		"work":         strings.Join(work, ""),
		"problems":     problems,
		"cases":        "以下案例隐去单位、人员和案号，只说明问题的类型和整改的办法。",
		"achievements": "经核验整改到位的问题 {problems_done%}；答复群众反映 {clues_answered%}，反映人作出评价的 {clues_rated%}，其中满意和基本满意 {clues_satisfied%}。",
		"worked":       "各级人大和机关报送、收入经验库的经验 {experiences} 条。",
		"compare":      compare,
		"open":         "尚未整改到位的问题 {problems_open} 个，移交下一步继续跟踪，见附表。",
		"next":         "对尚未整改到位的问题继续跟踪核验，到期开展回头看；对反复出现的问题研究采取法定监督方式。",
	}
	parts := Parts
	if sort == Report {
		parts = ReportParts
		texts["overview"] = sentence("按照"+n.Campaign+"方案，", period(n.Since, n.Until), "专项监督正在进行，现将有关情况汇报如下。监督针对单位和制度，不涉及对个案处理结果的评价。")
		texts["open"] = "尚未整改到位的问题 {problems_open} 个，继续按各自期限督促整改，见附表。"
		texts["decide"] = "（请写明需要主任会议研究决定的事项；没有的写“无”。）"
	}
	var out []Part
	for _, w := range parts {
		out = append(out, Part{Key: w.Code, Text: texts[w.Code]})
	}
	return out
}

func period(since, until string) string {
	switch {
	case since == "":
		return ""
	case until == "":
		return "自" + law.Day(since).Zh() + "起，"
	}
	return law.Day(since).Zh() + "至" + law.Day(until).Zh() + "，"
}
