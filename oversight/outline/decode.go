package outline

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf "golang.org/x/text/encoding/unicode"

	"hengjian/oversight/act"
)

// Limits of a document; more is not one document.
const (
	MaxFile       = 50 << 20 // bytes of the file
	MaxParagraphs = 20000
	MaxText       = 2 << 20 // characters in all
)

func refuse(zh, en string, args ...any) error {
	return act.Wrong("document", fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...))
}

// Read makes the outline of a file: .docx or .txt, told by its content. Every
// refusal is an *act.Refusal on field "document".
func Read(name string, b []byte) (*Outline, error) {
	if len(b) > MaxFile {
		return nil, refuse("文件有 %d MB，超过 %d MB。请去掉图片，或者把正文另存为纯文本再上传。", "The file has %d MB, more than %d MB. Remove pictures, or save its text as a plain text file.", len(b)>>20, MaxFile>>20)
	}
	if err := known(name, b); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("PK\x05\x06")) {
		paras, err := Docx(b)
		if err != nil {
			return nil, err
		}
		return build(paras, "")
	}
	s, enc, err := Decode(b)
	if err != nil {
		return nil, err
	}
	return build(Paragraphs(s), enc)
}

// Text makes the outline of pasted text.
func Text(s string) (*Outline, error) { return build(Paragraphs(s), "") }

func build(paras []Paragraph, enc string) (*Outline, error) {
	n, some := 0, false
	for _, p := range paras {
		n += utf8.RuneCountInString(p.Text)
		some = some || strings.TrimFunc(p.Text, layout) != ""
	}
	switch {
	case !some:
		return nil, refuse("文件里没有文字。如果是扫描件，请先识别成文字。", "There is no text in the file. A scan must be turned into text first.")
	case len(paras) > MaxParagraphs || n > MaxText:
		return nil, refuse("文字太长（%d 段、%d 字），请分成几份。", "Too long (%d paragraphs, %d characters); split it.", len(paras), n)
	}
	o := Build(paras)
	o.Encoding = enc
	return o, nil
}

// others are formats people have, told by their first bytes, and what to do.
var others = []struct {
	ext, head string
	zh, en    string
}{
	{".pdf", "%PDF-", "不能读取 PDF。请用原来的 .docx 文件；没有的话，在阅读器里全选复制，粘贴到文字框。", "PDF cannot be read. Use the original .docx, or copy its text and paste it."},
	{".wps", "", "不能读取 .wps。请在 WPS 里另存为 .docx。", "A .wps file cannot be read. In WPS, save it as .docx."},
	{".ofd", "", "不能读取 .ofd。请用原来的 .docx 文件，或者复制文字粘贴。", "An .ofd file cannot be read. Use the original .docx, or paste its text."},
	{".doc", "\xd0\xcf\x11\xe0", "不能读取旧的 .doc（或 .wps、加了密码的文件）。请用 Word 或 WPS 打开，不设密码另存为 .docx。", "An old .doc (or .wps, or a file with a password) cannot be read. Open it in Word or WPS and save it as .docx without a password."},
	{".rtf", "{\\rtf", "不能读取 .rtf。请另存为 .docx。", "An .rtf file cannot be read. Save it as .docx."},
}

func known(name string, b []byte) error {
	ext := strings.ToLower(path.Ext(name))
	for _, o := range others {
		if o.head != "" && bytes.HasPrefix(b, []byte(o.head)) || ext == o.ext && !bytes.HasPrefix(b, []byte("PK")) {
			return act.Wrong("document", o.zh, o.en)
		}
	}
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(b[:min(len(b), 200)], []byte("\xef\xbb\xbf"))))
	if bytes.HasPrefix(start, []byte("<?xml")) || bytes.HasPrefix(start, []byte("<html")) || bytes.HasPrefix(start, []byte("<!doctype")) {
		return refuse("这是网页或 XML，不是公文文字。请复制文字粘贴，或者另存为 .docx。", "This is a web page or XML. Paste its text, or save it as .docx.")
	}
	return nil
}

