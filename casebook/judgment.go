package casebook

import (
	"bufio"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"unicode/utf8"

	"hengjian/lexis"
	"hengjian/tabular"
)

// The columns that are read out of the text of a judgment.
var judgmentHead = []string{"案号", "法院", "文书种类", "裁判日期", "审判长", "审判员", "人民陪审员", "书记员", "原告", "被告", "律师", "律师事务所", "公诉机关", "案由", "正文字数", "立案日期", "适用程序", "结案方式", "没有读出"}

// judgments reports whether a text or page is one of judgments: a case number
// stands in it on a line of its own, and the file is named as a text or page.
func judgments(name string, head []byte) bool {
	low := strings.ToLower(name)
	page := strings.HasSuffix(low, ".html") || strings.HasSuffix(low, ".htm")
	if !page && !strings.HasSuffix(low, ".txt") {
		return false
	}
	t := decoded(head)
	if page {
		t = untagged(t)
	}
	for _, line := range strings.Split(t, "\n") {
		if _, ok := lexis.ParseCaseNumber(line); ok {
			return true
		}
	}
	return false
}

// openText reads judgments one after another: each begins before the line that
// is its case number.
func openText(name string, r io.Reader) tabular.Source {
	t := &texts{in: bufio.NewReaderSize(r, 1<<20), page: !strings.HasSuffix(strings.ToLower(name), ".txt")}
	started := false
	return &table{format: "text", next: func() ([]string, []tabular.Fault, error) {
		if !started {
			started = true
			return judgmentHead, nil, nil
		}
		return t.next()
	}}
}

type texts struct {
	in    *bufio.Reader
	page  bool
	held  []string // lines of the next judgment that were read already
	done  bool
	whole bool
}

// maxText bounds one judgment.
const maxText = 4 << 20

func (t *texts) next() ([]string, []tabular.Fault, error) {
	if t.page {
		return t.onePage()
	}
	lines, numbered, size := t.held, false, 0
	t.held = nil
	for !t.done {
		line, err := t.in.ReadString('\n')
		if err != nil {
			t.done = true
			if err != io.EOF {
				return nil, nil, err
			}
		}
		line = strings.TrimSpace(decoded([]byte(line)))
		if size += len(line); size > maxText {
			return nil, nil, &tabular.Refusal{Zh: "一篇文书超过 4 MB，请检查分篇。", En: "One judgment is larger than 4 MB; check how they are separated."}
		}
		_, is := lexis.ParseCaseNumber(line)
		if is && numbered {
			// The court's name and the kind of paper stand above the number.
			keep := len(lines)
			for keep > 0 && len(lines)-keep < 3 && (lines[keep-1] == "" || strings.HasSuffix(lines[keep-1], "法院") || strings.HasSuffix(strings.ReplaceAll(lines[keep-1], " ", ""), "书")) {
				keep--
			}
			t.held = append(append([]string{}, lines[keep:]...), line)
			return judgmentCells(lines[:keep]), nil, nil
		}
		numbered = numbered || is
		lines = append(lines, line)
	}
	if len(strings.Join(lines, "")) == 0 {
		return nil, nil, io.EOF
	}
	return judgmentCells(lines), nil, nil
}

// onePage takes a page as one judgment.
func (t *texts) onePage() ([]string, []tabular.Fault, error) {
	if t.whole {
		return nil, nil, io.EOF
	}
	t.whole = true
	b, err := io.ReadAll(io.LimitReader(t.in, maxText))
	if err != nil {
		return nil, nil, err
	}
	var lines []string
	for _, l := range strings.Split(untagged(decoded(b)), "\n") {
		lines = append(lines, strings.TrimSpace(l))
	}
	return judgmentCells(lines), nil, nil
}

