package selfcheck

import "hengjian/oversight/act"

// Paper is one file that comes with what is said of the whole.
type Paper struct {
	Hash     string `json:"hash" form:"hash"`
	FileName string `json:"file_name" form:"file_name"`
}

// Whole (填写总体情况) says what holds for the whole self-inspection, with files:
// it may be the answer that an organ gives to several levels at once. It never
// stands for an item: each is still filled in with what was looked at, and the
// head signs.
type Whole struct {
	ID     string  `json:"id" form:"id"`
	Text   string  `json:"text,omitempty" form:"text"` // "" what was said stays
	Papers []Paper `json:"papers,omitempty" form:"papers"`
}

func (Whole) Name() act.Name { return "selfcheck.whole" }
func (a Whole) On() string   { return a.ID }

// Do says it.
func (a Whole) Do(s Selfcheck, m act.Moment) (Selfcheck, error) {
	var k act.Check
	k.Want(trim(a.Text) != "" || len(a.Papers) > 0, "text", "请写明总体情况或者上传材料。", "Write something or upload a file.")
	k.Length("text", a.Text, 0, 2000, "总体情况不超过 2000 字。", "At most 2,000 characters.")
	noCase(&k, "text", a.Text)
	neutral(&k, "text", a.Text)
	s.own()
	for _, f := range a.Papers {
		k.Want(len(f.Hash) == 64, "papers", "请选择文件。", "Choose a file.")
		k.Want(!s.Has(f.Hash), "papers", "这个文件已经上传过。", "This file is there already.")
		k.Want(len(s.Papers) < 20, "papers", "总体材料最多 20 个文件。", "At most 20 files for the whole.")
		s.Papers = append(s.Papers, File{s.key("x"), f.Hash, f.FileName, m.By, m.Day()})
	}
	if t := trim(a.Text); t != "" {
		s.Overall = t
	}
	s.State = "filling"
	return s, k.Err()
}
