// Package screenrun is the life of one screening (筛查): what will be tested, by
// which detector, in which strata and with which parameters, is declared and
// stands in the record before any result is opened. The declared runs together
// are the test ledger (检验台账): nobody can try until something shows.
package screenrun

import (
	"cmp"
	"slices"
	"strings"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
)

// Detectors, in words.
var Detectors = []act.Word{
	{Code: "pair", Zh: "承办人与相对人相遇过多", En: "subject and partner meet more often than chance gives"},
	{Code: "monitor", Zh: "按月监测相遇（e 值，可以随时看）", En: "meetings month by month (e-values, may be looked at any time)"},
	{Code: "outcome", Zh: "结果比例不同于同层", En: "a subject's share of an outcome differs from its strata"},
	{Code: "pair-outcome", Zh: "相对人在某承办人处的结果不同", En: "a partner fares otherwise before one subject"},
	{Code: "advantage", Zh: "第二步：相对人在此处的结果好于双方各自的记录", En: "second stage: a partner fares better here than both their records give"},
	{Code: "funnel", Zh: "均值超出正常差异（漏斗图）", En: "a mean beyond the honest spread (funnel)"},
	{Code: "assignment", Zh: "分案过程偏离随机（按池）", En: "assignment within a pool departs from chance"},
	{Code: "bunching", Zh: "临近期限集中结案", En: "closing bunched before the limit"},
	{Code: "december", Zh: "年末办理方式变化", En: "the end of the year is unlike the rest"},
	{Code: "refiling", Zh: "期限前撤回又重新登记", En: "withdrawn before the limit and filed again"},
	{Code: "rule", Zh: "不合规则的案件（逐件核对，不涉及概率）", En: "cases that break a rule (checked one by one, no probability)"},
}

// Related are the detectors that can be limited to declared relations: a short
// list tests few hypotheses, and finds what is lost among all pairs.
var Related = []string{"pair", "monitor", "advantage"}

// File is what is screened: a file handed in, by the address of its content, or
// a register of the case book, by the delivery that counted when it was declared.
type File struct {
	Hash     string `json:"hash,omitempty"`
	Name     string `json:"name"`
	Register string `json:"register,omitempty"` // id in the case book
	Delivery int64  `json:"delivery,omitempty"` // its number, from 1
	Year     int64  `json:"year,omitempty"`     // of the case numbers, 0 all

	Relations string `json:"relations,omitempty"` // declared relations: the address of the list, "" every pair is tested
}

// Columns say which column plays which part; "" is not given.
type Columns struct {
	ID      string   `json:"id" form:"col_id"`
	Subject string   `json:"subject" form:"col_subject"`
	Partner string   `json:"partner,omitempty" form:"col_partner"`
	Outcome string   `json:"outcome,omitempty" form:"col_outcome"`
	Strata  []string `json:"strata,omitempty" form:"col_strata"`
	Series  string   `json:"series,omitempty" form:"col_series"`
	Time    string   `json:"time,omitempty" form:"col_time"`
	Weight  string   `json:"weight,omitempty" form:"col_weight"`
	Party   string   `json:"party,omitempty" form:"col_party"`
	Date    string   `json:"date,omitempty" form:"col_date"`
	Period  string   `json:"period,omitempty" form:"col_period"` // of the monitor; its names sort in time
}

// Params are the parameters, as declared.
type Params struct {
	Detector string  `json:"detector" form:"detector"`
	MinN     int64   `json:"min_n" form:"min_n"`
	MinMeet  int64   `json:"min_meet" form:"min_meet"`
	Tail     string  `json:"tail,omitempty" form:"tail"`
	Null     string  `json:"null,omitempty" form:"null"`
	Omega0   float64 `json:"omega0" form:"omega0"`
	M        string  `json:"m,omitempty" form:"m"`
	Q        float64 `json:"q" form:"q"`
	Permute  int64   `json:"permute" form:"permute"`
	Seed     int64   `json:"seed" form:"seed"`
	Window   float64 `json:"window,omitempty" form:"window"`
	MidP     bool    `json:"midp,omitempty" form:"midp"`
	Rule     string  `json:"rule,omitempty" form:"rule"` // of the case book, for the detector "rule"
}

// Band is a row of the power table: hypotheses with about the same information.
type Band struct {
	Lo    float64   `json:"lo"`
	Hi    float64   `json:"hi,omitempty"` // 0 open
	Count int64     `json:"count"`
	Power []float64 `json:"power,omitempty"`
}

