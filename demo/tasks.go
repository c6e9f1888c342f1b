package demo

import (
	"fmt"
	"strings"
	"time"

	"hengjian/cast"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/campaign"
	"hengjian/oversight/handover"
	"hengjian/oversight/task"
)

// errand is one task of the main campaign: who, by when, and what became of it.
// Days count back from the day on which the city stands.
type errand struct {
	code, title, content string
	owner                string // login of the staff, "@" and a kind of organ, "" nobody
	by                   string // login of who set it; "" 林晚
	demand               int    // which requirement it answers, counted from 1; 0 none
	set                  int    // days ago
	due                  int    // days from now, negative past; noDay none
	after                string // code of the task that comes first
	steps                []stride
}

const noDay = 9999

// stride is one step of a task.
type stride struct {
	ago  int
	do   string // accept progress block unblock report late confirm return cancel remind request hear council move
	text string
}

// errands: every state, thin ones, blocked ones, and the whole ladder.
var errands = []errand{
	{code: "t01", title: "印发自查提纲和问题清单样表", content: "对照方案逐项列出自查要点，附填报样表。", owner: "linwan", by: "zhaoheng", demand: 11, set: 45, due: -30, steps: []stride{
		{44, "accept", ""}, {40, "progress", "提纲初稿已成，征求四家机关意见。"}, {33, "report", "自查提纲和样表已印发四家机关，联络员均已签收。"}, {32, "confirm", "样表清楚，可以使用。"}}},
	{code: "t02", title: "建立专项监督联络员名册", content: "四家机关各一名联络员，含联系方式和替补。", owner: "chenyizhou", demand: 0, set: 45, due: -35, steps: []stride{
		{44, "accept", ""}, {38, "report", "名册已建立，共八人。"}, {37, "confirm", ""}}},
	{code: "t03", title: "走访十个基层派出所办案区", content: "看同步录音录像、看台账、与值班民警谈话，每所一份走访记录。", owner: "linwan", by: "zhaoheng", demand: 1, set: 40, due: 12, after: "t01", steps: []stride{
		{39, "accept", ""}, {30, "progress", "已走访三个所，两个所的录音录像保存期不足。"}, {14, "progress", "累计走访七个所，形成走访记录七份。"}}},
	{code: "t04", title: "走访看守所提讯登记和体检制度", owner: "chenyizhou", demand: 2, set: 38, due: 20, steps: []stride{{37, "accept", ""}, {20, "progress", "已与看守所约定走访时间。"}}},
	{code: "t05", title: "报送办案区同步录音录像设备台账", content: "按所队列出设备数量、完好率和保存期限。", owner: "@police", demand: 1, set: 36, due: -8, steps: []stride{
		{34, "accept", ""}, {25, "progress", "已下发统计表，十二个所队已报。"}, {9, "report", "全部所队台账已汇总报送，设备完好率见附表。"}, {7, "return", "缺三个派出所的保存期限，请补齐。"}}},
	{code: "t06", title: "报送涉案财物保管场所清单", owner: "@police", demand: 3, set: 36, due: -2, steps: []stride{{34, "accept", ""}, {3, "report", "保管场所清单已报送，均已明确责任人。"}}},
	{code: "t07", title: "报送不立案书面答复抽查情况", owner: "@police", demand: 5, set: 30, due: 15, steps: nil},
	{code: "t08", title: "梳理近两年不捕不诉说理情况", owner: "@procuratorate", demand: 4, set: 34, due: 25, steps: []stride{{33, "accept", ""}, {18, "progress", "已梳理上半年材料。"}}},
	{code: "t09", title: "执行款分配期限情况统计", content: "只报制度和时长分布，不报具体案件。", owner: "@court", demand: 6, set: 46, due: -37, steps: []stride{
		{44, "accept", ""}, {36, "remind", "任务已过完成日期，请告知目前进度和预计完成日期。"}, {29, "request", "工作中安排了执行款分配期限情况统计，现商请告知进度、存在的困难以及预计完成日期。"},
		{19, "hear", "执行局负责人到工委说明：系统升级，数据需要人工核对，预计两周完成。"}, {3, "council", "主任会议同意再给两周时间，完成后书面报告。"}}},
	{code: "t10", title: "立案信访窗口一次告知事项公开", owner: "@court", demand: 10, set: 40, due: -21, steps: []stride{
		{38, "accept", ""}, {19, "remind", "任务已过完成日期，请告知目前进度和预计完成日期。"}, {11, "request", "现商请告知窗口一次告知事项公开的进度和困难。"}}},
	{code: "t11", title: "社区矫正见人见事情况抽查方案", owner: "@justice", demand: 9, set: 38, due: -10, steps: []stride{{36, "accept", ""}, {8, "remind", "任务已过完成日期，请告知目前进度和预计完成日期。"}}},
	{code: "t12", title: "司法所社区矫正对象谈话记录整理", owner: "@justice", demand: 9, set: 26, due: 30, steps: []stride{{24, "accept", ""}, {15, "block", "两个司法所正在合并，档案暂时封存"}}},
	{code: "t13", title: "三个规定记录报告制度执行情况调研", owner: "shenlan", demand: 7, set: 33, due: 18, steps: []stride{{32, "accept", ""}, {20, "block", "座谈时间与有关单位冲突"}, {12, "unblock", "改在下旬分两场召开。"}, {6, "progress", "第一场座谈已召开，参加九人。"}}},
	{code: "t14", title: "律师与当事人交往规范座谈会", owner: "linwan", by: "zhaoheng", demand: 8, set: 28, due: -5, steps: []stride{
		{27, "accept", ""}, {2, "late", "座谈会已召开，形成记录一份。|参会律师代表出差，改期一周"}}},
	{code: "t15", title: "汇总自查主动发现的问题", owner: "chenyizhou", demand: 11, set: 20, due: 10, after: "t01", steps: []stride{{19, "accept", ""}, {8, "progress", "已收到两家机关的自查材料。"}}},
	{code: "t16", title: "拟定代表视察路线和邀请名单", owner: "linwan", by: "shenlan", demand: 0, set: 16, due: 6, steps: []stride{{15, "accept", ""}}},
	{code: "t17", title: "设计群众满意度问卷", owner: "shimin", demand: 0, set: 22, due: 16, steps: []stride{{21, "accept", ""}, {12, "progress", "问卷初稿十二题。"}}},
	{code: "t18", title: "来信来访反映问题月度分析", content: "按类别和机关汇总，少于五件的不单列。", owner: "shimin", demand: 0, set: 24, due: 9, steps: []stride{{23, "accept", ""}}},
	{code: "t19", title: "窗口受理专项监督来访的值班安排", owner: "shimin", demand: 0, set: 15, due: 20, steps: nil},
	{code: "t20", title: "收集外地专项监督做法", owner: "luzhiwei", demand: 0, set: 18, due: noDay, steps: []stride{{17, "accept", ""}}},
	{code: "t21", title: "羁押期限逐案提示机制调研", owner: "", demand: 2, set: 12, due: 40, steps: nil},
	{code: "t22", title: "整改成效回头看抽查方案", owner: "", demand: 12, set: 12, due: noDay, steps: nil},
	{code: "t23", title: "县级人大联动座谈", owner: "zhaoheng", by: "shenlan", demand: 0, set: 14, due: noDay, steps: nil},
	{code: "t24", title: "制作专项监督宣传海报", owner: "chenyizhou", demand: 0, set: 30, due: -14, steps: []stride{{29, "accept", ""}, {20, "cancel", "与公开方案的安排重复，不再单独制作"}}},
	{code: "t25", title: "起草专项监督中期情况报告", owner: "linwan", by: "zhaoheng", demand: 0, set: 10, due: 24, after: "t15", steps: []stride{{9, "accept", ""}, {4, "move", "等待自查汇总，顺延十天"}}},
}

