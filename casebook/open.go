package casebook

import (
	"bytes"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"hengjian/tabular"
)

// Open finds out by its content what a register is, and reads it as a table:
// csv, tsv, csv.gz, xlsx, Parquet, JSON, or the texts of judgments. The name is
// used only where a text could be either table or judgments.
func Open(name string, r io.ReaderAt, size int64, o tabular.Options) (tabular.Source, error) {
	head := make([]byte, min(size, 4096))
	n, err := r.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return nil, err
	}
	head = head[:n]
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return openZipped(name, io.NewSectionReader(r, 0, size), o)
	case bytes.HasPrefix(head, []byte("PAR1")):
		return openParquet(r, size)
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[{")), bytes.HasPrefix(text, []byte("[\n")), bytes.HasPrefix(text, []byte("[\r\n")), bytes.HasPrefix(text, []byte("[ ")):
		return openJSON(io.NewSectionReader(r, 0, size)), nil
	case judgments(name, text):
		return openText(name, io.NewSectionReader(r, 0, size)), nil
	}
	return tabular.OpenWith(name, r, size, o)
}

func openZipped(name string, r io.Reader, o tabular.Options) (tabular.Source, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, damaged("gzip")
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	if strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".jsonl") {
		return openJSON(z), nil
	}
	return tabular.OpenStream(z, o)
}

func damaged(what string) error {
	return &tabular.Refusal{Zh: what + " 文件损坏。", En: "The " + what + " file is damaged."}
}
