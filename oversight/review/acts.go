package review

import (
	"fmt"
	"slices"

	"hengjian/oversight/act"
)

// Open (建立评查卷) follows from a draw, once for each case.
type Open struct {
	Draw     string    `json:"draw" form:"draw"`
	Case     string    `json:"case" form:"case"`
	Stratum  string    `json:"stratum,omitempty" form:"stratum"`
	Arm      string    `json:"arm" form:"arm"`
	Organ    string    `json:"organ" form:"organ"`
	Campaign string    `json:"campaign,omitempty" form:"campaign"`
	Needs    OpenNeeds `json:"-"`
}

// OpenNeeds is the kind of the organ, which chooses the form.
type OpenNeeds struct{ Sort string }

func (Open) Name() act.Name { return "review.open" }
func (Open) On() string     { return "" }

// Series numbers the labels, by committee and year: a label tells nothing of
// the draw, so that a repeat cannot be told from the first.
func (Open) Series(_ Review, m act.Moment) (key, format string) { return series(m) }

func series(m act.Moment) (key, format string) {
	return "review" + m.Day()[:4], m.Prefix + "评查卷〔" + m.Day()[:4] + "〕%d号"
}

// Do opens it.
func (a Open) Do(r Review, m act.Moment) (Review, error) {
	r.Draw, r.CaseNo, r.Stratum, r.Arm, r.Organ, r.Campaign = a.Draw, a.Case, a.Stratum, a.Arm, a.Organ, a.Campaign
	return r.begin(a.Needs.Sort, m)
}

func (r Review) begin(sort string, m act.Moment) (Review, error) {
	f, ok := FormFor(sort, m.Day())
	if !ok {
		return r, act.Refuse(act.NotNow, "这类机关今年还没有评查表。", "There is no review form for this kind of organ this year.")
	}
	r.Form, r.Number, r.Serial = f.Code, m.Number, m.Serial
	r.Label = fmt.Sprintf("评查卷 %d", m.Serial)
	return r, nil
}

// Repeat (另建一份重复评查卷) opens the same case again for others.
type Repeat struct {
	Of    string      `json:"of" form:"of"`
	Needs RepeatNeeds `json:"-"`
}

// RepeatNeeds is the first review, if it is within reach and its file is ready.
type RepeatNeeds struct {
	First Review
	Sort  string
}

func (Repeat) Name() act.Name { return "review.repeat" }
func (Repeat) On() string     { return "" }

// Series is that of Open.
func (Repeat) Series(_ Review, m act.Moment) (key, format string) { return series(m) }

// Do opens it.
func (a Repeat) Do(r Review, m act.Moment) (Review, error) {
	f := a.Needs.First
	if f.ID == "" || f.State == "dropped" {
		return r, act.Wrong("of", "请选择要重复评查的评查卷。", "Choose the review to repeat.")
	}
	if f.Twin != "" || len(f.Files) == 0 {
		return r, act.Refuse(act.NotNow, "重复件不能再重复；原卷要先有材料。", "A repeat is not repeated, and the first needs its file.")
	}
	r.Draw, r.CaseNo, r.Stratum, r.Arm, r.Organ, r.Campaign, r.Files, r.Twin = f.Draw, f.CaseNo, f.Stratum, f.Arm, f.Organ, f.Campaign, f.Files, f.ID
	return r.begin(a.Needs.Sort, m)
}

// Drop (因替换撤销) follows from a replacement.
type Drop struct {
	ID string `json:"id" form:"id"`
}

func (Drop) Name() act.Name { return "review.drop" }
func (a Drop) On() string   { return a.ID }

// Do drops it.
func (a Drop) Do(r Review, _ act.Moment) (Review, error) { return r, nil }

// AddFile (上传卷宗材料) hangs a file, names blacked out, on the review.
type AddFile struct {
	ID    string `json:"id" form:"id"`
	File  string `json:"file" form:"file"`
	Title string `json:"title" form:"title"`
	Clean bool   `json:"clean" form:"clean"` // names were blacked out
}

func (AddFile) Name() act.Name { return "review.add_file" }
func (a AddFile) On() string   { return a.ID }