// Planned is what margins alone say before results are opened.
type Planned struct {
	SHA256    string    `json:"sha256"` // of the register's content
	Rows      int64     `json:"rows"`
	Units     int64     `json:"units"`
	Strata    int64     `json:"strata"`
	M         int64     `json:"m"` // hypotheses
	NoSubject int64     `json:"no_subject"`
	NoPartner int64     `json:"no_partner"`
	NoOutcome int64     `json:"no_outcome"`
	Unknown   int64     `json:"unknown,omitempty"` // of a rule: cases that cannot be judged
	Related   int64     `json:"related,omitempty"` // pairs on the list of declared relations
	Threshold float64   `json:"threshold"`
	Ratios    []float64 `json:"ratios,omitempty"`
	Bands     []Band    `json:"bands,omitempty"`
}

// Point is one tested hypothesis on the plot, without a name.
type Point struct {
	E float64 `json:"e"` // expected
	O float64 `json:"o"` // observed
}

// Bare is what the same data give when the strata are left out: beside the run,
// it shows why they matter.
type Bare struct {
	M       int64   `json:"m"`
	Flagged int64   `json:"flagged"`
	SDZ     float64 `json:"sd_z"`
}

// Month is one period of a monitor: how many pairs were newly flagged in it.
type Month struct {
	Name    string `json:"name"`
	Flagged int64  `json:"flagged"`
}

// Found is what the run found, without names: those stand on the leads.
type Found struct {
	Program      string   `json:"program"` // version that computed it
	M            int64    `json:"m"`
	Tested       int64    `json:"tested"`
	Flagged      int64    `json:"flagged"`
	Raised       int64    `json:"raised"` // leads; fewer where more are flagged than can be looked at
	SDZ          float64  `json:"sd_z"`
	Permutations int64    `json:"permutations"`
	FlagsPerRun  float64  `json:"flags_per_run"`
	ShareP05     float64  `json:"share_p05"`
	Points       []Point  `json:"points,omitempty"`
	Bare         *Bare    `json:"bare,omitempty"`
	Months       []Month  `json:"months,omitempty"`
	NotesZh      []string `json:"notes_zh,omitempty"`
	Notes        []string `json:"notes,omitempty"`
}

// Run is one screening.
type Run struct {
	act.Head
	Title    string
	Purpose  string // why these data are screened for this
	Organ    string // whose register it is
	Campaign string
	Period   string // of the register, in words
	File     File
	Cols     Columns
	Params   Params
	Planned  Planned
	Found    Found
	Lists    []Relations // of declared relations, the last counts
	Ended    string      // why it was withdrawn unopened
}

// Life of a run.
var Life = act.Life{
	Kind: "screening", Zh: "筛查", En: "Screening",
	States: []act.State{
		{Code: "declared", Zh: "已登记检验计划", En: "Declared", Tone: "act", Open: true},
		{Code: "opened", Zh: "已开启结果", En: "Opened", Tone: "ok"},
		{Code: "withdrawn", Zh: "未开启即撤回", En: "Withdrawn unopened"},
	},
	Verbs: []act.Verb{
		{Do: "screening.declare", Zh: "登记检验计划", En: "Declare a screening", SayZh: "数据、检测方法、分层和参数记入台账，此后不能修改；结果要另行开启。", SayEn: "Data, detector, strata and parameters enter the ledger and cannot be changed; results are opened by another act."},
		{Do: "screening.open", Zh: "开启结果", En: "Open the results", SayZh: "按登记的参数计算一次；标出的每一处成为一条筛查线索，等待人工核查。同一计划不能再算第二次。", SayEn: "Computed once with the declared parameters; each flag becomes a lead for people to look at. The plan cannot be computed again."},
		{Do: "screening.relate", Zh: "提供关系名单", En: "Supply the list of relations", SayZh: "每行承办人、相对人、关系、来源，有证件编号的写证件编号。名单只用来提示评查员回避，不改变检验计划；加密保存。原来的名单不再用。", SayEn: "In each line subject, partner, relation and source, with certificate numbers where they are known. It only tells which reviewers step back and changes no plan; it is kept encrypted and takes the place of the earlier one."},
		{Do: "screening.unrelate", Zh: "收回关系名单", En: "Withdraw the list of relations", SayZh: "此后不再因为这份名单提示回避；已经作出的更换不变，名单的来历和收回的理由留在台账里。", SayEn: "Nobody steps back on account of it any more; replacements already made stand, and the ledger keeps where the list was from and why it was withdrawn."},
		{Do: "screening.withdraw", Zh: "撤回计划", En: "Withdraw", SayZh: "不开启结果；计划和理由仍留在台账里。", SayEn: "Results stay unopened; plan and reason stay in the ledger."},
	},
	Steps: []act.Step{
		{From: act.In(act.Birth), Do: "screening.declare", To: []string{"declared"}, Who: []act.Role{access.Clerk}, Basis: "local"},
		{From: act.In("declared"), Do: "screening.open", To: []string{"opened"}, Who: []act.Role{access.Director}, Not: []act.Name{"screening.declare"}, Basis: "local", Main: true},
		{From: act.In("declared", "opened"), Do: "screening.relate", To: []string{act.Same}, Who: []act.Role{access.Clerk, access.Director}, Basis: "local"},
		{From: act.In("declared", "opened"), Do: "screening.unrelate", To: []string{act.Same}, Who: []act.Role{access.Clerk, access.Director}, Basis: "local"},
		{From: act.In("declared"), Do: "screening.withdraw", To: []string{"withdrawn"}, Who: []act.Role{access.Clerk, access.Director}, Basis: "local"},
	},
}

