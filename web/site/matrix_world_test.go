package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/casebook"
	"hengjian/oversight/circular"
	"hengjian/oversight/clue"
	"hengjian/oversight/correction"
	"hengjian/oversight/draw"
	"hengjian/oversight/handover"
	"hengjian/oversight/lead"
	"hengjian/oversight/leg"
	"hengjian/oversight/measure"
	"hengjian/oversight/organ"
	"hengjian/oversight/problem"
	"hengjian/oversight/programme"
	"hengjian/oversight/review"
	"hengjian/oversight/screenrun"
	"hengjian/oversight/selfcheck"
	"hengjian/oversight/task"

	"hengjian/oversight/opening"
	"hengjian/tabular"
)

// Where somebody stands to the matters of the matrix, all of which are
// matters of 明州市 about its police.
const (
	own          = "own"          // of the same committee
	parent       = "parent"       // of the committee above
	sibling      = "sibling"      // of the city beside
	child        = "child"        // of a county below
	accused      = "accused"      // of the organ that is accused
	recipient    = "recipient"    // of the organ to which it was referred
	bystander    = "bystander"    // of an organ that has nothing to do with it
	besideOrgan  = "beside organ" // of an organ of the city beside
	recused      = "recused"      // of the same committee, and recused on messages about the police
	installation = "installation" // the three administrators
)

// tester is one person of the matrix.
type tester struct {
	login, where string
	role         act.Role
	token        string
}

// target is one matter of the matrix.
type target struct {
	name, kind, id string
	word           string   // by which a search finds it, "" for none
	marks          []string // what must not be read by who may not see it
	owners         []string // logins that see it as their own
	blind          []string // logins recused on it
	known          bool     // colleagues know of it: they choose whom to hand over to
}

// stage is the whole installation with everybody and everything in it.
type stage struct {
	h       *officetest.House
	people  []*tester
	targets []*target
}

var places = map[string]string{own: officetest.Place, parent: "990000", sibling: "990300", child: "990205"}

func build(t *testing.T, dsn string) *stage {
	h := officetest.New(t, dsn)
	s := &stage{h: h}
	for where, place := range places {
		if where != own {
			h.Must("anquan", &organ.Found{Place: place, Name_: "某地人民代表大会常务委员会" + place, Short: "某地" + place, Level: "city", Prefix: "某人"})
		}
	}
	h.OpenAt(places[sibling], "", "beside.clerk", "邻经办", access.Clerk)
	s.register("chenxiao", "", "")
	s.register("beside.clerk", "L", "邻州")
	for _, r := range access.Roles {
		switch r.Side {
		case "congress":
			for where, place := range places {
				s.join(where, r.Role, place, "")
			}
		case "admin":
			s.join(installation, r.Role, officetest.Place, "")
		case "organ":
			s.join(accused, r.Role, officetest.Place, s.organ("MZGA"))
			s.join(recipient, r.Role, officetest.Place, s.organ("MZJC"))
			s.join(bystander, r.Role, officetest.Place, s.organ("MZSF"))
			s.join(besideOrgan, r.Role, places[sibling], office.RegisterID("organ", places[sibling], "LMZGA"))
		}
	}
	s.join(recused, access.Intake, officetest.Place, "")
	s.join(recused, access.Clerk, officetest.Place, "")
	h.Must("recused.intake", &account.Declare{ID: h.Person("recused.intake").ID, Conflicts: []string{"police"}})
	h.Enrol("recipient.desk", "desk", "")
	s.matters(t)
	for _, p := range s.people {
		p.token = h.Token(p.login)
	}
	return s
}

func (s *stage) organ(code string) string {
	return office.RegisterID("organ", officetest.Place, code)
}

func (s *stage) join(where string, r act.Role, place, organ string) {
	login := where + "." + string(r)
	if where == besideOrgan {
		login = "beside-organ." + string(r)
	}
	s.h.OpenAt(place, organ, login, "某"+access.Text(r).Zh, r)
	s.people = append(s.people, &tester{login: login, where: where, role: r})
}