// Do adds it.
func (a AddFile) Do(r Review, m act.Moment) (Review, error) {
	var k act.Check
	k.Want(a.File != "", "file", "请上传文件。", "Upload the file.")
	k.Want(a.Clean, "clean", "请先隐去姓名、身份证号、住址和电话，再勾选确认。", "Black out names, identity numbers, addresses and telephones, then tick the box.")
	k.Length("title", a.Title, 2, 60, "请写明材料名称（2 到 60 个字），不写当事人姓名和案号。", "Name the material (2 to 60 characters), without parties or case number.")
	noCase(&k, "title", a.Title)
	k.Want(len(r.Files) < 40, "file", "一卷最多 40 份材料。", "At most 40 files.")
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Files = append(r.Files[:len(r.Files):len(r.Files)], File{a.File, clean(a.Title), m.By, m.Day()})
	return r, nil
}

// Fit is what the register and the declarations say of a possible reviewer.
type Fit struct {
	Name   string
	Zh, En string // why not; "" nothing stands in the way
	Ties   []Tie  // to whoever had to do with the case

	Practised bool // handed in a calibration exercise of this kind of organ
}

// Assign (分派评查员) gives the file to two readers. Where one has stepped back,
// the other's place stays.
type Assign struct {
	ID     string         `json:"id" form:"id"`
	First  string         `json:"first" form:"first"`
	Second string         `json:"second,omitempty" form:"second"`
	How    string         `json:"how,omitempty" form:"how"` // how it was found that a namesake is somebody else
	Needs  map[string]Fit `json:"-"`
}

func (Assign) Name() act.Name { return "review.assign" }
func (a Assign) On() string   { return a.ID }

// Do assigns them.
func (a Assign) Do(r Review, m act.Moment) (Review, error) {
	var k act.Check
	k.Want(len(r.Files) > 0, "first", "请先上传卷宗材料。", "Add the file first.")
	list := []string{a.First}
	if len(r.Readers) == 0 {
		list = append(list, a.Second)
	}
	k.Want(len(r.Readers) > 0 || a.First != a.Second, "second", "请选择另外一人。", "Choose somebody else.")
	for i, who := range list {
		r.fit(&k, []string{"first", "second"}[i], who, a.Needs, a.How)
	}
	if err := k.Err(); err != nil {
		return r, err
	}
	for _, who := range list {
		r.Readers = append(r.Readers[:len(r.Readers):len(r.Readers)], who)
		r.Join(who, "reviewer")
		r.checked(m, who, a.Needs[who].Ties, a.How)
	}
	r.Stop(m, "review.read")
	return r, r.Begin(m, "review.read")
}

func (r Review) fit(k *act.Check, field, who string, needs map[string]Fit, how string) {
	f, ok := needs[who]
	k.Want(ok && who != "", field, "请选择评查员。", "Choose a reviewer.")
	k.Want(f.Zh == "", field, f.Name+f.Zh+"，须回避。", f.Name+" "+f.En+" and is not assigned.")
	r.apart(k, field, who, f, how)
	k.Want(!slices.Contains(r.Readers, who) && r.Third != who && !slices.Contains(r.Excused, who), field, "这名评查员已经在办或者已经回避。", "This reviewer has it or stepped back.")
}

// Recuse (申请回避) is a reviewer who knows the case, the people or the unit.
type Recuse struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Recuse) Name() act.Name { return "review.recuse" }
func (a Recuse) On() string   { return a.ID }

// Do steps back; a sheet already handed in stays.
func (a Recuse) Do(r Review, m act.Moment) (Review, error) {
	if !r.Waits(m.By) {
		return r, act.Refuse(act.NotNow, "您已经提交或者没有被分派。", "You handed in already, or were not assigned.")
	}
	var k act.Check
	reason(&k, a.Reason)
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Excused = append(r.Excused[:len(r.Excused):len(r.Excused)], m.By)
	r.Part(m.By, "reviewer")
	r.Join(m.By, "recused")
	if r.Third == m.By {
		r.Third = ""
		return r, nil
	}
	r.Readers = slices.DeleteFunc(slices.Clone(r.Readers), func(x string) bool { return x == m.By })
	return r, nil
}
