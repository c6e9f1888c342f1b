// Package tabular reads the tables people hand in: csv, tsv and xlsx files
// whose type, encoding, separator and layout nobody promised. It treats every
// file as hostile, holds one row at a time in memory and never trusts a file
// name, a declared size or the result of a formula.
//
// Open finds what a file really is and gives a Source of rows; a Mapping says
// which column feeds which Field; NewReader joins the two into Records and
// RowErrors that name row and cell. A *Refusal is about the whole file: it
// means nothing of the file should be imported.
package tabular

import "fmt"

// Refusal says why a whole file cannot be taken, in both languages. Ref names
// the cell or range (xlsx "B3:B7") or is empty.
type Refusal struct {
	Ref    string
	Zh, En string
}

func (r *Refusal) Error() string { return r.Zh + " / " + r.En }

func refuse(zh, en string) *Refusal { return &Refusal{Zh: zh, En: en} }

func refusef(zh, en string, args ...any) *Refusal {
	return &Refusal{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
}

// Options bound what a file may cost. Zero values take the defaults.
type Options struct {
	MaxCell    int    // bytes of one cell, default 64 KiB
	MaxRow     int    // bytes of one row, default 1 MiB
	MaxColumns int    // default 512
	MaxXLSX    int64  // bytes of an xlsx file as stored, default 64 MiB
	MaxUnzip   int64  // bytes of all its parts unpacked, default 512 MiB
	MaxStrings int    // bytes of an xlsx file's shared texts, default 64 MiB
	Encoding   string // "" to find out, or utf-8, gb18030, utf-16le, utf-16be
	Delimiter  rune   // 0 to find out
}

func (o Options) filled() Options {
	set := func(p *int, v int) {
		if *p <= 0 {
			*p = v
		}
	}
	set(&o.MaxCell, 64<<10)
	set(&o.MaxRow, 1<<20)
	set(&o.MaxColumns, 512)
	set(&o.MaxStrings, 64<<20)
	if o.MaxXLSX <= 0 {
		o.MaxXLSX = 64 << 20
	}
	if o.MaxUnzip <= 0 {
		o.MaxUnzip = 512 << 20
	}
	return o
}
