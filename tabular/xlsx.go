package tabular

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

// excelize's row iterator gives neither the formula of a cell, nor its style,
// nor the merged areas without loading the sheet whole, and these decide here
// whether a value may be trusted. So sheets are read from their XML directly;
// excelize writes our exports and checks this reader in the tests.
type xlsxSource struct {
	o       Options
	info    Info
	parts   map[string]*zip.File
	targets []string // part of each sheet
	strings sharedStrings
	styles  []dateStyle
	epoch04 bool

	body io.ReadCloser
	x    *xmlScanner
	next int // number of the row expected next
	row  Row
	size int // bytes of the current row
}

const maxMerged = 20000

func openXLSX(r io.ReaderAt, size int64, o Options) (Source, error) {
	z, err := checkZip(r, size, o)
	if err != nil {
		return nil, err
	}
	s := &xlsxSource{o: o, parts: map[string]*zip.File{}}
	s.info.Format = "xlsx"
	for _, f := range z.File {
		s.parts[strings.TrimPrefix(f.Name, "/")] = f
		if strings.HasSuffix(strings.ToLower(f.Name), "vbaproject.bin") {
			s.info.Macros = true
		}
	}
	if s.parts["xl/workbook.xml"] == nil {
		return nil, refuse("这是压缩包或其他文档，不是 .xlsx 工作簿。", "This is an archive or another document, not an .xlsx workbook.")
	}
	for _, step := range []func() error{s.readWorkbook, s.readStyles, s.readStrings} {
		if err := step(); err != nil {
			return nil, damaged(err)
		}
	}
	for _, sh := range s.info.Sheets {
		if !sh.Hidden {
			return s, s.Choose(sh.Name)
		}
	}
	return nil, refuse("工作簿没有可见的工作表。", "The workbook has no visible sheet.")
}

// damaged turns a technical error of a part into a refusal.
func damaged(err error) error {
	var r *Refusal
	if err == nil || errors.As(err, &r) {
		return err
	}
	return refusef("工作簿内容已损坏，无法读取（%v）。", "The workbook is damaged and cannot be read (%v).", err)
}

func (s *xlsxSource) open(name string) (io.ReadCloser, error) {
	f := s.parts[name]
	if f == nil {
		return nil, refusef("工作簿缺少部件“%s”。", "The workbook lacks part %q.", short(name))
	}
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(rc, s.o.MaxUnzip), rc}, nil
}

// each calls fn for every tag or text of a part; a missing part has none.
func (s *xlsxSource) each(name string, fn func(*xmlScanner) error) error {
	if s.parts[name] == nil {
		return nil
	}
	rc, err := s.open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	x := newXMLScanner(rc)
	for {
		if err := x.Next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := fn(x); err != nil {
			return err
		}
	}
}

