package gongwen

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "write the golden text layers anew")
	outDir = flag.String("papers", "", "also write the papers as .docx into this folder, to be looked at")
)

var (
	day    = Date{2026, 3, 2}
	number = Number{"明人大监司", 2026, 7}
	house  = "明州市人民代表大会常务委员会监察和司法工作委员会"
	intake = Intake{Organ: "明州市人民代表大会常务委员会", Reference: "C-2026-0312", ReceivedOn: "2026年3月2日 9时10分", Way: "来信", People: "3",
		About: "公安机关", Class: "严格司法／超期羁押", Urgent: true, CaseNumber: "（2025）明0102刑初123号", Enclosed: "照片2张",
		Summary: "来信人称其亲属在看守所羁押期限届满后仍未获释，家属多次询问未得到书面答复。来信人希望了解应当向哪个机关提出。（𠮷某等三人联名）"}
)

func must(t testing.TB, p Paper, err error) Paper {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func papers(t testing.TB) map[string]Paper {
	out := map[string]Paper{}
	put := func(name string) func(Paper, error) {
		return func(p Paper, err error) { out[name] = must(t, p, err) }
	}
	put("referral")(ReferralLetter{Organ: house, Number: number, Recipient: "明州市人民检察院", Summary: "W-2026-0047", Enclosed: 2, Date: day}.Paper())
	put("handover")(HandOverLetter{Organ: "明州市人民代表大会常务委员会办公室", Number: Number{"明人大办", 2026, 12}, Recipient: "明州市公安局", Meeting: 31, Minute: "ZR-2026-05",
		MetOn: Date{2026, 2, 26}, List: "WT-2026-01", Problems: 4, PlanBy: Date{2026, 4, 2}, ResultBy: Date{2026, 8, 31}, Date: day}.Paper())
	n := Notice{Organ: "明州市人民代表大会常务委员会办公室", Number: Number{"明人大访告", 2026, 3}, To: "𠮷田先生", Reference: "C-2026-0312", ReceivedOn: Date{2026, 2, 20}, Date: day,
		Contact: "明州市人民路1号，人大常委会信访室",
		Routes: []Route{
			{"认为已经生效的民事判决有错误", "上一级人民法院（申请再审）", "裁判生效后六个月内", "民事诉讼法第二百一十条、第二百一十六条"},
			{"再审申请被驳回或者逾期未作出裁定", "同级人民检察院（申请检察建议或者抗诉）", "一次为限", "民事诉讼法第二百二十条"},
			{"请求国家赔偿", "赔偿义务机关", "二年", "国家赔偿法第三十九条"},
		}}
	put("redirect")(n.Paper())
	n.Sent, n.Routes = []string{"明州市人民检察院", "明州市监察委员会"}, nil
	put("told")(n.Paper())
	out["register"] = RegisterSheet(intake, "陈小明")
	out["approval"] = ApprovalSheet(intake, Opinion{Text: "拟转送市人民检察院（监督羁押期限），并告知来信人法定途径。", By: "陈小明", Date: day}, Opinion{}, Opinion{})
	out["lists"] = ListsCover{Organ: intake.Organ, Campaign: "“规范司法、严格司法、廉洁司法”专项监督", Version: 3, Date: day,
		Lines: []ListLine{{"明州市公安局", 12, 31, 18, 5, 3, 4, 1}, {"明州市中级人民法院", 7, 15, 9, 2, 2, 3, 0}}}.Paper()
	out["long"] = Paper{Kind: NoticeForm, Organ: house, Number: number.String(), Title: "关于明州市人民代表大会常务委员会监察和司法工作委员会开展专项监督有关情况的通知",
		To: "各县（市、区）人民代表大会常务委员会", Signer: house, Date: day, Copy: "明州市中级人民法院、明州市人民检察院",
		Body: []Block{{Kind: Heading, Level: 1, Text: "总体要求"}, para("%s", strings.Repeat("依法履行监督职责，", 60)), {Kind: Heading, Level: 2, Text: "范围"},
			{Kind: List, Items: []string{"公安机关", "人民检察院", "人民法院"}}, {Kind: Heading, Level: 2, Text: "时间"}, {Kind: Heading, Level: 3, Text: "准备"}, para("%s", strings.Repeat("各级人大常委会按照方案推进。", 40)),
			{Kind: Heading, Level: 1, Text: "工作保障"}, para("加强协同。")},
		Attachments: []string{"实施方案", "问题清单格式，填写时注意单位名称使用全称并与印章一致，不得简写"}}
	return out
}

func TestTextLayers(t *testing.T) {
	for name, p := range papers(t) {
		docx := Docx(p)
		if *outDir != "" {
			if err := os.WriteFile(filepath.Join(*outDir, name+".docx"), docx, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := Text(docx)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name+".golden.txt")
		if *update {
			os.MkdirAll("testdata", 0o755)
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || got != string(want) {
			t.Errorf("%s differs from %s (run with -update and look at the difference): %v\n%s", name, file, err, got)
		}
	}
}

func TestSameBytesAndNothingOfTheMachine(t *testing.T) {
	for name, p := range papers(t) {
		a, b := Docx(p), Docx(p)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two renderings differ", name)
		}
		parts, err := unpack(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			d := xml.NewDecoder(strings.NewReader(part.text))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s %s: %v", name, part.name, err)
				}
			}
			for _, word := range []string{"dc:creator", "lastModifiedBy", "dcterms:", "<w:rsid"} {
				if strings.Contains(part.text, word) {
					t.Errorf("%s: %s holds %s", name, part.name, word)
				}
			}
		}
	}
}

