package screening_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"hengjian/office/officetest"
)

// declared sends a plan of one detector over the register of the tests.
func (w *world) declared(detector string, kv ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	to := w.upload("chenxiao", officetest.Docket()) + "&detector=" + detector
	return w.post("chenxiao", to, append([]string{"title", "2025 年度民商事结案", "purpose", "了解随机分案的执行情况", "organ", officetest.OrganID("MZFY"), "period", "2025 年度结案",
		"cols.col_id", "案号", "cols.col_subject", "法官", "cols.col_partner", "律师", "cols.col_series", "串案", "params.detector", detector,
		"params.omega0", "2", "params.min_meet", "5", "params.min_n", "50", "params.q", "0.05", "params.permute", "5", "params.seed", "1"}, kv...)...)
}

// Month by month: each detector asks for what it needs alone; the month of a
// flag stands on the run and on the lead.
func TestMonthByMonth(t *testing.T) {
	w := newWorld(t)
	to := w.upload("chenxiao", officetest.Docket())
	for code, words := range map[string][]string{"monitor": {"逐月累计证据", "期间"}, "bunching": {"距期限的剩余天数", "期限前几天"}, "advantage": {"申报了关系的对子", "结果"}, "assignment": {"分案权重"}, "pair": {"不计较的优势比"}} {
		w.reads(code, w.page("chenxiao", to+"&detector="+code), append(words, "用哪种检测方法", "按月监测", "第二步")...)
	}
	w.silent("what a detector does not use", w.page("chenxiao", to+"&detector=funnel"), "不计较的优势比", "申报了关系的对子", "分案权重")
	if rec := w.declared("monitor", "cols.col_strata", "庭"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "请选择期间列") {
		t.Errorf("a monitor without periods: %d", rec.Code)
	}
	run := path(w.declared("monitor", "cols.col_strata", "庭", "cols.col_period", "月份").Header().Get("Location"))
	w.reads("the plan", w.page("chenxiao", run), "按月监测相遇", "期望相遇次数", "逐月监测更谨慎", "e 值")
	w.did("linlan", run+"/open", "confirm", "1")
	body := w.page("chenxiao", run)
	w.reads("opened", body, "6 期，标出 1 处", "1月", "新标出")
	id := leadLink.FindString(body)
	w.reads("the lead", w.page("chenxiao", id), "甲一 × 乙七", "自何时起", "证据（e 值）", "不超过 2 倍", "案件清单")
	w.silent("in English", w.in("en", "chenxiao", id)+w.in("en", "chenxiao", run), "自何时起", "新标出", "按月监测")
}

// The strata declared and none, from the same run; and a short list of declared
// relations, of which the ledger has the length alone.
func TestStrataAndRelations(t *testing.T) {
	w := newWorld(t)
	run, _ := w.opened()
	w.reads("why strata matter", w.page("chenxiao", run), "分层有什么用", "不分层，全部放在一起", "z 的标准差")
	w.silent("a lead of a run without a list", w.page("chenxiao", leadLink.FindString(w.page("chenxiao", run))), "申报的关系")
	if rec := w.declared("pair", "cols.col_strata", "庭", "relations", "甲一"); rec.Code != 422 || !strings.Contains(rec.Body.String(), "每行写承办人和相对人") {
		t.Errorf("half a relation: %d", rec.Code)
	}
	run = path(w.declared("pair", "cols.col_strata", "庭", "cols.col_strata", "月份", "relations", "甲一,乙七\n甲二，乙三\n").Header().Get("Location"))
	body := w.page("chenxiao", run)
	w.reads("the plan", body, "申报了关系的 2 对", "名单加密保存")
	w.silent("the ledger", body+w.page("member", run), "甲一", "乙七", "甲二")
	w.did("linlan", run+"/open", "confirm", "1")
	w.reads("opened", w.page("chenxiao", run), "2 个假设，标出 1 处")
	w.reads("the lead of a bare pair", w.page("chenxiao", leadLink.FindString(w.page("chenxiao", run))), "申报的关系", "名单没有写是什么关系", "来源没有写")

	list := func(text string) string {
		hash, _, err := w.O.KeepFile(w.Person("chenxiao"), "关系名单.txt", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	for what, text := range map[string]string{"对应必填项：来源": "法官,律师,关系\n甲一,乙七,师生\n", "C2": "法官,律师,来源\n甲一,乙七,\n"} {
		if rec := w.declared("pair", "cols.col_strata", "庭", "relations_file", list(text)); rec.Code != 422 || !strings.Contains(rec.Body.String(), what) {
			t.Errorf("a list without %s: %d", what, rec.Code)
		}
	}
	run = path(w.declared("pair", "cols.col_strata", "庭", "cols.col_strata", "月份", "relations_file", list("法官,律师,关系,出处\n甲一,乙七,师生,申报表第3页\n甲二,乙三,同学,申报表第4页\n甲三,乙三,近亲属,来信核实\n")).Header().Get("Location"))
	w.reads("the list from a file", w.page("chenxiao", run), "申报了关系的 3 对")
	w.silent("the list from a file", w.page("chenxiao", run)+w.page("member", run), "申报表", "乙三")
	w.did("linlan", run+"/open", "confirm", "1")
	w.reads("its lead", w.page("chenxiao", leadLink.FindString(w.page("chenxiao", run))), "甲一 × 乙七", "申报的关系", "师生", "来源：申报表第3页")
}