func (s *xlsxSource) readWorkbook() error {
	target := map[string]string{}
	err := s.each("xl/_rels/workbook.xml.rels", func(x *xmlScanner) error {
		if x.Name == "Relationship" && x.Start && x.Attr("TargetMode") != "External" && len(target) < maxEntries {
			t := x.Attr("Target")
			if !strings.HasPrefix(t, "/") {
				t = "/xl/" + t
			}
			target[x.Attr("Id")] = strings.TrimPrefix(path.Clean(t), "/")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.each("xl/workbook.xml", func(x *xmlScanner) error {
		switch {
		case x.Name == "workbookPr" && x.Start:
			v := x.Attr("date1904")
			s.epoch04 = v == "1" || v == "true"
		case x.Name == "sheet" && x.Start && len(s.targets) < 1024:
			id := x.Attr("r:id")
			for _, p := range []string{"ns0:id", "rel:id", "id"} { // other writers' prefixes
				if id == "" {
					id = x.Attr(p)
				}
			}
			t := target[id]
			if s.parts[t] == nil || !strings.Contains(t, "worksheets") {
				return nil // a chart sheet holds no rows
			}
			state := x.Attr("state")
			s.info.Sheets = append(s.info.Sheets, Sheet{Name: x.Attr("name"), Hidden: state == "hidden" || state == "veryHidden"})
			s.targets = append(s.targets, t)
		}
		return nil
	})
}

func (s *xlsxSource) Info() Info { return s.info }

func (s *xlsxSource) Close() error {
	if s.body != nil {
		return s.body.Close()
	}
	return nil
}

// Choose starts a sheet from its first row; an empty name keeps the present.
func (s *xlsxSource) Choose(name string) error {
	if name == "" {
		return nil
	}
	for i, sh := range s.info.Sheets {
		if sh.Name == name {
			return damaged(s.start(i))
		}
	}
	var have []string
	for _, sh := range s.info.Sheets {
		have = append(have, sh.Name)
	}
	return refusef("没有工作表“%s”，现有：%s。", "There is no sheet %q; there are: %s.", short(name), cut(strings.Join(have, "、"), 200))
}

func (s *xlsxSource) start(i int) error {
	if s.body != nil {
		s.body.Close()
	}
	s.info.Sheet, s.info.Merged = s.info.Sheets[i].Name, nil
	if err := s.readMerged(s.targets[i]); err != nil {
		return err
	}
	rc, err := s.open(s.targets[i])
	if err != nil {
		return err
	}
	s.body, s.x, s.next = rc, newXMLScanner(rc), 1
	return nil
}

// readMerged passes over the sheet once: merged areas stand behind the rows.
func (s *xlsxSource) readMerged(part string) error {
	return s.each(part, func(x *xmlScanner) error {
		if x.Name != "mergeCell" || !x.Start {
			return nil
		}
		a, b, ok := strings.Cut(x.Attr("ref"), ":")
		r1, c1, ok1 := parseRef(a)
		r2, c2, ok2 := parseRef(b)
		if !ok || !ok1 || !ok2 || r2 < r1 || c2 < c1 {
			return nil
		}
		if len(s.info.Merged) >= maxMerged {
			return refuse("合并单元格过多。", "There are too many merged cells.")
		}
		s.info.Merged = append(s.info.Merged, Range{r1, c1, r2, c2})
		return nil
	})
}

// parseRef reads "B12" as row 11, column 1.
func parseRef(ref string) (row, col int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if col = col*26 + int(ref[i]-'A') + 1; col > 16384 {
			return 0, 0, false
		}
	}
	if i == 0 || i == len(ref) || len(ref)-i > 7 {
		return 0, 0, false
	}
	for _, c := range []byte(ref[i:]) {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return row - 1, col - 1, row > 0
}

// Next reads the next row the sheet holds; rows it leaves out are not given.
func (s *xlsxSource) Next() (Row, error) {
	for {
		err := s.x.Next()
		if err == io.EOF {
			return Row{}, io.EOF
		}
		if err != nil {
			return Row{}, damaged(err)
		}
		if s.x.Name != "row" || !s.x.Start {
			continue
		}
		n := s.next
		if v := s.x.Attr("r"); v != "" {
			if n, err = strconv.Atoi(v); err != nil || n < s.next || n > 1<<20 {
				return Row{}, refusef("行号“%s”次序混乱，工作簿已损坏。", "Row number %q is out of order; the workbook is damaged.", short(v))
			}
		}
		s.next = n + 1
		s.row = Row{Line: n, Number: n, Cells: s.row.Cells[:0], Kinds: s.row.Kinds[:0]}
		s.size = 0
		if s.x.End {
			return s.row, nil
		}
		if err := s.cells(); err != nil {
			return Row{}, damaged(err)
		}
		return s.row, nil
	}
}

func (s *xlsxSource) cells() error {
	for {
		if err := s.x.Next(); err != nil {
			return noEOF(err)
		}
		switch {
		case s.x.Name == "row" && s.x.End:
			return nil
		case s.x.Name == "c" && s.x.Start:
			if err := s.cell(); err != nil {
				return err
			}
		}
	}
}

// cell reads one <c>: its place, kind and value.
func (s *xlsxSource) cell() error {
	col, kind, style := len(s.row.Cells), s.x.Attr("t"), s.x.Attr("s")
	if ref := s.x.Attr("r"); ref != "" {
		r, c, ok := parseRef(ref)
		if !ok || r != s.row.Number-1 || c < col {
			return refusef("单元格编号“%s”次序混乱，工作簿已损坏。", "Cell %q is out of order; the workbook is damaged.", short(ref))
		}
		col = c
	}
	if col >= s.o.MaxColumns {
		return refusef("第 %d 行超过 %d 列。", "Row %d has more than %d columns.", s.row.Number, s.o.MaxColumns)
	}
	for len(s.row.Cells) < col {
		s.row.Cells, s.row.Kinds = append(s.row.Cells, ""), append(s.row.Kinds, Text)
	}
	var value []byte
	formula, long := false, false
	if !s.x.End {
		var err error
		if value, formula, long, err = s.value(); err != nil {
			return err
		}
	}
	text, k, zh, en := s.interpret(string(value), kind, style)
	if formula {
		text, k = "", Formula
		zh, en = "单元格是公式，其结果不可信；请改为数值后再导入。", "The cell is a formula and its result is not trusted; replace it by its value."
	}
	if long || len(text) > s.o.MaxCell {
		text = strings.ToValidUTF8(text[:min(len(text), s.o.MaxCell)], "")
		zh, en = "单元格过长，已截断。", "The cell is too long and was cut."
	}
	if zh != "" {
		s.row.Faults = append(s.row.Faults, Fault{Col: col, Zh: zh, En: en})
	}
	s.row.Cells, s.row.Kinds = append(s.row.Cells, text), append(s.row.Kinds, k)
	if s.size += len(text); s.size > s.o.MaxRow {
		return refusef("第 %d 行的内容超过 %d KiB。", "Row %d holds more than %d KiB.", s.row.Number, s.o.MaxRow>>10)
	}
	return nil
}

// value gathers <v> or <is><t>…; phonetic guides (rPh) are not the text.
func (s *xlsxSource) value() (value []byte, formula, long bool, err error) {
	in, guide := false, false
	for {
		if err = s.x.Next(); err != nil {
			return nil, false, false, noEOF(err)
		}
		switch x := s.x; {
		case x.Name == "c" && x.End:
			return value, formula, long, nil
		case x.Name == "f":
			formula = true
		case x.Name == "rPh":
			guide = x.Start && !x.End
		case x.Name == "v" || x.Name == "t":
			in = x.Start && !x.End && !guide
		case x.Name == "" && in:
			if len(value)+len(x.Text) > 2*s.o.MaxCell {
				long = true
			} else {
				value = append(value, x.Text...)
			}
		}
	}
}

func (s *xlsxSource) interpret(v, kind, style string) (text string, k CellKind, zh, en string) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(v)
		t, ok := s.strings.at(n)
		if err != nil || !ok {
			return "", ErrorValue, "单元格指向不存在的共享文本。", "The cell points at a shared text that does not exist."
		}
		return t, Text, "", ""
	case "inlineStr", "str":
		return unfold(v), Text, "", ""
	case "b":
		return v, Bool, "", ""
	case "e":
		return "", ErrorValue, "单元格是错误值 " + short(v) + "。", "The cell holds the error " + short(v) + "."
	case "d":
		return v, Text, "", ""
	}
	if v == "" {
		return "", Text, "", ""
	}
	if d := s.dateStyle(style); d != notDate {
		if t, ok := serialText(v, s.epoch04, d); ok {
			return t, Date, "", ""
		}
		return v, Number, "", ""
	}
	return plainNumber(v), Number, "", ""
}

// plainNumber writes 3.30102E5 as 330102 and leaves what is no number alone.
func plainNumber(v string) string {
	if !strings.ContainsAny(v, "eE.") {
		return v
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f > 1e21 || f < -1e21 {
		return v
	}
	// Excel keeps 15 digits; the rest is binary dust (43.1 stored as 43.100000000000001).
	if g, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err == nil {
		f = g
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// unfold undoes _x000D_, the workbook's way of writing control characters.
func unfold(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			b.WriteString(s)
			return b.String()
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if s[i+6] != '_' || err != nil || !utf8.ValidRune(rune(n)) {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
}
