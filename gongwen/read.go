package gongwen

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

const (
	proofName = "customXml/hengjian-proof.txt"
	proofRel  = `<Relationship Id="rIdProof" Type="urn:hengjian:proof" Target="` + proofName + `"/>`
	maxPart   = 16 << 20
)

var errNotDocx = errors.New("not a readable .docx")

func unpack(docx []byte) ([]part, error) {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil || len(z.File) > 2000 {
		return nil, errNotDocx
	}
	var parts []part
	total := 0
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			return nil, errNotDocx
		}
		b, err := io.ReadAll(io.LimitReader(rc, maxPart+1))
		rc.Close()
		if total += len(b); err != nil || len(b) > maxPart || total > 4*maxPart {
			return nil, errNotDocx
		}
		parts = append(parts, part{f.Name, string(b)})
	}
	return parts, nil
}

// EmbedProof puts a proof of inclusion into a paper made here, or replaces the
// one it has. The text and layout stay as they are.
func EmbedProof(docx, proof []byte) ([]byte, error) {
	parts, err := unpack(docx)
	if err != nil {
		return nil, err
	}
	var out []part
	found := false
	for _, p := range parts {
		switch p.name {
		case proofName:
			continue
		case "_rels/.rels":
			found = true
			if !strings.Contains(p.text, proofRel) {
				p.text = strings.Replace(p.text, `</Relationships>`, proofRel+`</Relationships>`, 1)
			}
		}
		out = append(out, p)
	}
	if !found {
		return nil, errNotDocx
	}
	return pack(append(out, part{proofName, string(proof)})), nil
}

// Proof gives the proof a paper carries; nil if none.
func Proof(docx []byte) ([]byte, error) {
	parts, err := unpack(docx)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if p.name == proofName {
			return []byte(p.text), nil
		}
	}
	return nil, nil
}

// Text is the text layer of a paper, one line per paragraph: header, body,
// footer. Cells of a table row stand on one line between tabs.
func Text(docx []byte) (string, error) {
	parts, err := unpack(docx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range []string{"word/header1.xml", "word/document.xml", "word/footer2.xml"} {
		for _, p := range parts {
			if p.name == name {
				if err := layer(&b, p.text); err != nil {
					return "", errNotDocx
				}
			}
		}
	}
	return b.String(), nil
}

func layer(b *strings.Builder, text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	var para, row strings.Builder
	cells, deep, in := 0, 0, false
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "tr":
				deep, cells = deep+1, 0
				row.Reset()
			case "tc":
				if cells++; cells > 1 {
					row.WriteByte('\t')
				}
			case "t":
				in = true
			case "br":
				para.WriteByte('\n')
			}
		case xml.CharData:
			if in {
				para.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				in = false
			case "p":
				if deep > 0 {
					if s := row.String(); s != "" && !strings.HasSuffix(s, "\t") && para.Len() > 0 {
						row.WriteString(" / ")
					}
					row.WriteString(para.String())
				} else {
					b.WriteString(para.String() + "\n")
				}
				para.Reset()
			case "tr":
				deep--
				b.WriteString("| " + row.String() + "\n")
			}
		}
	}
}
