package tabular

import (
	"bufio"
	"bytes"
	"io"
)

// OpenStream reads a csv or tsv that cannot be gone back in, such as one being
// unpacked. Encoding and separator are found from its first megabyte.
func OpenStream(r io.Reader, o Options) (Source, error) {
	o = o.filled()
	br := bufio.NewReaderSize(r, scanStream)
	sample, err := br.Peek(scanStream)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(sample) == 0 {
		return nil, refuse("文件是空的。", "The file is empty.")
	}
	if bytes.HasPrefix(sample, []byte("PK\x03\x04")) {
		return nil, refuse("压缩包里是 xlsx 工作簿，请直接提交 xlsx。", "There is a workbook in the archive; hand in the xlsx itself.")
	}
	if f := foreign(sample[:min(len(sample), 512)]); f != nil {
		return nil, f
	}
	name, bom, err := sniffEncoding(bytes.NewReader(sample), int64(len(sample)))
	if err != nil {
		return nil, err
	}
	if o.Encoding != "" {
		name = o.Encoding
	}
	if o.Delimiter == 0 {
		in, err := decoder(name, bytes.NewReader(sample[bom:]))
		if err != nil {
			return nil, err
		}
		text, _ := io.ReadAll(io.LimitReader(in, 64<<10)) // a sample may cut a character
		o.Delimiter = sniffDelimiter(text)
	}
	if _, err := br.Discard(bom); err != nil {
		return nil, err
	}
	in, err := decoder(name, br)
	if err != nil {
		return nil, err
	}
	return newCSV(in, name, o), nil
}

const scanStream = 1 << 20
