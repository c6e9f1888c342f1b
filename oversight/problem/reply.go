package problem

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// Answer (回复意见) is the organ's or a named officer's reply to the draft with
// counter-evidence. Until officers have accounts the liaison files the signed
// paper as a scan.
type Answer struct {
	ID    string `json:"id" form:"id"`
	For   string `json:"for" form:"for"` // officer id; "" the unit
	Text  string `json:"text" form:"text"`
	Scan  string `json:"scan" form:"scan"`
	Files []File `json:"files" form:"files"`
}

// File is one piece of counter-evidence.
type File struct {
	Title string `json:"title" form:"title"`
	Hash  string `json:"hash" form:"hash"`
	Name  string `json:"name" form:"name"`
}

func (Answer) Name() act.Name { return "problem.reply" }
func (a Answer) On() string   { return a.ID }

// Do keeps the reply; when everybody asked has replied the term is met.
func (a Answer) Do(p Problem, m act.Moment) (Problem, error) {
	var k act.Check
	k.Want(slices.Contains(p.Invited, a.For), "for", "没有向此人征求意见。", "This person was not asked.")
	k.Want(strings.TrimSpace(a.Text) != "" || a.Scan != "", "text", "请填写意见或者上传签字的回复。", "Write the reply or upload the signed one.")
	k.Length("text", a.Text, 0, 5000, "意见不超过 5000 字。", "At most 5,000 characters.")
	signed(&k, m, a.Scan)
	k.Want(len(a.Files) <= 30, "files", "附件最多 30 件。", "At most 30 files.")
	for _, f := range a.Files {
		k.Length("files", f.Title, 1, 100, "请写明附件名称。", "Name each file.")
		k.Want(f.Hash != "", "files", "附件没有上传成功。", "A file was not uploaded.")
	}
	if err := k.Err(); err != nil {
		return p, err
	}
	p.Replies = append(p.Replies[:len(p.Replies):len(p.Replies)], Reply{For: a.For, Text: strings.TrimSpace(a.Text), Scan: a.Scan, Day: m.Day(), By: m.By})
	for _, f := range a.Files {
		p.add(m, Evidence{Kind: "paper", Grade: "document", Title: f.Title, Hash: f.Hash, FileName: f.Name, ByOrgan: true})
	}
	if p.allReplied() {
		p.Stop(m, "problem.reply")
	}
	return p, nil
}

func (p Problem) allReplied() bool {
	for _, who := range p.Invited {
		if !slices.ContainsFunc(p.Replies, func(r Reply) bool { return r.For == who }) {
			return false
		}
	}
	return len(p.Invited) > 0
}
