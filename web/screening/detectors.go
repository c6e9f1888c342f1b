package screening

import (
	"net/url"
	"slices"

	"hengjian/oversight/screenrun"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// detector is what the form asks for one detector, and what it says of it.
type detector struct {
	code     string
	zh, en   string    // short
	what     [2]string // what it looks for
	blind    [2]string // what it cannot see
	columns  []string
	numbers  []string
	relation bool
}

// detectors in the order of the form. A rule is checked on a register of the
// case book, from its own page.
var detectors = []detector{
	{"pair", "相遇", "Meetings", [2]string{"同一分案池里，某承办人与某相对人（律师、鉴定机构、管理人、调查人）相遇的次数是否多于随机分案所能给出的。", "Within one assignment pool: do a subject and a partner (lawyer, appraiser, administrator, investigator) meet more often than random assignment gives?"},
		[2]string{"登记里没有的关系看不到；相遇少的对子即使有问题也多半标不出来。", "Ties that no register holds are not seen; pairs with few meetings are mostly missed even where something is there."}, []string{"partner", "series"}, []string{"omega0", "min_meet"}, true},
	{"monitor", "按月监测", "Month by month", [2]string{"同上，但逐月累计证据：每个月都可以看，看多少次都不增加误报；某个月标出的，以后一直有记录。", "The same, but evidence adds up month by month: it may be looked at each month without more false alarms, and the month of a flag stands."},
		[2]string{"比一次性检验谨慎，要更多个月才标出。", "More cautious than one test at the end; it takes more months."}, []string{"partner", "period", "series"}, []string{"omega0", "min_meet"}, true},
	{"outcome", "结果比例", "Outcomes", [2]string{"某承办人（或者单位）一种结果的件数，是否与同层其他人不同。", "Is a subject's (or unit's) share of an outcome unlike that of its strata?"},
		[2]string{"案件难易没有登记的，看不到；不同不等于不对。", "What makes cases differ and is not on record is not seen; other is not wrong."}, []string{"outcome", "series"}, []string{"min_n"}, false},
	{"pair-outcome", "某人处的结果", "Pair outcomes", [2]string{"某相对人在某承办人处的结果，是否与该承办人的其他案件不同。", "Does a partner fare otherwise before one subject than the subject's other cases?"},
		[2]string{"相对人本来就强的也会标出；应当接着做第二步。", "A strong partner is flagged too; go on with the second stage."}, []string{"partner", "outcome"}, []string{"min_n"}, false},
	{"advantage", "第二步", "Second stage", [2]string{"扣除相对人自己的水平和承办人自己的尺度以后，这一对的结果是否仍然偏高。用于已经标出的或者申报了关系的对子。", "After the partner's own skill and the subject's own leniency are taken out, is the pair's result still high? For pairs that were flagged or whose relation was declared."},
		[2]string{"件数少时把握很小：50 件以下几乎看不出。", "With few cases it finds little: below 50 next to nothing."}, []string{"partner", "outcome"}, []string{"min_n"}, true},
	{"funnel", "漏斗图", "Funnel", [2]string{"某承办人（或者单位）的均值，是否超出同类之间本来就有的差异。", "Is a subject's (or unit's) mean beyond the spread that honest ones have?"},
		[2]string{"把所有人一起推高或者压低的，看不到。", "What moves everybody together is not seen."}, []string{"outcome"}, []string{"min_n"}, false},
	{"assignment", "分案过程", "Assignment", [2]string{"一个分案池里，案件分给各承办人的过程是否像随机（按权重）。", "Within a pool: does the way cases fall to subjects look random (by weight)?"},
		[2]string{"没有登记的休假、借调会被当成偏离。", "Leave and secondment not on record look like departures."}, []string{"weight", "series"}, []string{"min_n"}, false},
	{"bunching", "临期结案", "Bunching", [2]string{"结案是否集中在期限前的最后几天。", "Are closings bunched in the last days before the limit?"},
		[2]string{"期限登记错了，结果就错了；提前结的不看。", "Where the limit on record is wrong the result is; early closings are not looked at."}, []string{"time"}, []string{"min_n", "window"}, false},
	{"december", "年末", "December", [2]string{"十二月的办理件数是否与平时不同（年末压案、突击结案）。", "Is December unlike the other months (cases held back, or closed in a rush)?"},
		[2]string{"只看得到一年以上的数据里的年末。", "Only data of more than a year have a December to compare."}, []string{"date"}, []string{"min_n"}, false},
	{"refiling", "撤回再立", "Refiling", [2]string{"期限前撤回、随后由同样的当事人重新登记的，是否多于同层。", "Are cases withdrawn before the limit and filed again by the same parties more frequent than in the strata?"},
		[2]string{"当事人写法不一致的对不上。", "Parties written otherwise are not matched."}, []string{"party", "outcome", "time"}, []string{"min_n"}, false},
}

func detectorOf(code string) detector {
	i := slices.IndexFunc(detectors, func(d detector) bool { return d.code == code })
	return detectors[max(0, i)]
}

// asked is the detector that a form is about: what was sent, else what the
// address says, else the first.
func asked(p *frame.Page) detector {
	if c := p.R.PostForm.Get("params.detector"); c != "" {
		return detectorOf(c)
	}
	return detectorOf(p.R.URL.Query().Get("detector"))
}

// others lead to the same source with another detector.
func others(p *frame.Page, on detector) (out []kit.Link) {
	for _, d := range detectors {
		q := url.Values{}
		for k, v := range p.R.URL.Query() {
			q[k] = v
		}
		q.Set("detector", d.code)
		out = append(out, kit.Link{Text: p.L(d.zh, d.en), URL: "/screenings/new?" + q.Encode(), On: d.code == on.code})
	}
	return out
}

// parameters are the numbers of a plan; those that a detector does not use are
// sent as they stand.
var parameters = []struct{ name, zh, en, value, hintZh, hintEn string }{
	{"omega0", "不计较的优势比", "Odds ratio that is nobody's business", "2", "正常的专业分工和地缘会使相遇多一些；只有超过这个倍数才标出。调低会标出更多正常的亲疏。", "Honest affinity makes for somewhat more meetings; only more than this is flagged. Lower flags more of what is honest."},
	{"min_meet", "最少相遇次数", "Least meetings", "5", "少于这个数的不标出。调低会多出许多假设，每一个都更难标出。", "Fewer are not flagged. Lower makes for many more hypotheses, each harder to flag."},
	{"min_n", "最少件数", "Least cases", "50", "件数不足的不检验：件数少，差异多半是偶然。", "With fewer cases nothing is tested: small numbers differ by chance."},
	{"window", "期限前几天", "Days before the limit", "10", "期限前这些天里结案的算作临期。", "Closings within these days count as bunched."},
	{"q", "可以容许的偶然比例", "False-discovery rate", "0.05", "长期平均，标出的线索中属偶然的比例不超过它。", "In the long run not more than this share of flags is chance."},
	{"permute", "置换次数", "Permutations", "20", "层内打乱承办人后再检验，标出的应当接近 0，与结果一并公布。", "Subjects are dealt anew within strata; flags should be near 0, shown beside the result."},
	{"seed", "置换的种子", "Seed", "1", "写下来别人才能重算；什么数都可以。", "Written down so that others can compute it again; any number will do."},
}

func numbersOf(p *frame.Page, d detector) (out []matter.Field) {
	for _, x := range parameters {
		shown := slices.Contains(d.numbers, x.name) || x.name == "q" || d.code != "monitor" && (x.name == "permute" || x.name == "seed")
		f := matter.Field{Field: kit.Field{Name: "params." + x.name, Label: p.L(x.zh, x.en), Value: x.value, Type: "number", Step: "any", Width: "s", Hint: p.L(x.hintZh, x.hintEn)}}
		if !shown {
			f = matter.Field{As: matter.Hidden, Field: kit.Field{Name: "params." + x.name, Value: x.value}}
		}
		out = append(out, f)
	}
	return out
}

// usesRelations reports whether a run was limited to declared relations.
func usesRelations(r screenrun.Run) bool { return r.File.Relations != "" }