// Decode turns a text file into UTF-8 and names its encoding: UTF-8, UTF-16 and
// GB18030 (with GBK and GB2312), with or without byte order mark.
func Decode(b []byte) (text, enc string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return clean(string(b[3:]), "utf-8")
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return with(utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), b[2:], "utf-16le")
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return with(utf.UTF16(utf.BigEndian, utf.IgnoreBOM), b[2:], "utf-16be")
	case bytes.HasPrefix(b, []byte("\x84\x31\x95\x33")):
		return with(simplifiedchinese.GB18030, b[4:], "gb18030")
	case utf8.Valid(b) && !bytes.Contains(b, []byte{0}):
		return clean(string(b), "utf-8")
	}
	type reading struct {
		text, enc string
		good      float64
	}
	best := reading{good: -1}
	for _, c := range []struct {
		e   encoding.Encoding
		enc string
	}{{simplifiedchinese.GB18030, "gb18030"}, {utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), "utf-16le"}, {utf.UTF16(utf.BigEndian, utf.IgnoreBOM), "utf-16be"}, {encoding.Nop, "utf-8"}} {
		if strings.HasPrefix(c.enc, "utf-16") && len(b)%2 != 0 {
			continue
		}
		d, err := c.e.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if s := string(d); likeness(s) > best.good {
			best = reading{s, c.enc, likeness(s)}
		}
	}
	if best.good < 0.7 {
		return "", "", refuse("看不出文件的文字编码，或者不是文字文件。请另存为 UTF-8 文本或 .docx。", "Its encoding cannot be told, or it is no text. Save it as UTF-8 text or .docx.")
	}
	return clean(best.text, best.enc)
}

func with(e encoding.Encoding, b []byte, enc string) (string, string, error) {
	d, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", "", refuse("文字编码 %s 有错误。请另存为 UTF-8。", "The %s text is damaged. Save it as UTF-8.", enc)
	}
	return clean(string(d), enc)
}

// likeness is the share of characters that official documents consist of.
func likeness(s string) float64 {
	good, bad := 0, 0
	for _, c := range s {
		switch {
		case c == '\n' || c == '\r' || c == '\t' || c >= ' ' && c < 0x7f, c >= 0x3000 && c <= 0x303f, c >= 0xff00 && c <= 0xff5e, c >= 0x2010 && c <= 0x2026, c >= 0x2460 && c <= 0x24ff:
			good++
		case c >= 0x4e00 && c <= 0x9fa5:
			good++
			if common[c] {
				good += 2
			}
		case c == utf8.RuneError:
			bad += 5
		default:
			bad++
		}
	}
	if good+bad == 0 {
		return 0
	}
	return float64(good-bad) / float64(utf8.RuneCountInString(s))
}

// common characters of official documents: a wrong reading has hardly any.
var common = func() map[rune]bool {
	m := map[rune]bool{}
	for _, c := range "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理监督司法院检察审判专项要求委" {
		m[c] = true
	}
	return m
}()

func clean(s, enc string) (string, string, error) {
	bad, line := 0, 1
	for _, c := range s {
		if c == '\n' {
			line++
		}
		if c == utf8.RuneError || unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0 {
			if bad++; bad > 20 && bad > len(s)/200 {
				return "", "", refuse("第 %d 段起有乱码，不能当作文字读取。请另存为 UTF-8 文本或 .docx。", "From paragraph %d on it is garbled. Save it as UTF-8 text or .docx.", line)
			}
		}
	}
	return s, enc, nil
}

// Paragraphs cuts a text into paragraphs: one a line, lines that a program broke
// at a fixed width joined again.
func Paragraphs(s string) []Paragraph {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\f", "\n", "\v", "\n").Replace(s)
	rows := strings.Split(s, "\n")
	width := wrapped(rows)
	var all []Paragraph
	for i, row := range rows {
		if width > 0 && i > 0 && len(all) > 0 && broken(rows[i-1], row, width) {
			all[len(all)-1].Text += "\n" + row
			continue
		}
		all = append(all, Paragraph{Text: row})
	}
	return all
}

// wrapped finds the width at which lines were broken; 0 where they were not: many
// lines of nearly the same length without a stop at their end.
func wrapped(rows []string) int {
	widest := 0
	for _, r := range rows {
		widest = max(widest, columns(r))
	}
	if widest < 40 || widest > 100 {
		return 0
	}
	full, long := 0, 0
	for _, r := range rows {
		if w := columns(r); w >= widest-4 && !strings.ContainsAny(lastRune(r), stops+"：:") {
			full++
		} else if w >= widest*7/10 {
			long++
		}
	}
	if full >= 3 && full >= long {
		return widest
	}
	return 0
}

func broken(before, row string, width int) bool {
	s := strings.TrimFunc(row, layout)
	if s == "" || columns(before) < width-4 || strings.ContainsAny(lastRune(before), stops) && columns(before) < width-2 {
		return false
	}
	if strings.HasPrefix(row, "　") || strings.HasPrefix(row, "  ") || strings.HasPrefix(row, "\t") {
		return false
	}
	m := markAt(s, false)
	return m.fam == noFamily || m.weak
}

func lastRune(s string) string {
	s = strings.TrimFunc(s, layout)
	if s == "" {
		return "。"
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return string(r)
}

// columns is the width of a line: two for a Chinese character.
func columns(s string) int {
	n := 0
	for _, c := range strings.TrimRightFunc(s, layout) {
		n++
		if c > 0x2e80 {
			n++
		}
	}
	return n
}
