package programme

import (
	"strings"
	"testing"

	"hengjian/internal/walk"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

var every = []act.Act[Programme]{File{}, Amend{}, Note{}, AddComment{}, AnswerComment{}, Finish{}, Withdraw{}}

var life = walk.Of(&Life, every...)

const (
	fang = "fang" // liaison
	lin  = "lin"  // clerk
)

var needs = Needs{Campaign: true, About: "规范执法专项监督", From: "市公安局", Requirements: map[string]bool{"r1": true, "u:r2": true}}

func plan() Body {
	return Body{Sort: "inspection", Title: "市公安局自查方案", Requirements: []string{"r1", "u:r2"}, Text: "逐所检查讯问录音录像设备和台账，按月抽查，结果通报。", Lead: "法制支队", Since: "2026-03-02", Until: "2026-04-30"}
}

func TestAProgrammeFromFilingToItsEnd(t *testing.T) {
	w := life.Start(t)
	bad := plan()
	bad.Requirements = []string{"r9"}
	w.No(act.Invalid, "requirements", fang, access.Liaison, File{Campaign: "c", Body: bad, Needs: needs})
	w.No(act.Invalid, "campaign", fang, access.Liaison, File{Campaign: "c", Body: plan()})
	bad = plan()
	bad.Text = "对（2026）明0102刑初12号案重新办理，确保结果公正合法。"
	w.No(act.Invalid, "text", fang, access.Liaison, File{Campaign: "c", Body: bad, Needs: needs})
	bad = plan()
	bad.Until = "2026-01-01"
	w.No(act.Invalid, "until", fang, access.Liaison, File{Campaign: "c", Body: bad, Needs: needs})
	w.Do(fang, access.Liaison, File{Campaign: "c", Body: plan(), Needs: needs})
	w.Is("filed")
	w.Do(lin, access.Clerk, AddComment{Text: "建议与检察机关的专项检查错开时间。"})
	w.No(act.Invalid, "text", lin, access.Clerk, AddComment{Text: "请就（2026）明0102刑初12号案改判。"})
	w.No(act.Invalid, "comment", fang, access.Liaison, AnswerComment{Comment: 2, Text: "采纳，延后一周。"})
	w.Do(fang, access.Liaison, AnswerComment{Comment: 1, Text: "采纳，延后一周。"})
	w.No(act.NotNow, "", fang, access.Liaison, AnswerComment{Comment: 1, Text: "再说一次。"})
	w.Do(lin, access.Clerk, Note{})
	w.Is("noted")
	next := plan()
	next.Until = "2026-05-07"
	w.No(act.Invalid, "reason", fang, access.Liaison, Amend{Body: next, Needs: needs})
	w.No(act.Invalid, "text", fang, access.Liaison, Amend{Body: plan(), Reason: "没有改动", Needs: needs})
	w.Do(fang, access.Liaison, Amend{Body: next, Reason: "与检察机关错开", Needs: needs})
	w.Is("filed")
	if len(w.S.Former) != 1 || w.S.Former[0].Until != "2026-04-30" || w.S.Until != "2026-05-07" {
		t.Errorf("%+v", w.S)
	}
	next.Lead = "督察支队"
	w.Do(fang, access.Liaison, Amend{Body: next, Reason: "牵头部门调整", Needs: needs})
	w.Do(lin, access.Clerk, Note{})
	w.Do(lin, access.Director, AddComment{Text: "设备台账也请一并核对。"})
	w.Do("tang", access.Chief, AnswerComment{Comment: 2, Text: "已经列入检查表。"})
	w.Do("tang", access.Chief, Finish{Result: "检查二十一个派出所，更换设备九套，制度上墙。"})
	w.Is("finished")
	w.Do(lin, access.Clerk, AddComment{Text: "保存期限的情况请补充说明。"})
	w.Do(fang, access.Liaison, AnswerComment{Comment: 3, Text: "均已达到九十日。"})
	w.Do(fang, access.Liaison, Withdraw{Reason: "并入新的方案"})
	w.Is("withdrawn")
}

// Of a Party committee's programme number and date are kept, nothing else.
func TestAPartyCommitteesProgrammeIsAReference(t *testing.T) {
	b := Body{Sort: "party", Title: "市公安局党委专项方案", Document: "明公党〔2026〕7号，2026年3月1日"}
	w := life.Start(t)
	for field, f := range map[string]func(*Body){
		"text": func(b *Body) { b.Text = "开展一次全面的作风整顿和教育活动，逐级负责。" }, "files": func(b *Body) { b.Files = []string{strings.Repeat("a", 64)} }, "document": func(b *Body) { b.Document = "" }} {
		x := b
		f(&x)
		w.No(act.Invalid, field, fang, access.Liaison, File{Campaign: "c", Body: x, Needs: needs})
	}
	w.Do(fang, access.Chief, File{Campaign: "c", Body: b, Needs: needs})
	w.Do(fang, access.Liaison, Withdraw{Reason: "文号有误"})

	other := life.Start(t)
	other.Do(fang, access.Liaison, File{Campaign: "c", Body: plan(), Needs: needs})
	other.Do(fang, access.Liaison, Finish{Result: "按方案检查完毕，问题清单另报。"})
	noted := life.Start(t)
	noted.Do(fang, access.Liaison, File{Campaign: "c", Body: plan(), Needs: needs})
	noted.Do(lin, access.Clerk, Note{})
	noted.Do(fang, access.Liaison, AmendOf(noted.S.Body))
	noted.Do(lin, access.Clerk, Note{})
	noted.Do(lin, access.Clerk, AddComment{Text: "时间安排可以再紧凑。"})
	noted.Do(fang, access.Liaison, AnswerComment{Comment: 1, Text: "同意，已调整。"})
	noted.Do(fang, access.Liaison, Finish{Result: "按方案检查完毕，问题清单另报。"})
	again := life.Start(t)
	again.Do(fang, access.Liaison, File{Campaign: "c", Body: plan(), Needs: needs})
	again.Do(lin, access.Clerk, Note{})
	again.Do(fang, access.Liaison, Withdraw{Reason: "另行报送"})
}

// AmendOf is a small change.
func AmendOf(b Body) Amend {
	b.Lead += "、督察支队"
	return Amend{Body: b, Reason: "增加牵头部门", Needs: needs}
}

// The walks stand before this one.
func TestZTable(t *testing.T) { life.Whole(t) }