// tasks lays the tasks out, each step in the order of time, then two
// hand-overs: one finished, one that waits for a signature.
func (s *seeder) tasks(add func(time.Time, func(time.Time) error)) {
	ids := map[string]string{}
	for i, e := range errands {
		by := e.by
		if by == "" {
			by = "linwan"
		}
		add(s.ago(e.set, 9*60+i), func(at time.Time) error {
			a := &task.Create{Work: task.Work{Title: e.title, Content: e.content, Campaign: s.campaigns["ZX-2026"], Requirement: s.demand(e.demand)}, Owner: s.errandOwner(e.owner)}
			if e.due != noDay {
				a.Due = act.DayOf(s.city.Now.AddDate(0, 0, e.due))
			}
			ans, err := s.do(s.people[s.login(by)], a, at, nil, "task", e.code)
			ids[e.code] = ans.Subject
			return err
		})
		if e.after != "" {
			add(s.ago(e.set, 11*60+i), func(at time.Time) error {
				_, err := s.do(s.people[s.login(by)], &task.Depend{ID: ids[e.code], Depends: []string{ids[e.after]}}, at, nil, "task", e.code, "depend")
				return err
			})
		}
		for k, st := range e.steps {
			add(s.ago(st.ago, 14*60+i), func(at time.Time) error { return s.stride(e, st, k, ids[e.code], at) })
		}
	}
	s.handovers(add)
}

// ago is a moment some days before the city's day.
func (s *seeder) ago(days, minute int) time.Time {
	y, m, d := s.city.Now.In(cast.Shanghai).AddDate(0, 0, -days).Date()
	return time.Date(y, m, d, minute/60, minute%60, 0, 0, cast.Shanghai)
}