// register imports a few organs, units and people; before and prefix keep the
// two cities' apart.
func (s *stage) register(login, prefix, before string) {
	organs := "机关代码,机关名称,机关类别,上级机关\n" + prefix + "MZGA," + before + "明州市公安局,police,\n" +
		prefix + "MZJC," + before + "明州市人民检察院,procuratorate,\n" + prefix + "MZSF," + before + "明州市司法局,justice,\n"
	ans := s.take(login, "organs", organs)
	if prefix != "" {
		return
	}
	s.add(&target{name: "import", kind: "import", id: ans.Subject})
	s.take(login, "units", "单位代码,单位名称,所属机关\nU1,刑侦支队,MZGA\n")
	s.take(login, "officers", "证件编号,姓名,所在机关,所在单位代码,职务\nP001,骆正平,MZGA,U1,支队长\n")
	s.take(login, "stations", "联络站代码,联络站名称,地址\nS01,城东代表联络站,城东路1号\n")
	s.take(login, "deputies", "代表证号,姓名,职业\nD001,戴本正,教师\n")
	s.take(login, "members", "编号,姓名,职务,届次,任职日期\nC001,尹守衡,member,第九届,2022-01-10\n")
	sit := s.h.Must(login, &organ.EnterSitting{Title: "第九届人大常委会第三十二次会议", Day: "2026-02-26"}).Subject
	s.add(&target{name: "sitting", kind: "sitting", id: sit, word: "第三十二次会议"})
	s.add(&target{name: "unit", kind: "unit", id: office.RegisterID("unit", office.RegisterID("organ", officetest.Place, "MZGA"), "U1"), word: "刑侦支队"})
	for kind, code := range map[string][2]string{"organ": {"MZGA", "MZGA"}, "officer": {"P001", "骆正平"}, "deputyrec": {"D001", "戴本正"}, "station": {"S01", "城东代表联络站"}, "member": {"C001", "尹守衡"}} {
		s.add(&target{name: kind, kind: kind, id: office.RegisterID(kind, officetest.Place, code[0]), word: code[1]})
	}
}

func (s *stage) take(login, sort, csv string) office.Answer {
	file := []byte(csv)
	src, err := tabular.Open("x", bytes.NewReader(file), int64(len(file)))
	if err != nil {
		s.h.T.Fatal(err)
	}
	defer src.Close()
	pr, err := tabular.Profile(src, "", 0, 1)
	if err != nil {
		s.h.T.Fatal(err)
	}
	sum := sha256.Sum256(file)
	p := office.ImportPlan{Sort: sort, Name: sort, Hash: hex.EncodeToString(sum[:]), Mapping: tabular.Suggest(sort, pr.Header, office.ImportFields[sort])}
	p.Open = func() (tabular.Source, error) {
		return tabular.OpenWith("x", bytes.NewReader(file), int64(len(file)), tabular.OptionsFor(p.Mapping, tabular.Options{}))
	}
	r, err := s.h.O.Import(s.h.Ctx, s.h.Person(login), p)
	if err != nil {
		s.h.T.Fatalf("import of %s: %v %v", sort, err, r.First)
	}
	return r.Answer
}

// docket enters a register of the police.
func (s *stage) docket(mark string) string {
	h, file := s.h, []byte("记录编号,讯问开始时间,同步录音录像\n明公讯〔2026〕1号,2026-01-05 09:00,是\n")
	sort, _ := casebook.SortOf("police.interrogations")
	sum := sha256.Sum256(file)
	f := office.RegisterFile{Sort: sort.Code, Organ: s.organ("MZGA"), Name: "x.csv", Hash: hex.EncodeToString(sum[:]), Size: int64(len(file)),
		Mapping: tabular.Suggest(sort.Code, []string{"记录编号", "讯问开始时间", "同步录音录像"}, office.RegisterFields(sort))}
	f.Open = func() (tabular.Source, error) {
		return office.RegisterSource("x.csv", bytes.NewReader(file), f.Size, f.Mapping)
	}
	r, err := h.O.ReadRegister(h.Ctx, h.Person("chenxiao"), f, nil)
	if err != nil {
		h.T.Fatal(err)
	}
	return h.Must("chenxiao", &casebook.Supply{Stage: r.Stage, Title: "讯问登记" + mark, Since: "2026-01-01", Until: "2026-01-31", Given: "2026-02-01", Giver: "法制支队"}).Subject
}