var (
	signed    = regexp.MustCompile(`^(审\s*判\s*长|代?理?\s*审\s*判\s*员|人\s*民\s*陪\s*审\s*员|书\s*记\s*员|法\s*官\s*助\s*理)\s*[:：]?\s*(\p{Han}[\p{Han}·\s]{0,10})$`)
	partyLine = regexp.MustCompile(`^(原告|上诉人|申请人|申请执行人|公诉机关|被告人?|被上诉人|被申请人|被执行人|委托诉讼代理人|委托代理人|辩护人)(?:（[^）]*）)?\s*[:：]?\s*([^，,。；（(]{1,40})`)
	firmName  = regexp.MustCompile(`([\p{Han}（）]{2,20}律师事务所)`)
	hanDate   = regexp.MustCompile(`[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日`)
	causeForm = regexp.MustCompile(`(?:犯|因|一案|涉嫌)([\p{Han}、]{2,20}?(?:罪|纠纷))`)
)

func judgmentCells(lines []string) []string {
	c := make([]string, len(judgmentHead))
	put := func(i int, v string) {
		v = strings.Join(strings.Fields(v), "")
		if v != "" && !strings.Contains("；"+c[i]+"；", "；"+v+"；") {
			c[i] = joined(c[i], v)
		}
	}
	size := 0
	for i, l := range lines {
		size += utf8.RuneCountInString(l)
		tight := strings.Join(strings.Fields(l), "")
		if n, ok := lexis.ParseCaseNumber(l); ok && c[0] == "" {
			c[0] = n.String()
			continue
		}
		switch {
		case c[0] == "" && strings.HasSuffix(tight, "法院") && c[1] == "":
			c[1] = tight
			continue
		case c[0] == "" && strings.HasSuffix(tight, "书") && utf8.RuneCountInString(tight) <= 12:
			c[2] = tight
			continue
		}
		judgmentLine(tight, i > len(lines)/2, put)
		if m := signed.FindStringSubmatch(l); m != nil {
			if k := map[string]int{"审判长": 4, "审判员": 5, "代理审判员": 5, "人民陪审员": 6, "书记员": 7}[strings.Join(strings.Fields(m[1]), "")]; k > 0 {
				put(k, m[2])
			}
		}
		if d := hanDate.FindString(tight); d == tight && d != "" {
			c[3] = d
		}
	}
	c[14] = itoa(size)
	text := strings.Join(strings.Fields(strings.Join(lines, "")), "")
	if cause := causeIn(text, c[8]+"；"+c[9]); cause != "" {
		c[13] = cause
	}
	c[15], c[16], c[17] = docketedIn(text), procedureIn(text), outcomeIn(c[2], text)
	c[18] = unread(c)
	return c
}

var (
	docketForm    = regexp.MustCompile(`本院[^。；]{0,12}?(?:于)?([12]\d{3}年\d{1,2}月\d{1,2}日)[^。；]{0,16}?(?:立案|受理)`)
	procedureForm = regexp.MustCompile(`适用(小额诉讼程序|简易程序|普通程序|速裁程序|特别程序)`)
	orderForm     = regexp.MustCompile(`(?:判决|裁定|决定)如下[:：]`)
)

var wholeCause = regexp.MustCompile(`([\p{Han}、·]{2,80}?(?:纠纷|罪))一案`)

// causeIn is what stands between the last party's name and 一案; "" where a
// party's name may still be in it.
func causeIn(text, parties string) string {
	m := wholeCause.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	run := m[1]
	for _, name := range strings.Split(parties, "；") {
		if i := strings.LastIndex(run, name); name != "" && i >= 0 {
			run = run[i+len(name):]
		}
	}
	for _, before := range []string{"等人", "等", "涉嫌", "犯"} {
		run = strings.TrimPrefix(run, before)
	}
	if strings.ContainsAny(run, "与某") || strings.Contains(run, "诉人") || utf8.RuneCountInString(run) > 24 {
		return ""
	}
	return run
}

