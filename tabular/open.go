package tabular

import (
	"bytes"
	"io"
	"strings"
)

// Open finds out by its content what a file is and reads it with the default
// limits. The name is used in messages only.
func Open(name string, r io.ReaderAt, size int64) (Source, error) {
	return OpenWith(name, r, size, Options{})
}

// OpenWith is Open with limits, or an encoding and separator, of one's own.
func OpenWith(name string, r io.ReaderAt, size int64, o Options) (Source, error) {
	o = o.filled()
	if size == 0 {
		return nil, refuse("文件是空的。", "The file is empty.")
	}
	head := make([]byte, min(size, 512))
	n, err := r.ReadAt(head, 0)
	if n == 0 && err != nil {
		return nil, err
	}
	head = head[:n]
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return openXLSX(r, size, o)
	}
	if f := foreign(head); f != nil {
		return nil, f
	}
	return openCSV(r, size, o)
}

// signatures are files people hand in by mistake, with what to do instead.
var signatures = []struct{ prefix, zh, en string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是旧版 .xls 或加了密码的工作簿，请另存为不加密的 .xlsx 或 .csv。", "This is an old .xls or a password-protected workbook; save it as an unprotected .xlsx or .csv."},
	{"%PDF", "这是 PDF，不是表格，请用 .xlsx 或 .csv。", "This is a PDF, not a table; use .xlsx or .csv."},
	{"Rar!", "这是 RAR 压缩包，请先解压。", "This is a RAR archive; unpack it first."},
	{"7z\xbc\xaf", "这是 7z 压缩包，请先解压。", "This is a 7z archive; unpack it first."},
	{"\x1f\x8b", "这是 gzip 压缩文件，请先解压。", "This is a gzip file; unpack it first."},
	{"BZh", "这是 bzip2 压缩文件，请先解压。", "This is a bzip2 file; unpack it first."},
	{"\xfd7zXZ", "这是 xz 压缩文件，请先解压。", "This is an xz file; unpack it first."},
	{"\x89PNG", "这是图片，不是表格。", "This is a picture, not a table."},
	{"\xff\xd8\xff", "这是图片，不是表格。", "This is a picture, not a table."},
	{"GIF8", "这是图片，不是表格。", "This is a picture, not a table."},
	{"{\\rtf", "这是 RTF 文档，不是表格。", "This is an RTF document, not a table."},
	{"MZ", "这是程序文件，不是表格。", "This is a program, not a table."},
	{"\x7fELF", "这是程序文件，不是表格。", "This is a program, not a table."},
	{"SQLite format 3", "这是数据库文件，不是表格。", "This is a database file, not a table."},
}

func foreign(head []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.prefix)) {
			return refuse(s.zh, s.en)
		}
	}
	// Many systems export a web page under the name .xls.
	t := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff")))
	for _, p := range []string{"<html", "<!doctype", "<?xml", "<table", "<meta"} {
		if strings.HasPrefix(t, p) {
			return refuse("这是网页或 XML，不是表格；请用表格软件打开后另存为 .xlsx。", "This is a web page or XML, not a table; open it in a spreadsheet and save it as .xlsx.")
		}
	}
	return nil
}