// demand is the n-th requirement of the main campaign's plan, "" while the plan
// has none.
func (s *seeder) demand(n int) string {
	c, err := s.o.Subject(s.ctx, s.people[s.login("zhaoheng")], "campaign", s.campaigns["ZX-2026"])
	if err != nil || n == 0 {
		return ""
	}
	if rs := requirements(c); n <= len(rs) {
		return rs[n-1]
	}
	return ""
}

func (s *seeder) errandOwner(owner string) (o task.Owner) {
	kind, organ := strings.CutPrefix(owner, "@")
	switch {
	case organ:
		o.Organ = s.organs[s.city.CityOrgan(kind)]
	case owner != "":
		o.Person, o.Body = s.people[s.login(owner)].ID, "监察司法工委"
	}
	return o
}

// at the organs: who answers for tasks there.
var organStaff = map[string]string{"@police": "fangzhou", "@procuratorate": "pannian", "@court": "songmo", "@justice": "xiayu"}

func (s *seeder) stride(e errand, st stride, k int, id string, at time.Time) error {
	owner := e.owner
	if l := organStaff[owner]; l != "" {
		owner = l
	}
	who, by := s.people[s.login(owner)], s.people[s.login("linwan")]
	if e.owner == "linwan" {
		by = s.people[s.login("zhaoheng")]
	}
	head := s.people[s.login("zhaoheng")]
	one := func(who access.Person, a any, body *act.Body) error {
		_, err := s.do(who, a, at, body, "task", e.code, "step", k)
		return err
	}
	switch st.do {
	case "accept":
		return one(who, &task.Accept{ID: id}, nil)
	case "progress":
		return one(who, &task.AddProgress{ID: id, Text: st.text}, nil)
	case "block":
		return one(who, &task.Block{ID: id, Text: st.text, Help: "请工委协调日期"}, nil)
	case "unblock":
		return one(by, &task.Unblock{ID: id, Text: st.text}, nil)
	case "report":
		return one(who, &task.ReportDone{ID: id, Text: st.text}, nil)
	case "late":
		text, why, _ := strings.Cut(st.text, "|")
		return one(who, &task.ReportDone{ID: id, Text: text, Late: why}, nil)
	case "confirm":
		return one(by, &task.Confirm{ID: id, Note: st.text}, nil)
	case "return":
		return one(by, &task.Return{ID: id, Reason: st.text}, nil)
	case "cancel":
		return one(by, &task.Cancel{ID: id, Reason: st.text}, nil)
	case "move":
		return one(by, &task.SetDue{ID: id, Due: act.DayOf(s.city.Now.AddDate(0, 0, e.due+10)), Reason: st.text}, nil)
	case "remind":
		return one(by, &task.Remind{ID: id, Text: st.text}, nil)
	case "request":
		return one(head, &task.Request{ID: id, Text: st.text}, nil)
	case "hear":
		return one(head, &task.Hear{ID: id, Text: st.text}, nil)
	case "council":
		return one(by, &task.Council{ID: id, Text: st.text}, council(at, ""))
	}
	return fmt.Errorf("no step of a task is called %s", st.do)
}

// handovers: 施敏 has gone to another post and 丁若愚 has what she had; 陈一舟
// goes soon, and 林晚 has not signed yet.
func (s *seeder) handovers(add func(time.Time, func(time.Time) error)) {
	who := func(login string) access.Person { return s.people[s.login(login)] }
	var done string
	add(s.ago(5, 9*60+40), func(at time.Time) error {
		a := &handover.Propose{Takers: []handover.Split{{To: who("dingruoyu").ID}}, Until: act.DayOf(s.city.Now), Reason: "轮岗到办公室"}
		ans, err := s.do(who("shimin"), a, at, nil, "handover", "shimin")
		done = ans.Subject
		return err
	})
	add(s.ago(4, 15*60+10), func(at time.Time) error {
		_, err := s.do(who("dingruoyu"), &handover.Accept{ID: done}, at, nil, "handover", "shimin", "accepted")
		return err
	})
	add(s.ago(3, 10*60+5), func(at time.Time) error {
		_, err := s.do(who("zhaoheng"), &handover.Confirm{ID: done}, at, nil, "handover", "shimin", "confirmed")
		return err
	})
	add(s.ago(1, 16*60+20), func(at time.Time) error {
		a := &handover.Propose{Takers: []handover.Split{{To: who("linwan").ID}}, Until: act.DayOf(s.city.Now.AddDate(0, 0, 14)), Reason: "借调到市委政法委"}
		_, err := s.do(who("chenyizhou"), a, at, nil, "handover", "chenyizhou")
		return err
	})
}

// requirements are the keys of a plan's requirements in their order.
func requirements(c any) (out []string) {
	x, ok := c.(*campaign.Campaign)
	if !ok {
		return nil
	}
	for _, r := range x.Plan.Requirements {
		out = append(out, r.Key)
	}
	return out
}
