package merkle

import (
	"archive/zip"
	"io"
)

// DocxPart is the zip part of an official letter (docx) that holds its proof file.
const DocxPart = "customXml/hengjian-proof.txt"

// maxDocx bounds the letters looked into; the directory of a zip is read whole.
const maxDocx = 64 << 20

// ProofFromDocx takes the proof file out of a letter. Two parts of that name are
// refused, since readers could show different ones, and so is one that unpacks
// beyond [MaxProof], whatever size it declares.
func ProofFromDocx(r io.ReaderAt, size int64) ([]byte, error) {
	bad := fault("文件不是有效的docx文档", "the file is not a valid docx")
	if size > maxDocx {
		return nil, fault("文件过大", "the file is too large")
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, bad
	}
	var part *zip.File
	for _, f := range z.File {
		if f.Name != DocxPart {
			continue
		}
		if part != nil {
			return nil, fault("文档中有多份证明", "the document holds more than one proof")
		}
		part = f
	}
	if part == nil {
		return nil, fault("文档中没有证明", "the document holds no proof")
	}
	body, err := part.Open()
	if err != nil {
		return nil, bad
	}
	defer body.Close()
	file, err := io.ReadAll(io.LimitReader(body, MaxProof+1))
	if err != nil {
		return nil, bad
	}
	if len(file) > MaxProof {
		return nil, fault("证明文件过大", "the proof file is too large")
	}
	return file, nil
}
