package tabular

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// scanLimit is how far we look for the first byte beyond ASCII: a register may
// begin with thousands of codes before the first Chinese name.
const scanLimit = 8 << 20

// sniffEncoding names the encoding and the length of its mark, if any.
func sniffEncoding(r io.ReaderAt, size int64) (name string, bom int, err error) {
	sample, err := readAt(r, 0, 64<<10, size)
	if err != nil {
		return "", 0, err
	}
	switch {
	case bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")):
		return "utf-8", 3, nil
	case bytes.HasPrefix(sample, []byte("\xff\xfe")):
		return "utf-16le", 2, nil
	case bytes.HasPrefix(sample, []byte("\xfe\xff")):
		return "utf-16be", 2, nil
	case bytes.HasPrefix(sample, []byte("\x84\x31\x95\x33")):
		return "gb18030", 4, nil
	}
	if name = unmarkedUTF16(sample); name != "" {
		return name, 0, nil
	}
	if nul := bytes.Count(sample, []byte{0}); nul > 8 && nul > len(sample)/20 {
		return "", 0, refuse("文件含有大量二进制字节，不是表格。", "The file is full of binary bytes; it is not a table.")
	}
	for off := int64(0); off < min(size, scanLimit); {
		if i := bytes.IndexFunc(sample, func(c rune) bool { return c >= utf8.RuneSelf }); i >= 0 {
			sample, err = readAt(r, off+int64(i), 64<<10, size)
			break
		}
		off += int64(len(sample))
		if sample, err = readAt(r, off, 64<<10, size); err != nil || len(sample) == 0 {
			break
		}
	}
	if err != nil {
		return "", 0, err
	}
	return utf8OrGB(sample), 0, nil
}

// unmarkedUTF16 looks at commas, digits and line ends: in UTF-16 their other
// half is zero, always on the same side.
func unmarkedUTF16(b []byte) string {
	if len(b) < 4 {
		return ""
	}
	var even, odd int
	for i, c := range b {
		if c == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	few := max(2, len(b)/200)
	switch {
	case odd >= few && odd > 20*even:
		return "utf-16le"
	case even >= few && even > 20*odd:
		return "utf-16be"
	}
	return ""
}

// utf8OrGB compares how many places are wrong under each reading: one damaged
// byte must not turn a whole UTF-8 file into GB18030.
func utf8OrGB(b []byte) string {
	if len(b) > 4 {
		for i := 0; i < 3 && !utf8.Valid(b); i++ { // a sample may cut a character
			if r, n := utf8.DecodeLastRune(b); r == utf8.RuneError && n == 1 {
				b = b[:len(b)-1]
			}
		}
	}
	if utf8.Valid(b) {
		return "utf-8"
	}
	bad8, good8 := 0, 0
	for rest := b; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			bad8++
		} else if n > 1 {
			good8++
		}
		rest = rest[n:]
	}
	gb, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	badGB := bytes.Count(gb, []byte("\ufffd"))
	if bad8 <= badGB || good8 > 20*bad8 {
		return "utf-8"
	}
	return "gb18030"
}

// decoder turns the file's bytes into UTF-8; broken ones become U+FFFD, which
// the clean-up reports by cell.
func decoder(name string, r io.Reader) (io.Reader, error) {
	var e encoding.Encoding
	switch strings.ToLower(name) {
	case "utf-8", "utf8":
		return r, nil // broken bytes are mended cell by cell
	case "gb18030", "gbk", "gb2312":
		e = simplifiedchinese.GB18030
	case "utf-16le":
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		return nil, refusef("不认识的编码“%s”。", "Unknown encoding %q.", name)
	}
	return e.NewDecoder().Reader(r), nil
}

func readAt(r io.ReaderAt, off, n, size int64) ([]byte, error) {
	if off >= size {
		return nil, nil
	}
	b := make([]byte, min(n, size-off))
	m, err := r.ReadAt(b, off)
	if m > 0 || err == io.EOF {
		err = nil
	}
	return b[:m], err
}
