package casebook

// Limit is the time limit of one procedure: how long it may take, counted from
// docketing or receipt, before exclusions and extensions. Terms were read in
// the texts cited; the counting rules are SX00's (start the day after, subtract
// what is excluded), its numbers are not, for later laws replaced them.
type Limit struct {
	ID, Zh, En string
	Branch     string // civil | criminal | admin | execution | procuratorate
	Procedure  string // our code of the procedure or stage
	Term       string // as law.ParseTerm reads it
	Long       string // the longer term of the same article where a fact of the case allows it, "" none
	LongFact   string // the field that says so; where it is empty between the two nothing is concluded
	Extend     string // in all, "" where the article names none; longer needs the court above
	By         string // who approves, for the explanation
	Restarts   bool   // a change of procedure begins the count anew (criminal), civil goes on
	Source     string
	From, To   string // days of docketing to which it applies
}

var limitData = []Limit{
	{ID: "civil.ordinary", Zh: "民事普通程序一审", En: "civil, ordinary, first instance", Branch: "civil", Procedure: "ordinary", Term: "6m", Extend: "6m", By: "本院院长", Source: "CVL 152"},
	{ID: "civil.summary", Zh: "民事简易程序", En: "civil, summary", Branch: "civil", Procedure: "summary", Term: "3m", Extend: "1m", By: "本院院长", Source: "CVL 164"},
	{ID: "civil.small", Zh: "小额诉讼", En: "small claims", Branch: "civil", Procedure: "small", Term: "2m", Extend: "1m", By: "本院院长", Source: "CVL 168"},
	{ID: "civil.second", Zh: "民事二审判决", En: "civil, second instance, judgment", Branch: "civil", Procedure: "second", Term: "3m", By: "本院院长", Source: "CVL 183"},
	{ID: "civil.second.ruling", Zh: "民事二审裁定", En: "civil, second instance, ruling", Branch: "civil", Procedure: "second.ruling", Term: "30d", Source: "CVL 183"},
	{ID: "civil.special", Zh: "民事特别程序", En: "civil, special procedure", Branch: "civil", Procedure: "special", Term: "30d", By: "本院院长", Source: "CVL 187"},
	{ID: "civil.review", Zh: "再审申请审查", En: "review of a petition for retrial", Branch: "civil", Procedure: "review", Term: "3m", By: "本院院长", Source: "CVL 215"},
	{ID: "criminal.ordinary", Zh: "刑事公诉一审", En: "criminal, first instance", Branch: "criminal", Procedure: "ordinary", Term: "3m", Extend: "3m", By: "上一级法院", Restarts: true, Source: "CPL 208"},
	{ID: "criminal.private", Zh: "刑事自诉（未羁押）", En: "private prosecution, not in custody", Branch: "criminal", Procedure: "private", Term: "6m", Restarts: true, Source: "CPL 212"},
	{ID: "criminal.summary", Zh: "刑事简易程序", En: "criminal, summary", Branch: "criminal", Procedure: "summary", Term: "20d", Long: "45d", LongFact: "severe", Restarts: true, Source: "CPL 220"},
	{ID: "criminal.fast", Zh: "刑事速裁程序", En: "criminal, fast track", Branch: "criminal", Procedure: "fast", Term: "10d", Long: "15d", LongFact: "severe", Restarts: true, Source: "CPL 225"},
	{ID: "criminal.second", Zh: "刑事二审", En: "criminal, second instance", Branch: "criminal", Procedure: "second", Term: "2m", Extend: "2m", By: "高级法院", Restarts: true, Source: "CPL 243"},
	{ID: "criminal.retrial", Zh: "刑事再审", En: "criminal, retrial", Branch: "criminal", Procedure: "retrial", Term: "3m", Extend: "3m", Restarts: true, Source: "CPL 258"},
	{ID: "criminal.commutation", Zh: "减刑、假释", En: "commutation and parole", Branch: "criminal", Procedure: "commutation", Term: "1m", Extend: "1m", Source: "JX14 1"},
	{ID: "admin.ordinary", Zh: "行政一审", En: "administrative, first instance", Branch: "admin", Procedure: "ordinary", Term: "6m", By: "高级法院", Source: "APL 81"},
	{ID: "admin.summary", Zh: "行政简易程序", En: "administrative, summary", Branch: "admin", Procedure: "summary", Term: "45d", Source: "APL 83"},
	{ID: "admin.second", Zh: "行政二审", En: "administrative, second instance", Branch: "admin", Procedure: "second", Term: "3m", By: "高级法院", Source: "APL 88"},
	{ID: "execution", Zh: "执行", En: "execution", Branch: "execution", Procedure: "execution", Term: "6m", Extend: "3m", By: "本院院长", Source: "SX00 5"},
	{ID: "execution.admin", Zh: "非诉执行", En: "non-litigation enforcement", Branch: "execution", Procedure: "execution.admin", Term: "3m", Extend: "3m", By: "本院院长", Source: "SX00 5"},
	{ID: "procuratorate.arrest", Zh: "审查逮捕", En: "review of arrest", Branch: "procuratorate", Procedure: "arrest", Term: "7d", Source: "CPL 91"},
	{ID: "procuratorate.charge", Zh: "审查起诉", En: "review for prosecution", Branch: "procuratorate", Procedure: "charge", Term: "1m", Extend: "15d", Restarts: true, Source: "CPL 172, 175"},
	{ID: "procuratorate.charge.fast", Zh: "审查起诉（速裁）", En: "review for prosecution, fast track", Branch: "procuratorate", Procedure: "charge.fast", Term: "10d", Long: "15d", LongFact: "severe", Restarts: true, Source: "CPL 172", From: "2018-10-26"},
}

// Limits lists the time limits.
func Limits() []Limit { return limitData }
