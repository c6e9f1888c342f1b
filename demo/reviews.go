package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hengjian/cast"
	"hengjian/oversight/act"
	"hengjian/oversight/draw"
	"hengjian/oversight/review"
)

// readers of the city's case reviews; the deputy can sign in.
var readers = []string{"yechunhe", "puran", "cenwei"}

// reviewerNo is the invented number that one of them declared of her former office.
const reviewerNo = "MZ-F-9901"

// reviews is the past of the draws: one of the court's concluded cases, drawn
// before witnesses and half read, one whose frame is fixed and waits for its
// seed.
func (s *seeder) reviews(add func(time.Time, func(time.Time) error)) {
	court := s.organs[s.city.CityOrgan(cast.Court)]
	id := ""
	do := func(ago, minute int, login, what string, a func() (any, error)) {
		add(s.ago(ago, minute), func(at time.Time) error {
			x, err := a()
			if err != nil || x == nil {
				return err
			}
			ans, err := s.do(s.people[s.login(login)], x, at, nil, "draw", what)
			if what == "frame" {
				id = ans.Subject
			}
			return err
		})
	}
	do(50, 9*60, "linwan", "frame", func() (any, error) {
		file, err := s.frameFile("抽样框-2025年办结", 60)
		return &draw.Commit{Title: "2025年办结案件评查抽样", Campaign: s.campaigns["ZX-2026"], Organ: court, File: file, FileName: "抽样框-2025年办结.txt", PerStratum: 4}, err
	})
	do(48, 10*60, "zhaoheng", "seed", func() (any, error) {
		return &draw.Sow{ID: id, Mode: "dice", Dice: "3 1 6 5 4 2 2 6 1 5 4 4 3 6 1 2 5 3 6 4 1 5", Witnesses: "市人大代表叶春禾、阮平，市中级人民法院审管办"}, nil
	})
	do(48, 10*60+20, "linwan", "pick", func() (any, error) { return &draw.Take{ID: id}, nil })
	do(6, 15*60, "linwan", "second frame", func() (any, error) {
		file, err := s.frameFile("抽样框-执行案件", 24)
		return &draw.Commit{Title: "执行案件程序评查抽样", Organ: court, File: file, FileName: "抽样框-执行案件.txt", PerStratum: 3}, err
	})
	s.exercise(add, "第一轮评查前的练习", 56, readers, "ended", func() string { return "" })
	s.exercise(add, "第一轮评查中的练习", 20, readers, "ended", func() string { return id })
	s.exercise(add, "第二轮评查前的练习", 6, readers[1:2], "running", func() string { return "" })
	for n := range len(fates) {
		s.readOne(n, func() string { return id }, add)
	}
}

// frameFile is a frame of invented cases, two of them named for the risk arm.
func (s *seeder) frameFile(name string, n int) (string, error) {
	var b strings.Builder
	b.WriteString("案号,分层,办结日期,重点理由\n")
	for i := range n {
		word := []string{"刑初", "民初", "执"}[i%3]
		risk := ""
		if i == 7 || i == 23 {
			risk = "文书上网信息不全"
		}
		fmt.Fprintf(&b, "（2025）明01%s%d号,%s,%s,%s\n", word, 101+i, []string{"刑事", "民事", "执行"}[i%3], act.DayOf(s.ago(60+i*5, 0)), risk)
	}
	hash, _, err := s.o.KeepFile(s.people[s.login("linwan")], name+".txt", strings.NewReader(b.String()))
	return hash, err
}

// fates say how far each file has come and what the two readers found: grades,
// then how it went on.
var fates = []struct {
	first, second string
	defect        string
	on            string // "" being read, scored, notified, objected, final, disputed, third
}{
	{"sound", "sound", "", "final"}, {"sound", "sound", "", "final"}, {"flawed", "flawed", "service", "final"}, {"sound", "sound", "", "notified"},
	{"flawed", "flawed", "file", "objected"}, {"sound", "flawed", "reasons", "third"}, {"sound", "unsound", "notice", "disputed"}, {"sound", "sound", "", "scored"},
	{"sound", "", "", ""}, {"", "", "", ""},
}

