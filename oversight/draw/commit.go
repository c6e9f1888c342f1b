package draw

import (
	"fmt"
	"strings"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Commit (固定抽样框) fixes the frame of concluded cases: only cases that are
// over can be sampled (law 1 of the product; L24 5).
type Commit struct {
	Title      string      `json:"title" form:"title"`
	Campaign   string      `json:"campaign,omitempty" form:"campaign"`
	Organ      string      `json:"organ" form:"organ"`
	File       string      `json:"file" form:"file"`
	FileName   string      `json:"file_name,omitempty" form:"file_name"`
	PerStratum int64       `json:"n" form:"n"` // in each stratum
	Needs      CommitNeeds `json:"-"`
}

// CommitNeeds are facts of the register and the frame as it was read.
type CommitNeeds struct {
	Ours     bool // the organ answers to this committee
	Campaign bool
	Rows     []Row
	Zh, En   string // why the file could not be read; "" it could
}

func (Commit) Name() act.Name { return "draw.commit" }
func (Commit) On() string     { return "" }

// Series numbers draws, by committee and year.
func (Commit) Series(_ Sample, m act.Moment) (key, format string) {
	return "draw" + m.Day()[:4], m.Prefix + "评查抽样〔" + m.Day()[:4] + "〕%d号"
}

// Do fixes it.
func (a Commit) Do(s Sample, m act.Moment) (Sample, error) {
	var k act.Check
	k.Length("title", a.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	neutral(&k, "title", a.Title)
	k.Want(a.Organ != "" && a.Needs.Ours, "organ", "请选择本级的机关：只能评查对本级人大负责的机关办结的案件。", "Choose an organ of this level: a congress reviews those that answer to it.")
	k.Want(a.Campaign == "" || a.Needs.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	k.Want(a.PerStratum >= 1 && a.PerStratum <= 1000, "n", "每层抽取 1 到 1000 件。", "Draw 1 to 1000 in each stratum.")
	k.Want(a.File != "", "file", "请上传抽样框（一行一件已办结的案件）。", "Upload the frame: one concluded case on each line.")
	k.Want(a.Needs.Zh == "", "file", a.Needs.Zh, a.Needs.En)
	if err := k.Err(); err != nil {
		return s, err
	}
	frame, err := usable(a.Needs.Rows, m.Day())
	if err != nil {
		return s, err
	}
	s.Title, s.Campaign, s.Organ, s.File, s.FileName, s.PerStratum = strings.TrimSpace(a.Title), a.Campaign, a.Organ, a.File, a.FileName, a.PerStratum
	s.Frame, s.Cases, s.RiskCases = Hash(frame), int64(len(frame)), 0
	for _, r := range a.Needs.Rows {
		if r.Risk != "" {
			s.RiskCases++
		}
	}
	s.Strata = strata(frame, int(a.PerStratum))
	s.Number, s.Serial = m.Number, m.Serial
	return s, nil
}

// usable refuses a frame with a line that cannot be drawn, naming the line.
func usable(rows []Row, today string) ([]Case, error) {
	var k act.Check
	frame := make([]Case, len(rows))
	for i, r := range rows {
		frame[i] = r.Case
		ok := law.Day(r.Closed).Valid() && r.Closed <= today
		k.Want(ok, "file", fmt.Sprintf("第 %d 件（%s）没有办结日期或者日期在今天以后：只有已办结的案件可以抽。", i+1, r.ID), fmt.Sprintf("Case %d (%s) has no day of conclusion, or one still to come: only concluded cases are drawn.", i+1, r.ID))
		k.Want(len([]rune(r.Risk)) <= 100, "file", fmt.Sprintf("第 %d 件的重点理由超过 100 字。", i+1), fmt.Sprintf("Case %d: the reason for the risk arm has more than 100 characters.", i+1))
	}
	if err := k.Err(); err != nil {
		return nil, err
	}
	if err := Check(frame); err != nil {
		e := err.(*Error)
		return nil, act.Wrong("file", e.Zh+"。", e.En+".")
	}
	return frame, nil
}

// strata counts the frame by stratum, in order of name.
func strata(frame []Case, n int) []Stratum {
	d, err := Make(frame, "sizes", n)
	if err != nil {
		return nil
	}
	return d.Strata
}
