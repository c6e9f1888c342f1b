package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// maxRecoveries bounds how often an unclosed quote may be taken back, because
// each one may have cost the reading of a whole MaxRow.
const maxRecoveries = 64

const maxFaults = 16 // told of one row

type csvSource struct {
	o     Options
	info  Info
	in    io.Reader
	buf   []byte
	pos   int // start of the next row in buf
	done  bool
	line  int
	num   int
	saved int  // recoveries so far
	plain bool // the row at hand has neither quote nor lone \r

	cells  []string
	spans  []span
	faults []Fault
}

type span struct {
	from, to int
	quoted   bool // doubled quotes to undo
	long     bool
}

func openCSV(r io.ReaderAt, size int64, o Options) (Source, error) {
	name, bom, err := sniffEncoding(r, size)
	if err != nil {
		return nil, err
	}
	if o.Encoding != "" && !strings.EqualFold(o.Encoding, name) {
		name = o.Encoding
	}
	dec := func() (io.Reader, error) {
		return decoder(name, io.NewSectionReader(r, int64(bom), size-int64(bom)))
	}
	if o.Delimiter == 0 {
		in, err := dec()
		if err != nil {
			return nil, err
		}
		sample := make([]byte, 64<<10)
		n, err := io.ReadFull(in, sample)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, err
		}
		o.Delimiter = sniffDelimiter(sample[:n])
	}
	in, err := dec()
	if err != nil {
		return nil, err
	}
	return newCSV(in, name, o), nil
}

func newCSV(in io.Reader, encoding string, o Options) *csvSource {
	s := &csvSource{o: o, in: in, line: 1, num: 1}
	s.info = Info{Format: "csv", Encoding: encoding, Delimiter: o.Delimiter}
	if o.Delimiter == '\t' {
		s.info.Format = "tsv"
	}
	return s
}

// sniffDelimiter takes the separator that cuts most rows alike. Title rows
// above the header hold none and must not decide.
func sniffDelimiter(sample []byte) rune {
	best, bestScore := ',', 0
	for _, d := range []byte{',', '\t', ';', '|'} {
		seen, rows := map[int]int{}, 0 // separators in a row → rows
		quoted, n := false, 0
		for i := 0; i < len(sample) && rows < 50; i++ {
			switch c := sample[i]; {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == d:
				n++
			case c == '\n' || c == '\r':
				seen[n]++
				rows, n = rows+1, 0
			}
		}
		if n > 0 {
			seen[n]++
		}
		for n, times := range seen {
			if score := min(n, 50) * times * times; n > 0 && score > bestScore {
				best, bestScore = rune(d), score
			}
		}
	}
	return best
}

func (s *csvSource) Info() Info   { return s.info }
func (s *csvSource) Close() error { return nil }

func (s *csvSource) Choose(sheet string) error {
	if sheet != "" {
		return refusef("csv 文件没有工作表“%s”。", "A csv file has no sheet %q.", sheet)
	}
	return nil
}

// fill reads more behind the current row; false when there is no more.
func (s *csvSource) fill() (bool, error) {
	if s.done {
		return false, nil
	}
	if s.pos > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.pos:])]
		s.pos = 0
	}
	const step = 64 << 10
	if cap(s.buf)-len(s.buf) < step {
		grown := make([]byte, len(s.buf), min(max(2*cap(s.buf), 4*step), s.o.MaxRow+4*step))
		copy(grown, s.buf)
		s.buf = grown
	}
	n, err := s.in.Read(s.buf[len(s.buf):min(cap(s.buf), len(s.buf)+step)])
	s.buf = s.buf[:len(s.buf)+n]
	if err == io.EOF {
		s.done = true
		return n > 0, nil
	}
	return true, err
}

// Next reads one row. A quote that is never closed would swallow the rest of
// the file: its row ends at its line end instead and carries a fault.
func (s *csvSource) Next() (Row, error) {
	end, next, err := s.scan(true)
	if err != nil {
		return Row{}, err
	}
	if next < 0 {
		if s.saved++; s.saved > maxRecoveries {
			return Row{}, refusef("未闭合的引号过多（第 %d 行），文件可能已损坏。", "Too many quotes that never close (line %d); the file may be damaged.", s.line)
		}
		if end, next, err = s.scan(false); err != nil {
			return Row{}, err
		}
	}
	if next == s.pos && s.done {
		return Row{}, io.EOF
	}
	return s.row(end, next), nil
}