func docketedIn(text string) string {
	if m := docketForm.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// procedureIn is the last one named: a summary case that became an ordinary one
// names both.
func procedureIn(text string) string {
	ms := procedureForm.FindAllStringSubmatch(text, -1)
	if len(ms) == 0 {
		return ""
	}
	return ms[len(ms)-1][1]
}

// outcomeIn reads how the case ended from the operative part, in the words of
// the courts' list; "" where it is in none of the usual forms.
func outcomeIn(paper, text string) string {
	if strings.Contains(paper, "调解书") {
		return "调解"
	}
	at := orderForm.FindAllStringIndex(text, -1)
	if len(at) == 0 {
		return ""
	}
	order := text[at[len(at)-1][1]:]
	has := func(words ...string) bool {
		for _, w := range words {
			if !strings.Contains(order, w) {
				return false
			}
		}
		return true
	}
	switch {
	case has("发回", "重审"):
		return "发回重审"
	case has("驳回上诉，维持原判"), has("驳回上诉，维持原裁定"):
		return "驳回上诉，维持原判"
	case has("按", "撤诉处理"), has("按", "撤回上诉处理"):
		return "按撤诉处理"
	case has("准许", "撤回上诉"), has("准许", "撤回起诉"), has("准许", "撤诉"), has("准予", "撤回"):
		return "准予撤诉"
	case has("终结本次执行程序"):
		return "终结本次执行程序"
	case has("驳回", "的起诉"):
		return "驳回起诉"
	case has("移送", "法院处理"), has("移送", "法院审理"):
		return "移送管辖"
	case has("撤销", "判决") && strings.Contains(text, "上诉人"):
		return "改判"
	case strings.Contains(paper, "判决书"):
		return "判决"
	}
	return ""
}

// unread names what a register needs and the text did not give in a form that
// is understood: it is shown and told, never guessed.
func unread(c []string) string {
	var out []string
	for _, i := range []int{0, 1, 2, 3, 7, 13, 15, 17} {
		if c[i] == "" {
			out = append(out, judgmentHead[i])
		}
	}
	if c[4] == "" && c[5] == "" {
		out = append(out, "审判人员")
	}
	return strings.Join(out, "、")
}

func judgmentLine(l string, late bool, put func(int, string)) {
	if m := partyLine.FindStringSubmatch(l); m != nil && !late {
		switch m[1] {
		case "公诉机关":
			put(12, m[2])
		case "原告", "上诉人", "申请人", "申请执行人":
			put(8, m[2])
		case "委托诉讼代理人", "委托代理人", "辩护人":
			put(10, m[2])
			if f := firmName.FindString(l); f != "" {
				put(11, strings.TrimPrefix(f, "系"))
			}
		default:
			put(9, m[2])
		}
		return
	}
	if m := causeForm.FindStringSubmatch(l); m != nil && !late {
		put(13, m[1])
	}
}

// decoded makes UTF-8 of a text that is one or the other.
func decoded(b []byte) string {
	b = []byte(strings.TrimPrefix(string(b), "\ufeff"))
	for cut := 0; cut < 4 && cut < len(b); cut++ { // a sample may end within a character
		if utf8.Valid(b[:len(b)-cut]) {
			return string(b[:len(b)-cut])
		}
	}
	if t, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b); err == nil {
		return string(t)
	}
	return strings.ToValidUTF8(string(b), "")
}

var (
	dropped = regexp.MustCompile(`(?is)<(script|style)[^>]*>.*?</(script|style)>`)
	breaks  = regexp.MustCompile(`(?i)</?(p|div|br|tr|h\d|li)[^>]*>`)
	tags    = regexp.MustCompile(`<[^>]*>`)
)

func untagged(s string) string {
	s = dropped.ReplaceAllString(s, "")
	s = breaks.ReplaceAllString(s, "\n")
	s = tags.ReplaceAllString(s, "")
	return strings.NewReplacer("&nbsp;", " ", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&", "\u3000", " ").Replace(s)
}
