package tabular

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// Mapping says how the columns of a file fill the fields of a kind. It is kept
// as JSON; Parse and Text are inverse on what Text writes.
type Mapping struct {
	Kind      string            `json:"kind"`
	Note      string            `json:"note,omitempty"`
	Sheet     string            `json:"sheet,omitempty"`
	HeaderRow int               `json:"header_row,omitempty"` // as a spreadsheet numbers it; 0: the first row that is not empty
	Merged    string            `json:"merged,omitempty"`     // "" refuses merged cells, "fill" repeats their value
	Encoding  string            `json:"encoding,omitempty"`
	Delimiter string            `json:"delimiter,omitempty"`
	Columns   map[string]Column `json:"columns"`
	// Each makes several records of one row: every entry overrides Columns, and
	// is passed over where the column it names in SkipEmpty is empty.
	Each     []Variant         `json:"each,omitempty"`
	Defaults map[string]string `json:"defaults,omitempty"` // for empty values
}

// Variant is one of the records made of a row.
type Variant struct {
	SkipEmpty string            `json:"skip_empty,omitempty"` // a heading of the file
	Columns   map[string]Column `json:"columns"`
}

// Column says where one field comes from: headings (joined), a constant, or
// parts put together; then what its values are turned into.
type Column struct {
	From       Names             `json:"from,omitempty"`
	Join       string            `json:"join,omitempty"`
	First      bool              `json:"first,omitempty"` // of several headings, the first that is not empty
	Const      string            `json:"const,omitempty"`
	Parts      []Column          `json:"parts,omitempty"`
	Map        map[string]string `json:"map,omitempty"`
	MapOnly    bool              `json:"map_only,omitempty"` // a value not in Map is an error
	Prefix     string            `json:"prefix,omitempty"`   // put before a value that is not empty
	Suffix     string            `json:"suffix,omitempty"`
	DateFormat string            `json:"date_format,omitempty"`
	Required   bool              `json:"required,omitempty"`
	Trim       *bool             `json:"trim,omitempty"`     // true unless said
	Optional   bool              `json:"optional,omitempty"` // the file may lack the column
}

// Names is one heading or several; one is written as a plain string.
type Names []string

// MarshalJSON writes one name as a string.
func (n Names) MarshalJSON() ([]byte, error) {
	if len(n) == 1 {
		return plainJSON(n[0])
	}
	return plainJSON([]string(n))
}

// UnmarshalJSON takes a string or a list of strings.
func (n *Names) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*n = Names{one}
		return nil
	}
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	*n = list
	return nil
}

func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

const maxMapping = 256 << 10

// ParseMapping reads a saved mapping; unknown words in it are an error, for a
// misspelt option must not be passed over in silence.
func ParseMapping(text []byte) (Mapping, error) {
	var m Mapping
	if len(text) > maxMapping {
		return m, refuse("映射文件过大。", "The mapping is too large.")
	}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, refusef("映射文件无法读取：%v", "The mapping cannot be read: %v", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return m, refuse("映射文件末尾有多余内容。", "There is something after the end of the mapping.")
	}
	return m, m.check()
}

// Text is the mapping as saved: the same mapping always gives the same bytes.
func (m Mapping) Text() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		panic(err) // strings, numbers and maps of them always encode
	}
	return b.Bytes()
}

func (m Mapping) check() error {
	switch {
	case m.Kind == "":
		return refuse("映射没有写明 kind。", "The mapping names no kind.")
	case len(m.Columns) == 0 && len(m.Each) == 0:
		return refuse("映射没有任何列。", "The mapping has no columns.")
	case m.HeaderRow < 0 || m.HeaderRow > 1000:
		return refuse("header_row 应在 0 到 1000 之间。", "header_row must be between 0 and 1000.")
	case m.Merged != "" && m.Merged != "fill" && m.Merged != "refuse":
		return refuse("merged 只能是 refuse 或 fill。", "merged must be refuse or fill.")
	case len(m.Delimiter) > 1 || m.Delimiter != "" && !strings.Contains(",;|\t", m.Delimiter):
		return refuse("delimiter 只能是逗号、分号、竖线或制表符。", "delimiter must be a comma, semicolon, bar or tab.")
	case len(m.Each) > 16:
		return refuse("each 最多 16 项。", "each has at most 16 entries.")
	}
	all := []map[string]Column{m.Columns}
	for _, v := range m.Each {
		all = append(all, v.Columns)
	}
	for _, cols := range all {
		for _, name := range sortedKeys(cols) {
			if err := cols[name].check(name, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c Column) check(name string, depth int) error {
	ways := 0
	for _, b := range []bool{len(c.From) > 0, c.Const != "", len(c.Parts) > 0} {
		if b {
			ways++
		}
	}
	switch {
	case ways != 1:
		return refusef("字段“%s”应且只应有 from、const、parts 之一。", "Field %q needs exactly one of from, const and parts.", short(name))
	case slices.Contains(c.From, ""):
		return refusef("字段“%s”的列名为空。", "Field %q has an empty heading.", short(name))
	case c.DateFormat != "" && !checkLayout(c.DateFormat):
		return refusef("字段“%s”的日期格式应含 yyyy、M、d，如 dd/MM/yyyy。", "The date format of %q needs yyyy, M and d, as in dd/MM/yyyy.", short(name))
	case c.MapOnly && len(c.Map) == 0:
		return refusef("字段“%s”写了 map_only 却没有 map。", "Field %q has map_only without map.", short(name))
	case depth > 2:
		return refusef("字段“%s”的 parts 嵌套过深。", "The parts of %q are nested too deep.", short(name))
	}
	for _, p := range c.Parts {
		if err := p.check(name, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