// Matter lists a run; its detector as class.
func (r Run) Matter() act.Matter {
	t := act.Matter{Title: r.Title, Via: r.Params.Detector, Organ: r.Organ, Campaign: r.Campaign, Words: strings.Join([]string{r.Purpose, r.Period}, "\n")}
	if r.Organ != "" {
		t.Named = []string{r.Organ}
	}
	return t
}

// Declare (登记检验计划) writes the plan into the ledger.
type Declare struct {
	Title     string       `json:"title" form:"title"`
	Purpose   string       `json:"purpose" form:"purpose"`
	Organ     string       `json:"organ" form:"organ"`
	Campaign  string       `json:"campaign,omitempty" form:"campaign"`
	Period    string       `json:"period" form:"period"`
	Hash      string       `json:"hash,omitempty" form:"hash"`
	Register  string       `json:"register,omitempty" form:"register"`
	Year      int64        `json:"year,omitempty" form:"year"`
	Relations string       `json:"relations,omitempty" form:"relations"`
	ListName  string       `json:"list_name,omitempty" form:"list_name"` // file name of the list
	FileName  string       `json:"file_name" form:"file_name"`
	Cols      Columns      `json:"columns" form:"cols"`
	Params    Params       `json:"params" form:"params"`
	Needs     DeclareNeeds `json:"-"`
}

// DeclareNeeds are facts of the register of organs, the campaign and the file.
type DeclareNeeds struct {
	Ours     bool
	Campaign bool
	Kept     *Kept // of the register of the case book, nil there is none
	Planned  Planned
	Listed   int64    // lines of the list of relations
	Wrong    *Trouble // why the file cannot be screened like that
}

// Kept is a register of the case book, as the office found it.
type Kept struct {
	Organ    string
	Name     string
	Delivery int64
}

// Trouble is a refusal by the engine, with the field it is about.
type Trouble struct{ Field, Zh, En string }

func (t *Trouble) Error() string { return t.Zh + " / " + t.En }

func (Declare) Name() act.Name { return "screening.declare" }
func (Declare) On() string     { return "" }

// Series numbers the entries of the ledger.
func (Declare) Series(r Run, m act.Moment) (string, string) {
	year := m.Day()[:4]
	return "screening/" + r.Place + "/" + year, m.Prefix + "监筛〔" + year + "〕%d号"
}