func (s *stage) add(t *target) *target {
	t.marks = append(t.marks, t.id)
	s.targets = append(s.targets, t)
	return t
}

func (s *stage) matters(t *testing.T) {
	h := s.h
	ordinary := h.MustAs(h.Public(), &clue.Receive{Via: "web", Asked: "police", Text: "办案区没有录像，请核实。", Sender: "来信人", Contact: "13800000000"}, office.Order{}).Subject
	h.Must("hejing", &clue.Open{ID: ordinary})
	h.Must("hejing", &clue.Summarise{ID: ordinary, Title: "反映讯问没有录音录像甲子标", Summary: "来信人称，讯问时没有录音录像。", Class: "norm.recording"})
	h.Must("chenxiao", &clue.Take{ID: ordinary})
	h.Must("recused.clerk", &clue.Take{ID: ordinary})
	h.Must("recused.clerk", &clue.Recuse{ID: ordinary, Why: clue.RecuseWhys[0].Code})
	s.add(&target{name: "clue", kind: "clue", id: ordinary, word: "甲子标", marks: []string{"甲子标"}, blind: []string{"recused.intake", "recused.clerk"}})

	special := h.MustAs(h.Public(), &clue.ReceiveOwn{Receive: clue.Receive{Via: "web", Asked: "congress", Text: "反映人大机关工作人员。"}}, office.Order{}).Subject
	s.add(&target{name: "clue of the special channel", kind: "clue", id: special})

	kept := h.Must("chenxiao", &problem.Draft{Title: "讯问录音录像不全乙丑标", Statement: "检查发现，该局办案区讯问录音录像不完整。", Class: "norm.recording", Organ: s.organ("MZGA"), Origin: "inspection"}).Subject
	s.add(&target{name: "problem in draft", kind: "problem", id: kept, word: "乙丑标", marks: []string{"乙丑标"}})
	shown := h.Must("chenxiao", &problem.Draft{Title: "看守所提讯登记不全丙寅标", Statement: "检查发现，该局看守所提讯登记不完整。", Class: "norm.recording", Organ: s.organ("MZGA"), Origin: "inspection"}).Subject
	h.Must("chenxiao", &problem.AddEvidence{ID: shown, Kind: problem.EvidenceKinds[0].Code, Grade: "multiple", Title: "检查记录"})
	h.Must("linlan", &problem.InviteReply{ID: shown})
	s.add(&target{name: "problem put to the organ", kind: "problem", id: shown, word: "丙寅标", marks: []string{"丙寅标"}})

	for i, name := range []string{"leg in draft", "leg sent"} {
		id := h.Must("chenxiao", &leg.Draft{OriginKind: "problem", Origin: kept, Route: "torture", To: s.organ("MZJC"), Outgoing: "检查发现办案区录音录像不完整，请依法审查。", Reveals: "no"}).Subject
		if i == 1 {
			h.Must("linlan", &leg.Sign{ID: id})
			h.Must("chenxiao", &leg.Send{ID: id})
		}
		s.add(&target{name: name, kind: "leg", id: id})
	}
	blob := base64.StdEncoding.EncodeToString([]byte("age-encryption.org/v1\n-> X25519 x\n"))
	asked := h.Must("hejing", &opening.Request{Clue: ordinary, Purpose: "contact", Reason: "需要联系补充材料", Blob: blob}).Subject
	s.add(&target{name: "opening", kind: "opening", id: asked, blind: []string{"recused.intake", "recused.clerk"}})
	drive := h.Must("chenxiao", &campaign.Draft{Title: "规范讯问专项监督丁卯标", Theme: "讯问", Since: "2026-03-01"}).Subject
	s.add(&target{name: "campaign", kind: "campaign", id: drive, word: "丁卯标", marks: []string{"丁卯标"}})
	h.Must("chenxiao", &campaign.Write{ID: drive, Plan: campaign.Plan{Goal: "规范讯问", Contents: []campaign.Content{{Text: "讯问录音录像", Classes: []string{"norm.recording"}}}}})
	out := h.Must("chenxiao", &campaign.Draft{Title: "规范执行专项监督庚子标", Theme: "执行", Since: "2026-03-01"}).Subject
	h.MustAs(h.Person("chenxiao"), &campaign.Adopt{ID: out}, office.Order{Body: &act.Body{Name: "council", Minute: "第7号", Date: "2026-03-02"}})
	h.Must("chenxiao", &campaign.Send{ID: out})
	s.add(&target{name: "campaign sent out", kind: "campaign", id: out, word: "庚子标", marks: []string{"庚子标"}})
	for name, of := range map[string]string{"edition": drive, "edition sent out": out} {
		es, err := h.O.EditionsOf(h.Ctx, h.Person("chenxiao"), of)
		if err != nil || len(es) != 1 {
			t.Fatal(es, err)
		}
		s.add(&target{name: name, kind: "edition", id: es[0].ID})
	}
	for _, c := range s.circulars(t, out) {
		switch {
		case c.Organ == s.organ("MZGA"):
			s.add(&target{name: "circular to an organ", kind: "circular", id: c.ID})
		case c.To == places[child]:
			s.add(&target{name: "circular to a committee", kind: "circular", id: c.ID})
		}
	}
	own := h.Must("accused.liaison", &programme.File{Campaign: out, Body: programme.Body{Sort: "own", Title: "规范讯问提升行动壬寅标", Text: "逐所检查讯问录音录像设备，按月抽查并通报结果。"}}).Subject
	s.add(&target{name: "programme", kind: "programme", id: own, word: "壬寅标", marks: []string{"壬寅标"}})
	plain := h.Must("chenxiao", &task.Create{Work: task.Work{Title: "起草检查方案戊辰标"}, Owner: task.Owner{Person: h.Person("chenxiao").ID}, Due: "2026-04-01"}).Subject
	s.add(&target{name: "task", kind: "task", id: plain, word: "戊辰标", marks: []string{"戊辰标"}})
	given := h.Must("chenxiao", &task.Create{Work: task.Work{Title: "清理办案区台账己巳标"}, Owner: task.Owner{Organ: s.organ("MZGA")}, Due: "2026-04-01"}).Subject
	s.add(&target{name: "task given to the organ", kind: "task", id: given, word: "己巳标", marks: []string{"己巳标"}})
	self := h.Must("chenxiao", &selfcheck.Request{Campaign: drive, Organ: s.organ("MZGA"), Title: "讯问自查癸未标"}).Subject
	s.add(&target{name: "selfcheck asked of the organ", kind: "selfcheck", id: self, word: "癸未标", marks: []string{"癸未标"}})
	rules := h.Must("chenxiao", &measure.Enter{Title: "讯问监督办法甲申标", Clauses: []measure.Clause{{No: "第一条", Text: "讯问应当全程录音录像。"}}}).Subject
	s.add(&target{name: "measure", kind: "measure", id: rules, word: "甲申标"})
	h.Must("chenxiao", &measure.Assign{ID: rules, Sets: []measure.Set{{Clause: "a1", Organs: []string{s.organ("MZGA")}}}})
	clause := h.Must("chenxiao", &measure.Ask{Measure: rules, Organ: s.organ("MZGA")}).Subject
	s.add(&target{name: "clausecheck asked of the organ", kind: "clausecheck", id: clause, word: "逐条检查"})
	for name, mark := range map[string]string{"register": "丙戌标", "register told to the organ": "丁亥标"} {
		id := s.docket(mark)
		if name != "register" {
			h.Must("chenxiao", &casebook.Tell{ID: id, Wanted: "请补报缺号的记录。"})
		}
		s.add(&target{name: name, kind: "register", id: id, word: mark, marks: []string{mark}})
	}
	scan, _, err := h.O.KeepFile(h.Person("accused.liaison"), "申请.txt", strings.NewReader("本人申请更正出生年。"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := h.Must("accused.liaison", &correction.Submit{Code: "P001", Person: "骆正平", What: "born", Should: "1976", Why: "人事档案记载为 1976 年。", Paper: scan, PaperName: "申请.txt"}).Subject
	s.add(&target{name: "correction of the organ", kind: "correction", id: wrong, word: "骆正平的出生年"})
	s.review(t)
	file, name, err := h.O.KeepRegister(h.Person("chenxiao"), "r.csv", strings.NewReader(officetest.Docket()))
	if err != nil {
		t.Fatal(err)
	}
	run := h.Must("chenxiao", &screenrun.Declare{Title: "结案筛查辛丑标", Purpose: "了解分案情况", Organ: s.organ("MZGA"), Period: "2025 年", Hash: file, FileName: name,
		Cols: screenrun.Columns{ID: "案号", Subject: "法官", Partner: "律师", Series: "串案", Strata: []string{"庭", "月份"}}, Params: screenrun.Params{Detector: "pair", MinN: 50, MinMeet: 5, Omega0: 2, Q: .05, Permute: 1, Seed: 1}}).Subject
	h.Must("linlan", &screenrun.Open{ID: run})
	s.add(&target{name: "screening", kind: "screening", id: run, word: "辛丑标", marks: []string{"辛丑标"}})
	ls, err := h.O.LeadsOf(h.Ctx, h.Person("chenxiao"), run)
	if err != nil || len(ls) != 1 {
		t.Fatal(len(ls), err)
	}
	h.Must("linlan", &lead.Assign{ID: ls[0].ID, Person: h.Person("chenxiao").ID})
	h.Must("chenxiao", &lead.AskUnit{ID: ls[0].ID, Period: "2025 年", Papers: []string{"duty"}})
	s.add(&target{name: "lead", kind: "lead", id: ls[0].ID, marks: []string{"乙七"}})
	rs, err := h.O.RosterList(h.Ctx, h.Person("chenxiao"))
	if err != nil || len(rs) != 1 {
		t.Fatal(len(rs), err)
	}
	s.add(&target{name: "roster put to the organ", kind: "roster", id: rs[0].ID})
	giving := h.Must("chenxiao", &handover.Propose{Takers: []handover.Split{{To: h.Person("hejing").ID}}, Reason: "轮岗"}).Subject
	s.add(&target{name: "handover", kind: "handover", id: giving, word: "陈晓"})
	h.Open("somebody", "某人", access.Clerk)
	s.add(&target{name: "account", kind: "account", id: h.Person("somebody").ID, word: "somebody", owners: []string{"somebody"}, known: true})
	lent := h.Must("linlan", &account.Grant{Receiver: h.Person("chenxiao").ID, Role: access.Director, Since: "2026-03-02", Until: "2026-03-03", Minute: "批示 1 号"}).Subject
	s.add(&target{name: "delegation", kind: "delegation", id: lent, owners: []string{"linlan"}})
	keys, err := h.O.MyKeys(h.Ctx, h.Person("hejing"))
	if err != nil || len(keys) == 0 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	s.add(&target{name: "key", kind: "key", id: keys[0].ID, owners: []string{"hejing"}})
	c, ok, err := h.O.CongressAt(h.O.View(h.Ctx), officetest.Place)
	if err != nil || !ok {
		t.Fatal(err)
	}
	s.add(&target{name: "committee", kind: "congress", id: c.ID})
}

// circulars are what was sent with a plan.
func (s *stage) circulars(t *testing.T, campaign string) []circular.Circular {
	cs, err := s.h.O.CircularsOf(s.h.Ctx, s.h.Person("chenxiao"), campaign)
	if err != nil || len(cs) != 4 {
		t.Fatalf("%d circulars, %v", len(cs), err)
	}
	return cs
}

// review draws one concluded case of the police and has it read and told.
func (s *stage) review(t *testing.T) {
	h := s.h
	file, _, err := h.O.KeepFile(h.Person("chenxiao"), "抽样框.txt", strings.NewReader("案号,办结日期\n（2025）明0102行初1号,2025-12-01\n（2025）明0102行初2号,2025-12-02\n"))
	if err != nil {
		t.Fatal(err)
	}
	id := h.Must("chenxiao", &draw.Commit{Title: "办案程序评查抽样辛未标", Organ: s.organ("MZGA"), File: file, PerStratum: 2}).Subject
	h.Must("linlan", &draw.Sow{ID: id, Mode: "dice", Dice: "16253 41625 34162 53416", Witnesses: "代表二人"})
	h.Must("chenxiao", &draw.Take{ID: id})
	s.add(&target{name: "draw", kind: "draw", id: id, word: "辛未标", marks: []string{"辛未标", "明0102行初1号"}})
	rs, err := h.O.ReviewsOf(h.Ctx, h.Person("chenxiao"), id)
	if err != nil || len(rs) != 2 {
		t.Fatal(rs, err)
	}
	var readers []string
	for _, login := range []string{"reads.one", "reads.two"} {
		p := h.Open(login, "评"+login, access.Reviewer)
		h.Must(login, &account.Declare{ID: p.ID})
		readers = append(readers, p.ID)
	}
	s.add(&target{name: "review", kind: "review", id: rs[0].ID})
	paper, _, err := h.O.KeepFile(h.Person("chenxiao"), "卷.txt", strings.NewReader("立案手续齐全"))
	if err != nil {
		t.Fatal(err)
	}
	h.Must("chenxiao", &review.AddFile{ID: rs[1].ID, File: paper, Title: "立案手续", Clean: true})
	h.Must("chenxiao", &review.Assign{ID: rs[1].ID, First: readers[0], Second: readers[1]})
	for _, login := range []string{"reads.one", "reads.two"} {
		a := &review.Score{ID: rs[1].ID, Grade: "sound"}
		for _, it := range review.FormOf(rs[1].Form).Items {
			a.Marks = append(a.Marks, review.Mark{Item: it.Code, Answer: "ok"})
		}
		h.Must(login, a)
	}
	h.Must("linlan", &review.Notify{ID: rs[1].ID})
	e := &review.PrepareExercise{Title: "评查前的练习壬申标", Sort: "police", Grade: "sound"}
	for _, it := range review.Forms[0].Items {
		e.Marks = append(e.Marks, review.Mark{Item: it.Code, Answer: "ok"})
	}
	x := h.Must("chenxiao", e).Subject
	h.Must("chenxiao", &review.AddExerciseFile{ID: x, File: paper, Title: "练习卷", Clean: true})
	h.Must("chenxiao", &review.StartExercise{ID: x, Readers: readers})
	for _, login := range []string{"reads.one", "reads.two"} {
		h.Must(login, &review.GradeExercise{ID: x, Marks: e.Marks, Grade: "sound"})
	}
	s.add(&target{name: "exercise", kind: "exercise", id: x, word: "壬申标", marks: []string{"壬申标"}, owners: []string{"reads.one", "reads.two"}})
	s.add(&target{name: "review told to the organ", kind: "review", id: rs[1].ID, owners: []string{"reads.one", "reads.two"}})
}