func TestEveryRunNamesItsChineseFont(t *testing.T) {
	for name, p := range papers(t) {
		parts, _ := unpack(Docx(p))
		for _, part := range parts {
			if a, b := strings.Count(part.text, "<w:rFonts "), strings.Count(part.text, "w:eastAsia=\""); a > b {
				t.Errorf("%s %s: %d fonts, %d with eastAsia", name, part.name, a, b)
			}
		}
	}
}

func TestProofTravelsAndChangesNothingElse(t *testing.T) {
	p, err := ReferralLetter{Organ: house, Number: number, Recipient: "明州市人民检察院", Summary: "W-1", Date: day}.Paper()
	p = must(t, p, err)
	bare := Docx(p)
	with, err := EmbedProof(bare, []byte("proof one"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := EmbedProof(with, []byte("proof two"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Proof(again)
	if err != nil || string(got) != "proof two" {
		t.Errorf("%q %v", got, err)
	}
	if got, _ := Proof(bare); got != nil {
		t.Errorf("bare paper has proof %q", got)
	}
	a, _ := Text(bare)
	if b, _ := Text(again); a != b {
		t.Error("the proof changed the text")
	}
	hash := PaperHash(p)
	p.Proof = []byte("proof two")
	if !bytes.Equal(Docx(p), again) || PaperHash(p) != hash {
		t.Error("a paper rendered with its proof differs from one that got it later")
	}
}

// TestHashCoversEveryField changes each field in turn.
func TestHashCoversEveryField(t *testing.T) {
	base := func() Paper {
		return Paper{Kind: Letter, Organ: "a", Number: "b", Title: "c", To: "d", Signer: "e", Date: day, Note: "f", Copy: "g", Attachments: []string{"h"},
			Body: []Block{{Kind: Table, Level: 1, Text: "i", Items: []string{"j"}, Widths: []int{1}, Header: 1, Rows: [][]Cell{{{Text: "k", Span: 1, Lines: 1}}}}}}
	}
	seen := map[[32]byte]int{PaperHash(base()): -1}
	for i, change := range []func(*Paper){
		func(p *Paper) { p.Kind = Sheet }, func(p *Paper) { p.Organ = "x" }, func(p *Paper) { p.Number = "x" }, func(p *Paper) { p.Title = "x" },
		func(p *Paper) { p.To = "x" }, func(p *Paper) { p.Signer = "x" }, func(p *Paper) { p.Date.Day = 3 }, func(p *Paper) { p.Note = "x" }, func(p *Paper) { p.Copy = "x" },
		func(p *Paper) { p.SealNote = true }, func(p *Paper) { p.Attachments[0] = "x" }, func(p *Paper) { p.Attachments = append(p.Attachments, "") },
		func(p *Paper) { p.Body[0].Kind = List }, func(p *Paper) { p.Body[0].Level = 2 }, func(p *Paper) { p.Body[0].Text = "x" }, func(p *Paper) { p.Body[0].Items[0] = "x" },
		func(p *Paper) { p.Body[0].Widths[0] = 2 }, func(p *Paper) { p.Body[0].Header = 0 }, func(p *Paper) { p.Body[0].Rows[0][0].Text = "x" },
		func(p *Paper) { p.Body[0].Rows[0][0].Span = 2 }, func(p *Paper) { p.Body[0].Rows[0][0].Head = true }, func(p *Paper) { p.Body[0].Rows[0][0].Lines = 2 },
		func(p *Paper) { p.Organ, p.Number = "ab", "" }, func(p *Paper) { p.Annex = []Block{{}} }, func(p *Paper) { p.Annex = []Block{{Text: "x"}} }, func(p *Paper) { p.Body = append(p.Body, Block{}) },
	} {
		p := base()
		change(&p)
		h := PaperHash(p)
		if j, twice := seen[h]; twice {
			t.Errorf("changes %d and %d give the same hash", i, j)
		}
		seen[h] = i
	}
}

// TestLetterHasNoRoomForADemand: the director who wants to write 请改判 finds
// no slot that takes it.
func TestLetterHasNoRoomForADemand(t *testing.T) {
	good := ReferralLetter{Organ: house, Number: number, Recipient: "明州市中级人民法院", Summary: "W-1", Date: day}
	for name, change := range map[string]func(*ReferralLetter){
		"recipient sentence": func(l *ReferralLetter) { l.Recipient = "明州市中级人民法院请改判" },
		"demand inside":      func(l *ReferralLetter) { l.Recipient = "请改判的明州市中级人民法院" },
		"line":               func(l *ReferralLetter) { l.Recipient = "明州市中级人民法院\n请从轻" },
		"summary":            func(l *ReferralLetter) { l.Summary = "请改判" },
		"organ":              func(l *ReferralLetter) { l.Organ = "责令改判委员会" },
		"prefix":             func(l *ReferralLetter) { l.Number.Prefix = "请重审" },
		"year":               func(l *ReferralLetter) { l.Number.Year = 26 },
		"enclosed":           func(l *ReferralLetter) { l.Enclosed = -1 },
		"date":               func(l *ReferralLetter) { l.Date = Date{2026, 2, 30} },
	} {
		l := good
		change(&l)
		var s *SlotError
		if _, err := l.Paper(); !errors.As(err, &s) || s.Zh == "" || s.En == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, ok := range []string{"明州市人民检察院", "明州市监察委员会", "明州市公安局督察审计处", "明州市中级人民法院审判监督庭", "明州市中级人民法院立案庭"} {
		l := good
		l.Recipient = ok
		if _, err := l.Paper(); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
}

func TestHandOverSlots(t *testing.T) {
	good := HandOverLetter{Organ: "明州市人民代表大会常务委员会办公室", Number: number, Recipient: "明州市公安局", Meeting: 31, Minute: "ZR-5", MetOn: Date{2026, 2, 26},
		List: "WT-1", Problems: 4, PlanBy: Date{2026, 4, 2}, Date: day}
	if _, err := good.Paper(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*HandOverLetter){
		"no meeting":           func(l *HandOverLetter) { l.Meeting = 0 }, // the council confirms, nobody else
		"no minute":            func(l *HandOverLetter) { l.Minute = "" },
		"before the meeting":   func(l *HandOverLetter) { l.Date = Date{2026, 2, 25} },
		"plan before letter":   func(l *HandOverLetter) { l.PlanBy = Date{2026, 3, 1} },
		"result before plan":   func(l *HandOverLetter) { l.ResultBy = Date{2026, 3, 30} },
		"nothing handed over":  func(l *HandOverLetter) { l.Problems = 0 },
		"recipient no organ":   func(l *HandOverLetter) { l.Recipient = "王某某同志收" },
		"list with a sentence": func(l *HandOverLetter) { l.List = "立即纠正" },
	} {
		l := good
		change(&l)
		var s *SlotError
		if _, err := l.Paper(); !errors.As(err, &s) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoticeAlwaysSaysNothingIsSuspended(t *testing.T) {
	all := papers(t)
	for _, name := range []string{"redirect", "told"} {
		text, _ := Text(Docx(all[name]))
		if !strings.Contains(text, NoSuspension) {
			t.Errorf("%s lacks the sentence", name)
		}
	}
}

func TestTitleLines(t *testing.T) {
	for in, want := range map[string]string{
		"关于转送群众反映材料的函": "关于转送群众反映材料的函",
		"关于明州市人民代表大会常务委员会监察和司法工作委员会开展专项监督有关情况的通知": "关于明州市人民代表大会常务委员会监察和|司法工作委员会开展专项监督有关情况的通知",
	} {
		if got := strings.Join(titleLines(in), "|"); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(Docx(Paper{Kind: Sheet, Title: "x"}), "a")
	f.Fuzz(func(t *testing.T, docx []byte, s string) {
		_, _ = Text(docx)
		_, _ = EmbedProof(docx, []byte(s))
		if _, err := Text(Docx(Paper{Kind: Letter, Title: s, Organ: s, To: s, Body: []Block{{Kind: Paragraph, Text: s}}})); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
	})
}