// Do declares it. Strata must be named: without the true assignment pool
// specialisation looks like steering (finding 2 of the screening design).
func (a Declare) Do(r Run, m act.Moment) (Run, error) {
	var k act.Check
	k.Length("title", a.Title, 4, 60, "名称 4 到 60 个字。", "The title has 4 to 60 characters.")
	k.Length("purpose", a.Purpose, 4, 500, "写明为什么检验这一项（4 到 500 字）。", "Say why this is tested (4 to 500 characters).")
	k.Length("period", a.Period, 2, 60, "写明数据的期间，例如 2025 年度结案。", "Say which period the data cover.")
	k.Caseless("title", a.Title)
	k.Caseless("purpose", a.Purpose)
	k.Want(a.Organ != "" && a.Needs.Ours, "organ", "请选择提供登记的本级机关。", "Choose the organ of this level whose register it is.")
	k.Want(a.Campaign == "" || a.Needs.Campaign, "campaign", "没有这个专项。", "There is no such campaign.")
	k.Want(slices.ContainsFunc(Detectors, func(w act.Word) bool { return w.Code == a.Params.Detector }), "params.detector", "请选择检测方法。", "Choose the detector.")
	if a.Register == "" {
		k.Want(a.Hash != "", "hash", "请上传登记，或者从案件库选一本。", "Upload a register, or take one of the case book.")
	} else {
		k.Want(a.Hash == "" && a.Needs.Kept != nil, "register", "案件库里没有这本登记簿。", "There is no such register in the case book.")
		k.Want(a.Needs.Kept == nil || a.Needs.Kept.Organ == a.Organ, "organ", "这本登记簿不是这个机关的。", "The register is another organ's.")
	}
	k.Want(a.Cols.ID != "", "cols.col_id", "请选择案件编号列：标出的线索要能列出案件。", "Choose the column of the case id: a lead lists its cases.")
	k.Want(a.Cols.Subject != "", "cols.col_subject", "请选择承办人列。", "Choose the column of the subject.")
	if a.Params.Detector == "rule" {
		k.Want(a.Register != "", "register", "按规则核对只用案件库的登记簿。", "Rules are checked on a register of the case book.")
		k.Want(a.Params.MinN >= 1 && a.Params.MinMeet >= 1, "params.min_meet", "件数至少为 1。", "At least one case.")
	}
	k.Want(a.Params.Detector == "rule" || len(a.Cols.Strata) > 0, "cols.col_strata", "请至少选择一个分层列：只与真正同一个分案池的案件比较。", "Choose at least one column of the strata: cases are compared within the true assignment pool.")
	k.Want(a.Params.Detector != "monitor" || a.Cols.Period != "", "cols.col_period", "请选择期间列，例如结案月份。", "Choose the column of the period, say the month of closing.")
	k.Want(a.Relations == "" || slices.Contains(Related, a.Params.Detector), "relations", "关系名单只用于有相对人的检测方法。", "A list of relations is for detectors with a partner.")
	k.Want(a.Params.Detector == "rule" || a.Params.Detector == "monitor" || a.Params.Permute >= 1 && a.Params.Permute <= 1000, "params.permute", "置换 1 到 1000 次：名单旁必须有校准。", "1 to 1,000 permutations: calibration stands beside every list.")
	if w := a.Needs.Wrong; w != nil {
		k.Want(false, w.Field, w.Zh, w.En)
	}
	if err := k.Err(); err != nil {
		return r, err
	}
	r.Number, r.Serial = m.Number, m.Serial
	r.Title, r.Purpose, r.Organ, r.Campaign, r.Period = strings.TrimSpace(a.Title), strings.TrimSpace(a.Purpose), a.Organ, a.Campaign, strings.TrimSpace(a.Period)
	r.File = File{Hash: a.Hash, Name: a.FileName}
	if g := a.Needs.Kept; a.Register != "" && g != nil {
		r.File = File{Name: g.Name, Register: a.Register, Delivery: g.Delivery, Year: a.Year}
	}
	if r.File.Relations = a.Relations; a.Relations != "" {
		r.take(m, a.Relations, cmp.Or(strings.TrimSpace(a.ListName), "页面填写的名单"), a.Needs.Listed)
	}
	r.Cols, r.Params, r.Planned = a.Cols, a.Params, a.Needs.Planned
	return r, nil
}

// Open (开启结果) computes once, as declared.
type Open struct {
	ID    string    `json:"id" form:"id"`
	Needs OpenNeeds `json:"-"`
}

// OpenNeeds is what the engine found in the declared register.
type OpenNeeds struct {
	SHA256 string
	Found  Found
	Flags  []Flag
	Wrong  *Trouble
}

// Flag is one flagged hypothesis with what stands behind it; each becomes a lead.
type Flag struct {
	Subject, Partner string
	N                int64
	Value, Expected  float64
	Variance         float64
	P, Adjusted      float64
	Effect, Lo, Hi   *float64 // nil infinite or unknown
	Parts            []Part
	Cases            []string
	E                *float64 // of the monitor: the greatest e-value
	Since            string   // period in which it was first flagged
	Tie              Tie
}

// Tie is what a list of declared relations says of two people.
type Tie struct {
	Declared         bool
	Relation, Source string // "" the list does not say
}

// Part is one stratum of a flag.
type Part struct {
	Name             string
	N, Own, Hit, Met int64
	Expected         float64
}

func (Open) Name() act.Name { return "screening.open" }
func (a Open) On() string   { return a.ID }

// Do opens it. The register must be the declared one, byte for byte.
func (a Open) Do(r Run, m act.Moment) (Run, error) {
	if w := a.Needs.Wrong; w != nil {
		return r, act.Refuse(act.NotNow, "登记的数据不能按计划检验："+w.Zh, "The declared data cannot be screened as planned: "+w.En)
	}
	if a.Needs.SHA256 != r.Planned.SHA256 {
		return r, act.Refuse(act.Conflict, "数据与登记时不同，不能开启。", "The data are not those declared.")
	}
	r.Found = a.Needs.Found
	return r, nil
}

// Withdraw (撤回计划) leaves results unopened.
type Withdraw struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Withdraw) Name() act.Name { return "screening.withdraw" }
func (a Withdraw) On() string   { return a.ID }

// Do withdraws it.
func (a Withdraw) Do(r Run, m act.Moment) (Run, error) {
	var k act.Check
	k.CaselessReason(a.Reason)
	r.Ended = strings.TrimSpace(a.Reason)
	return r, k.Err()
}
