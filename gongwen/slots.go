package gongwen

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// SlotError says which slot of a fixed paper cannot be filled so, and why.
type SlotError struct{ Field, Zh, En string }

func (e *SlotError) Error() string { return e.Field + ": " + e.Zh + " / " + e.En }

func slot(field, zh, en string) error { return &SlotError{field, zh, en} }

// Number is 发文字号: prefix〔year〕n号, never zero-padded, without 第.
type Number struct {
	Prefix string
	Year   int
	Seq    int
}

func (n Number) String() string { return fmt.Sprintf("%s〔%d〕%d号", n.Prefix, n.Year, n.Seq) }

var hanPrefix = regexp.MustCompile(`^\p{Han}{2,12}$`)

func (n Number) check() error {
	if !hanPrefix.MatchString(n.Prefix) || n.Year < 2000 || n.Year > 2100 || n.Seq < 1 || n.Seq > 99999 {
		return slot("number", "发文字号不合规范，应如“明人大办〔2026〕12号”。", "Not a document number such as 明人大办〔2026〕12号.")
	}
	return checkWords("number", n.Prefix)
}

// String writes the day without zero padding; a blank date leaves room.
func (d Date) String() string {
	if d == (Date{}) {
		return "    年  月  日"
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

func (d Date) valid() bool {
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return d.Year >= 2000 && d.Year <= 2100 && t.Day() == d.Day && int(t.Month()) == d.Month
}

func (d Date) before(e Date) bool {
	return d.Year*10000+d.Month*100+d.Day < e.Year*10000+e.Month*100+e.Day
}

func checkDate(field string, d Date) error {
	if !d.valid() {
		return slot(field, "日期不存在。", "There is no such date.")
	}
	return nil
}

// organEnds are how the names of organs and their desks end: a slot for a
// recipient takes a name, never a sentence.
var organEnds = []string{"法院", "检察院", "监察委员会", "公安局", "公安厅", "公安部", "司法局", "司法厅", "分局", "总队", "支队", "大队",
	"监狱", "监狱管理局", "看守所", "戒毒所", "戒毒管理局", "派出所", "办公室", "常务委员会", "委员会", "信访局", "律师协会", "公证协会", "监察组", "信访室", "接待室", "控告申诉检察部", "督察审计处", "局", "处", "部", "厅", "室", "科", "庭"}

// decisive are words that tell an organ how to decide or press it to. None has
// a place in the name of an organ or a reference.
var decisive = []string{"请", "改判", "判", "撤销", "释放", "重审", "再审", "抗诉", "责令", "务必", "必须", "立即", "应当", "不得", "尽快", "督办", "从严", "从宽", "从重", "从轻", "维持", "驳回", "纠正", "追究", "查办", "批捕", "起诉", "有罪", "无罪"}

func checkWords(field, s string) error {
	plain := strings.ReplaceAll(s, "审判", "") // 审判监督庭 is an honest name
	for _, w := range decisive {
		if strings.Contains(plain, w) {
			return slot(field, "含有“"+w+"”，此处只能填写名称。", "Holds the word "+w+"; only a name may stand here.")
		}
	}
	return nil
}

var organName = regexp.MustCompile(`^[\p{Han}（）()·、0-9]{3,40}$`)

func checkOrgan(field, s string) error {
	if !organName.MatchString(s) {
		return slot(field, "单位名称应为 3 至 40 个汉字，不含标点和空格。", "The name of an organ has 3 to 40 Chinese characters without punctuation or spaces.")
	}
	for _, end := range organEnds {
		if strings.HasSuffix(s, end) {
			return checkWords(field, s)
		}
	}
	return slot(field, "不像单位名称，应以“法院”“检察院”“局”等结尾。", "Not like the name of an organ; it should end in 法院, 检察院, 局 and so on.")
}

var reference = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{1,39}$`)

func checkReference(field, s string) error {
	if !reference.MatchString(s) {
		return slot(field, "编号只能由字母、数字和连字符组成，最多 40 位。", "A reference has letters, digits and hyphens only, at most 40.")
	}
	return nil
}

// checkShort takes a name or a short technical text: one line, nothing hidden.
func checkShort(field, s string, limit int) error {
	if s == "" || utf8.RuneCountInString(s) > limit || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}) {
		return slot(field, fmt.Sprintf("应为 1 至 %d 字的一行文字，不含控制字符。", limit), fmt.Sprintf("One line of 1 to %d characters without control characters.", limit))
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func para(format string, args ...any) Block {
	return Block{Kind: Paragraph, Text: fmt.Sprintf(format, args...)}
}