// readOne walks the n-th file of the draw to where it stands.
func (s *seeder) readOne(n int, drawID func() string, add func(time.Time, func(time.Time) error)) {
	f := fates[n]
	var r review.Review
	do := func(ago int, login, what string, a func() any) {
		add(s.ago(ago, 11*60+7*n), func(at time.Time) error {
			if r.ID == "" {
				rs, err := s.o.ReviewsOf(s.ctx, s.people[s.login("linwan")], drawID())
				if err != nil || len(rs) <= n {
					return err
				}
				r = rs[n]
			}
			_, err := s.do(s.people[s.login(login)], a(), at, nil, "review", n, what)
			return err
		})
	}
	add(s.ago(47, 11*60+7*n), func(at time.Time) error {
		rs, err := s.o.ReviewsOf(s.ctx, s.people[s.login("linwan")], drawID())
		if err != nil || len(rs) <= n {
			return err
		}
		r = rs[n]
		file, err := s.paper(s.people[s.login("linwan")], "卷宗复制件（已隐去姓名）")
		if err == nil {
			_, err = s.do(s.people[s.login("linwan")], &review.AddFile{ID: r.ID, File: file, Title: "卷宗复制件", Clean: true}, at, nil, "review", n, "file")
		}
		return err
	})
	one, two, third := readers[n%3], readers[(n+1)%3], readers[(n+2)%3]
	do(46, "linwan", "assign", func() any {
		return &review.Assign{ID: r.ID, First: s.people[s.login(one)].ID, Second: s.people[s.login(two)].ID}
	})
	sheet := func(grade string) any {
		a := &review.Score{ID: r.ID, Grade: grade}
		for _, it := range review.FormOf(r.Form).Items {
			m := review.Mark{Item: it.Code, Answer: "ok"}
			if it.Code == f.defect && review.Defective(grade) {
				m.Answer, m.Note = "defect", "第 12 页缺签名，无说明"
			}
			a.Marks = append(a.Marks, m)
		}
		return a
	}
	if f.on != "" {
		do(45, "linwan", "officers", func() any { return &review.NameOfficers{ID: r.ID, Officers: s.judge(n)} })
	}
	if f.first != "" {
		do(38, one, "first", func() any { return sheet(f.first) })
	}
	if f.second != "" {
		do(36, two, "second", func() any { return sheet(f.second) })
	}
	if f.on == "third" {
		do(34, "zhaoheng", "call", func() any { return &review.CallThird{ID: r.ID, Who: s.people[s.login(third)].ID} })
		do(30, third, "third", func() any { return sheet("flawed") })
	}
	if slices.Contains([]string{"final", "notified", "objected"}, f.on) {
		do(map[string]int{"final": 33, "notified": 5, "objected": 9}[f.on], "zhaoheng", "notify", func() any { return &review.Notify{ID: r.ID} })
	}
	if f.on == "objected" {
		do(4, "daihuaian", "object", func() any {
			return &review.Object{ID: r.ID, Text: "目录页码已在附卷更正，附更正页，请复核。"}
		})
	}
	if f.on == "final" {
		do(8, "linwan", "finish", func() any { return &review.Finish{ID: r.ID} })
	}
}

// judge is the certificate number of somebody of the city's court.
func (s *seeder) judge(n int) string {
	court := s.city.CityOrgan(cast.Court)
	for _, f := range s.city.Officers {
		if f.Organ == court && !f.Head {
			if n--; n < 0 {
				return f.Certificate
			}
		}
	}
	return ""
}

// exercise is one calibration exercise before a round: the same papers for all,
// with answers that are known; who has handed in of those that take part.
func (s *seeder) exercise(add func(time.Time, func(time.Time) error), title string, ago int, done []string, state string, draw func() string) {
	id, clerk := "", s.login("linwan")
	do := func(ago, minute int, login, what string, a func() (any, error)) {
		add(s.ago(ago, minute), func(at time.Time) error {
			x, err := a()
			if err != nil {
				return err
			}
			ans, err := s.do(s.people[s.login(login)], x, at, nil, "exercise", title, what)
			if what == "prepare" {
				id = ans.Subject
			}
			return err
		})
	}
	marks := func(defects ...string) (out []review.Mark) {
		for _, it := range review.Forms[0].Items {
			m := review.Mark{Item: it.Code, Answer: "ok"}
			if slices.Contains(defects, it.Code) {
				m.Answer, m.Note = "defect", "第 9 页权利义务告知书没有签收日期"
			}
			out = append(out, m)
		}
		return out
	}
	do(ago, 9*60, "linwan", "prepare", func() (any, error) {
		return &review.PrepareExercise{Title: title, Sort: "court", Draw: draw(), Marks: marks("notice", "file"), Grade: "flawed"}, nil
	})
	do(ago, 9*60+10, "linwan", "papers", func() (any, error) {
		file, err := s.paper(s.people[clerk], "练习卷（虚构）")
		return &review.AddExerciseFile{ID: id, File: file, Title: "练习卷（虚构）", Clean: true}, err
	})
	do(ago, 9*60+20, "linwan", "start", func() (any, error) {
		a := &review.StartExercise{ID: id}
		for _, r := range readers {
			a.Readers = append(a.Readers, s.people[s.login(r)].ID)
		}
		return a, nil
	})
	for i, r := range done {
		do(ago-1, 10*60+i, r, "grade "+r, func() (any, error) {
			return &review.GradeExercise{ID: id, Marks: marks([][]string{{"notice", "file"}, {"notice"}, {"file"}}[i]...), Grade: []string{"flawed", "flawed", "sound"}[i]}, nil
		})
	}
	if state == "ended" {
		do(ago-3, 9*60, "linwan", "end", func() (any, error) { return &review.EndExercise{ID: id}, nil })
	}
}
