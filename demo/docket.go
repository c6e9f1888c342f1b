package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"time"

	"hengjian/cast"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/casebook"
	"hengjian/tabular"
)

// dockets lays out the case book: a register of the court that is asked to
// complete what is missing, one of the police, and warnings in several states.
func (s *seeder) dockets(add func(time.Time, func(time.Time) error)) {
	now := s.city.Now
	ids := map[string]string{}
	enter := func(ago int, key, sort, organ, title string, d cast.Docket, since time.Time) {
		add(s.ago(ago, 10*60), func(at time.Time) (err error) {
			ids[key], err = s.docket(key, sort, organ, title, d, since, at)
			return err
		})
	}
	enter(24, "court", "court.cases", cast.Court, "市中院民事二审案件登记簿", s.city.CourtDocket(now.AddDate(0, 0, -30), 900), now.AddDate(-1, 0, -40))
	enter(22, "police", "police.interrogations", cast.Police, "市公安局办案中心讯问登记簿", s.city.InterrogationDocket(now.AddDate(0, 0, -25), 1200), now.AddDate(0, 0, -215))
	add(s.ago(9, 10*60+30), s.handedBack)
	s.ruleLeads(add, func() string { return ids["police"] })
	do := func(ago, minute int, login, key string, a func() any, keep string) {
		add(s.ago(ago, minute), func(at time.Time) error {
			ans, err := s.do(s.people[s.login(login)], a(), at, nil, "docket", key)
			if keep != "" {
				ids[keep] = ans.Subject
			}
			return err
		})
	}
	do(21, 10*60, "linwan", "tell", func() any {
		return &casebook.Tell{ID: ids["court"], Wanted: "编号有缺，请补报缺号的案件或者说明原因；“生效日期”没有提供，请补充。"}
	}, "")
	do(20, 9*60, "linwan", "raise recording", func() any {
		return &casebook.Raise{Rule: "warn.police.recording", Register: ids["police"], Unit: "河口派出所"}
	}, "recording")
	do(20, 9*60+20, "linwan", "raise limit", func() any {
		return &casebook.Raise{Rule: "warn.court.limit", Register: ids["court"], Unit: "民二庭"}
	}, "limit")
	do(19, 9*60, "linwan", "define recorded", func() any {
		return &casebook.Define{Sort: "police.interrogations", Title: "讯问录像完整率", NameEn: "interrogations recorded throughout", Direction: "up", Manner: "share", Num: []string{"recorded.yes"}, Den: []string{"recorded.said"},
			Source: "《明州市办案中心监督办法》第八条", Since: act.DayOf(now.AddDate(-1, 0, 0)), Blue: "98", Yellow: "95", Red: "90"}
	}, "recorded")
	do(2, 9*60+40, "linwan", "raise recorded", func() any {
		return &casebook.Raise{Rule: "own." + ids["recorded"], Register: ids["police"], Unit: "河口派出所"}
	}, "")
	do(18, 15*60, "zhaoheng", "ask", func() any {
		return &casebook.Ask{ID: ids["recording"], Text: "请说明近几个月讯问录音录像缺失的原因、涉及的时段和已经采取的措施。"}
	}, "")
	do(17, 11*60, "zhaoheng", "hint", func() any {
		return &casebook.Notify{ID: ids["limit"], Text: "部分案件办理时间较长，请注意审限管理，并核对扣除、延长登记。"}
	}, "")
}

// handedBack is a register of the procuratorate that goes back whole: two days
// are none.
func (s *seeder) handedBack(at time.Time) error {
	file := []byte("案件编号,案件类别,受理日期,办结日期\n明检捕2026-1,审查逮捕,2026-02-30,2026-01-12\n明检捕2026-2,审查逮捕,2026-01-06,2026-01-13\n明检诉2026-1,审查起诉,二月初,\n")
	srt, _ := casebook.SortOf("procuratorate.cases")
	sum := sha256.Sum256(file)
	clerk := s.people[s.login("linwan")]
	f := office.RegisterFile{Sort: srt.Code, Organ: s.organs[s.city.CityOrgan(cast.Procuratorate)], Name: "procuratorate.csv", Hash: hex.EncodeToString(sum[:]), Size: int64(len(file)), At: at, Given: act.DayOf(at), HandBack: true,
		Mapping: tabular.Suggest(srt.Code, []string{"案件编号", "案件类别", "受理日期", "办结日期"}, office.RegisterFields(srt))}
	f.Open = func() (tabular.Source, error) {
		return office.RegisterSource(f.Name, bytes.NewReader(file), f.Size, f.Mapping)
	}
	r, err := s.o.ReadRegister(s.ctx, clerk, f, nil)
	if err != nil {
		return fmt.Errorf("register of the procuratorate: %w", err)
	}
	_, err = s.do(clerk, &casebook.Return{Stage: r.Stage, Title: "市检察院办理案件登记簿", Given: act.DayOf(at), Giver: "案件管理部 苏葭", Wanted: "受理日期有两处不是日期，请核对原案卷后整份重新提供。"}, at, nil, "docket", "handed back")
	return err
}

// docket reads one register and enters it, as a clerk would.
func (s *seeder) docket(key, sort, organ, title string, d cast.Docket, since, at time.Time) (string, error) {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(append([][]string{d.Head}, d.Rows...)); err != nil {
		return "", err
	}
	srt, _ := casebook.SortOf(sort)
	sum := sha256.Sum256(b.Bytes())
	clerk := s.people[s.login("linwan")]
	f := office.RegisterFile{Sort: sort, Organ: s.organs[s.city.CityOrgan(organ)], Name: key + ".csv", Hash: hex.EncodeToString(sum[:]), Size: int64(b.Len()), At: at, Given: act.DayOf(at),
		Mapping: tabular.Suggest(sort, d.Head, office.RegisterFields(srt))}
	f.Open = func() (tabular.Source, error) {
		return office.RegisterSource(f.Name, bytes.NewReader(b.Bytes()), f.Size, f.Mapping)
	}
	r, err := s.o.ReadRegister(s.ctx, clerk, f, nil)
	if err != nil {
		return "", fmt.Errorf("register of %s: %w", key, err)
	}
	ans, err := s.do(clerk, &casebook.Supply{Stage: r.Stage, Title: title, Since: act.DayOf(since), Until: act.DayOf(at.AddDate(0, 0, -1)), Given: act.DayOf(at), Giver: map[string]string{"court": "审判管理办公室 汪以宁", "police": "法制支队 石凌"}[key]}, at, nil, "docket", key)
	return ans.Subject, err
}
