package screening_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/casebook"
	"hengjian/tabular"
)

// supply enters a court's register in the case book and returns its id.
func (w *world) supply(csv, target string) string {
	w.t.Helper()
	s, _ := casebook.SortOf("court.cases")
	head, _, _ := strings.Cut(csv, "\n")
	sum := sha256.Sum256([]byte(csv))
	f := office.RegisterFile{Sort: s.Code, Organ: officetest.OrganID("MZFY"), Target: target, Name: "民初.csv", Size: int64(len(csv)), Hash: hex.EncodeToString(sum[:]),
		Mapping: tabular.Suggest(s.Code, strings.Split(head, ","), office.RegisterFields(s))}
	f.Open = func() (tabular.Source, error) {
		return office.RegisterSource(f.Name, bytes.NewReader([]byte(csv)), f.Size, f.Mapping)
	}
	r, err := w.O.ReadRegister(w.Ctx, w.Person("chenxiao"), f, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if target != "" {
		return w.Must("chenxiao", &casebook.Renew{ID: target, Stage: r.Stage, Since: "2025-01-01", Until: "2025-12-31", Given: "2026-02-03", Giver: "审管办 庄敏"}).Subject
	}
	return w.Must("chenxiao", &casebook.Supply{Stage: r.Stage, Title: "市中院民事一审案件", Since: "2025-01-01", Until: "2025-12-31", Given: "2026-02-02", Giver: "审管办 庄敏"}).Subject
}

// A register of the case book is screened as it stood when the plan was
// declared: concluded cases alone, the series inferred, no party's name shown.
func TestARegisterOfTheCaseBookIsScreened(t *testing.T) {
	w := newWorld(t)
	id := w.supply(officetest.CourtDocket(), "")
	w.reads("what can be screened", w.page("chenxiao", "/screenings/new"), "市中院民事一审案件", "/screenings/new?register="+id, "100.0%")
	to := "/screenings/new?register=" + id
	body := w.page("chenxiao", to)
	w.reads("columns", body, "承办法官", "立案日期（月）", "串案（登记或者推定）", "距期限剩余天数", "2025-01-01 至 2025-12-31", "只读已办结的案件")
	w.silent("columns", body, "原告", "明州银行", "甲一")
	kv := []string{"cols.col_subject", "承办法官", "cols.col_partner", "代理律师", "cols.col_strata", "承办庭室", "cols.col_strata", "立案日期（月）", "register", id}
	replaced := func(series, year string) []string {
		return append([]string{"title", "2025 年度民商事结案", "purpose", "了解随机分案的执行情况", "period", "2025 年度", "cols.col_id", "案号", "cols.col_series", series, "year", year,
			"params.omega0", "2", "params.min_meet", "5", "params.min_n", "50", "params.q", "0.05", "params.permute", "5", "params.seed", "1", "params.detector", "pair"}, kv...)
	}
	run := path(w.did("chenxiao", to, replaced("串案（登记或者推定）", "2025")...))
	body = w.page("chenxiao", run)
	w.reads("the plan", body, "市中院民事一审案件：1197 行", "1138 个分案单元", "案件库，第 1 次提供 · 2025", "/casebook/registers/"+id, "承办庭室、立案日期（月）")
	w.reads("in English", w.in("en", "chenxiao", run), "case book, delivery 1", "Tribunal, Docketed (month)", "Series (given, or inferred)")

	other := path(w.did("chenxiao", to, replaced("", "0")...))
	w.did("linlan", run+"/open", "confirm", "1")
	body = w.page("chenxiao", run)
	w.reads("the result", body, "标出 1 处")
	w.reads("the lead", w.page("chenxiao", leadLink.FindString(body)), "甲一 × 乙七", "（2025）明01民初")
	w.silent("the result", body, "甲五", "明州银行")

	// A later delivery changes what the register is, not what was declared.
	w.supply(strings.Replace(officetest.CourtDocket(), ",甲二,", ",甲三,", 40), id)
	w.did("linlan", other+"/open", "confirm", "1")
	w.reads("without a column of series each case counts", w.page("chenxiao", other), "1197 个分案单元", "案件库，第 1 次提供 · 全部年份")
	if rep, err := w.O.Verify(w.Ctx, nil, true); err != nil || !rep.OK() {
		t.Errorf("verify: %v %+v", err, rep.Findings)
	}
}

// Below 98 % nothing is screened, whatever the form says; and a register that is
// not there is not told from one out of reach.
func TestAnIncompleteRegisterIsNotScreened(t *testing.T) {
	w := newWorld(t)
	lines := strings.SplitAfter(officetest.CourtDocket(), "\n")
	id := w.supply(lines[0]+strings.Join(lines[40:], ""), "")
	w.reads("the refusal", func() string {
		rec := w.send("chenxiao", httptest.NewRequest("GET", "/screenings/new?register="+id, nil), "zh")
		return rec.Body.String()
	}(), "不到 98%", "请先请机关补齐")
	for _, p := range []string{"/screenings/new?register=00000000-0000-4000-8000-000000000000", "/screenings/new?register=x"} {
		if rec := w.send("chenxiao", httptest.NewRequest("GET", p, nil), "zh"); rec.Code != 404 {
			t.Errorf("%s: %d", p, rec.Code)
		}
	}
}

// A rule of the case book goes the way of every detector: declared in the
// ledger, opened by somebody else, its units are leads that people look at.
func TestARuleBecomesLeads(t *testing.T) {
	w := newWorld(t)
	b := strings.Builder{}
	b.WriteString("案号,立案日期,结案日期,承办庭室,适用程序,案由,扣除审限,延长审限,承办法官\n")
	for i := range 120 {
		unit, done, extended := "民1庭", "2025-05-20", ""
		if i%2 == 1 {
			if unit = "民2庭"; i < 40 {
				done = "2025-09-20" // ordinary: six months from 6 January end on 6 July
			}
		}
		if i == 0 {
			extended = "1个月 院长批准"
		}
		fmt.Fprintf(&b, "（2025）明01民初%d号,2025-01-06,%s,%s,普通程序,民间借贷纠纷,,%s,甲%d\n", i+1, done, unit, extended, i%4)
	}
	id := w.supply(strings.Replace(b.String(), "民间借贷纠纷,,", "民间借贷纠纷,2025-02-01~2025-02-03 公告,", 1), "")
	rules := w.page("chenxiao", "/casebook/rules?register="+id+"&rule=court.limit")
	to := "/screenings/new?register=" + id + "&rule=court.limit"
	w.reads("the rule", rules, "登记为筛查计划，形成线索", "rule=court.limit")
	w.silent("a director declares nothing", w.page("linlan", "/casebook/rules?register="+id+"&rule=court.limit"), "登记为筛查计划")
	form := w.page("chenxiao", to)
	w.reads("the plan's form", form, "超过审限", "最少不合规则的件数")
	w.silent("the plan's form", form, "置换次数", "分层列")
	run := path(w.did("chenxiao", to, "title", "审限核对", "purpose", "了解审限执行情况", "period", "2025 年", "register", id, "year", "0", "params.min_n", "30", "params.min_meet", "5"))
	w.reads("declared", w.page("chenxiao", run), "超过审限", "没有概率，也没有抽样", "至少 30 件")
	w.silent("before it is opened", w.page("chenxiao", run), "民2庭")
	if rec := w.post("chenxiao", run+"/open", "confirm", "1"); rec.Code == 303 {
		t.Error("whoever declared it opens it")
	}
	w.did("linlan", run+"/open", "confirm", "1")
	body := w.page("chenxiao", run)
	w.reads("opened", body, "2 个单位，1 个形成线索")
	l := w.page("chenxiao", leadLink.FindString(body))
	w.reads("the lead", l, "民2庭", "20 件不合规则", "33.3%", "（2025）明01民初2号", "是问题，不是结论", "已办结案件中有不合规则的")
	w.silent("the lead", l, "p = ", "优势比", "期望", "甲1")
	w.reads("in English", w.in("en", "chenxiao", leadLink.FindString(body)), "20 cases break the rule", "By month")
}