// scan finds the cells of the row at pos. next is where the following row
// starts, or −1 if a quote stayed open to the end of file or of MaxRow.
func (s *csvSource) scan(quotes bool) (end, next int, err error) {
	s.spans, s.faults = s.spans[:0], s.faults[:0]
	if !quotes {
		s.fault("单元格以引号开头但没有闭合，已按原样读取。", "A quote opens and never closes; read as it stands.")
	}
	if end, next, s.plain = s.plainRow(); s.plain && quotes {
		return end, next, nil
	}
	s.plain = false
	s.spans = s.spans[:0]
	const (
		fresh = iota
		bare
		inside
		closed
	)
	state, from := fresh, 0
	delim := byte(s.o.Delimiter)
	for i := 0; ; i++ { // i and from count from pos: fill moves the buffer
		if s.pos+i >= len(s.buf) {
			more, err := s.fill()
			if err != nil {
				return 0, 0, err
			}
			if !more {
				if state == inside {
					return 0, -1, nil
				}
				if i > 0 {
					s.cell(from, i, state == closed)
				}
				return s.pos + i, s.pos + i, nil
			}
			i--
			continue
		}
		if i >= s.o.MaxRow {
			if state == inside {
				return 0, -1, nil
			}
			return 0, 0, refusef("第 %d 行超过 %d KiB，无法作为一行读取；请检查换行和分隔符。", "Line %d is longer than %d KiB and cannot be one row; check line ends and separators.", s.line, s.o.MaxRow>>10)
		}
		c := s.buf[s.pos+i]
		switch {
		case state == inside:
			if c == '"' {
				state = closed
			}
		case c == '"' && quotes && state == fresh:
			state = inside
		case c == '"' && state == closed: // a doubled quote
			state = inside
		case c == delim:
			s.cell(from, i, state == closed)
			if len(s.spans) > s.o.MaxColumns {
				return 0, 0, refusef("第 %d 行超过 %d 列。", "Line %d has more than %d columns.", s.line, s.o.MaxColumns)
			}
			state, from = fresh, i+1
		case c == '\n':
			to := i
			if to > from && s.buf[s.pos+to-1] == '\r' {
				to--
			}
			s.cell(from, to, state == closed)
			return s.pos + i, s.pos + i + 1, nil
		case c == '\r' && state != inside && s.loneCR(i):
			s.cell(from, i, state == closed)
			return s.pos + i, s.pos + i + 1, nil
		case c == '\r':
		case c == '"' && quotes:
			s.fault("单元格中间有单独的引号。", "A lone quote inside the cell.")
			state = bare
		case state == closed:
			s.fault("闭合的引号之后还有文字。", "Text after the closing quote.")
			state = bare
		default:
			state = bare
		}
	}
}

// plainRow cuts a row that lies whole in the buffer and has neither quote nor
// lone \r, which nearly every row is; ok is false for any other.
func (s *csvSource) plainRow() (end, next int, ok bool) {
	n := bytes.IndexByte(s.buf[s.pos:], '\n')
	if n < 0 || n >= s.o.MaxRow {
		return 0, 0, false
	}
	to := n
	if to > 0 && s.buf[s.pos+to-1] == '\r' {
		to--
	}
	row := s.buf[s.pos : s.pos+to]
	if bytes.IndexByte(row, '"') >= 0 || bytes.IndexByte(row, '\r') >= 0 {
		return 0, 0, false
	}
	delim := byte(s.o.Delimiter)
	for from := 0; ; {
		i := bytes.IndexByte(row[from:], delim)
		if i < 0 {
			i = to - from
		}
		if i > s.o.MaxCell || len(s.spans) >= s.o.MaxColumns {
			return 0, 0, false
		}
		s.spans = append(s.spans, span{from: from, to: from + i})
		if from += i + 1; from > to {
			return s.pos + n, s.pos + n + 1, true
		}
	}
}

// loneCR: old Mac files end lines with \r alone.
func (s *csvSource) loneCR(i int) bool {
	if s.pos+i+1 >= len(s.buf) {
		if more, err := s.fill(); err != nil || !more {
			return true
		}
	}
	return s.buf[s.pos+i+1] != '\n'
}

func (s *csvSource) fault(zh, en string) {
	if len(s.faults) >= maxFaults {
		return
	}
	s.faults = append(s.faults, Fault{Col: len(s.spans), Zh: zh, En: en})
}

func (s *csvSource) cell(from, to int, quoted bool) {
	p := span{from: from, to: to, quoted: quoted}
	if to-from > s.o.MaxCell {
		p.to, p.long = from+s.o.MaxCell, true
		s.fault("单元格过长，已截断。", "The cell is too long and was cut.")
	}
	s.spans = append(s.spans, p)
}

// row copies the row out of the buffer in one piece and cuts it into cells.
func (s *csvSource) row(end, next int) Row {
	raw := s.buf[s.pos:end]
	whole, text := utf8.Valid(raw), string(raw)
	nul := bytes.IndexByte(raw, 0) >= 0
	row := Row{Line: s.line, Number: s.num, Cells: s.cells[:0]}
	for col, p := range s.spans {
		var c string
		if whole {
			c = text[p.from:p.to]
		} else {
			c = strings.ToValidUTF8(text[p.from:p.to], "\ufffd")
		}
		if p.long {
			c = strings.ToValidUTF8(c, "")
		}
		if p.quoted || p.long {
			c = unquote(c)
		}
		if nul && strings.IndexByte(c, 0) >= 0 {
			c = strings.ReplaceAll(c, "\x00", "")
			s.faults = append(s.faults, Fault{Col: col, Zh: "单元格含有空字节（NUL）。", En: "The cell holds a NUL byte."})
		}
		row.Cells = append(row.Cells, c)
	}
	if len(row.Cells) == 1 && row.Cells[0] == "" {
		row.Cells = row.Cells[:0]
	}
	s.cells, row.Faults = row.Cells, s.faults
	lines := 1
	if !s.plain {
		lines = max(1, bytes.Count(s.buf[s.pos:next], []byte{'\n'}))
	}
	s.line, s.num, s.pos = s.line+lines, s.num+1, next
	return row
}

func unquote(c string) string {
	c = strings.TrimPrefix(c, `"`)
	c = strings.TrimSuffix(c, `"`)
	if strings.Contains(c, `""`) {
		c = strings.ReplaceAll(c, `""`, `"`)
	}
	return c
}
