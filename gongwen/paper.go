// Package gongwen makes the papers a congress sends and prints: official
// letters, notices and sheets as .docx laid out by GB/T 9704—2012, and tables
// as .xlsx or .csv. The same Paper always gives the same bytes, with no author,
// no time of making and nothing of the machine in them.
//
// Papers that leave the house are not written freely: ReferralLetter,
// HandOverLetter and Notice fix their sentences here and take validated slots
// only, because a letter of a congress about a case must not say how the case
// should end.
package gongwen

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"
)

// Kind chooses the layout.
type Kind string

// Layouts of papers.
const (
	Letter     Kind = "letter" // 信函格式, for 函
	NoticeForm Kind = "notice" // 文件格式 without red head, for 告知书 and the like
	Sheet      Kind = "sheet"  // a printed table, for 呈批单 and 登记表
)

// Paper is what a document says, apart from how it looks.
type Paper struct {
	Kind        Kind
	Organ       string // 发文机关标志, in red on letters
	Number      string // 发文字号, 明人大办〔2026〕1号
	Title       string // a line break keeps its place
	To          string // 主送机关, without colon
	Body        []Block
	Attachments []string // 附件说明
	Signer      string   // 署名
	Date        Date     // 成文日期
	SealNote    bool     // mark where the seal goes
	Note        string   // 附注, without brackets
	Copy        string   // 抄送
	Annex       []Block  // what is attached, on pages of its own after the letter
	Proof       []byte   // travels inside the file; no part of the hash
}

// BlockKind says what a block is.
type BlockKind string

// Kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading" // numbered by its level: 一、（一） 1. （1）
	List      BlockKind = "list"    // numbered 1. 2. 3.
	Table     BlockKind = "table"
	Strong    BlockKind = "strong" // a paragraph in 黑体: what must not be overlooked
)

// Block is one piece of a body.
type Block struct {
	Kind   BlockKind
	Level  int // of a heading, 1–4
	Text   string
	Items  []string // of a list
	Widths []int    // of a table's columns, in parts of the whole
	Rows   [][]Cell
	Header int // table rows repeated on every page
}

// Cell is one cell of a table; line breaks in Text make paragraphs.
type Cell struct {
	Text  string
	Span  int  // columns, 0 means 1
	Head  bool // centred label
	Lines int  // least height in lines
}

// Date is a day without a clock; the zero Date prints as a blank to fill in.
type Date struct{ Year, Month, Day int }

// PaperHash is the SHA-256 of what a paper says, signed before it is rendered:
// every field with its name and length, the proof left out.
func PaperHash(p Paper) [32]byte {
	h := sha256.New()
	put(h, "hengjian.paper.v1")
	for _, s := range []string{string(p.Kind), p.Organ, p.Number, p.Title, p.To} {
		put(h, s)
	}
	putBlocks(h, p.Body)
	putAll(h, p.Attachments)
	put(h, p.Signer)
	for _, n := range []int{p.Date.Year, p.Date.Month, p.Date.Day, boolInt(p.SealNote)} {
		count(h, n)
	}
	put(h, p.Note)
	put(h, p.Copy)
	if len(p.Annex) > 0 { // papers without one keep the hash they always had
		putBlocks(h, p.Annex)
	}
	return [32]byte(h.Sum(nil))
}

func putBlocks(h hash.Hash, list []Block) {
	count(h, len(list))
	for _, b := range list {
		put(h, string(b.Kind))
		count(h, b.Level)
		put(h, b.Text)
		putAll(h, b.Items)
		count(h, len(b.Widths))
		for _, w := range b.Widths {
			count(h, w)
		}
		count(h, b.Header)
		count(h, len(b.Rows))
		for _, r := range b.Rows {
			count(h, len(r))
			for _, c := range r {
				put(h, c.Text)
				count(h, c.Span)
				count(h, boolInt(c.Head))
				count(h, c.Lines)
			}
		}
	}
}

func putAll(h hash.Hash, list []string) {
	count(h, len(list))
	for _, s := range list {
		put(h, s)
	}
}

func put(h hash.Hash, s string) {
	count(h, len(s))
	h.Write([]byte(s))
}

func count(h hash.Hash, n int) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(int64(n)))
	h.Write(b[:])
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// DateOf reads a day as it is stored, 2026-03-02; what is none is the zero date,
// which prints as nothing.
func DateOf(day string) Date {
	t, err := time.Parse("2006-01-02", day)
	if err != nil {
		return Date{}
	}
	return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
