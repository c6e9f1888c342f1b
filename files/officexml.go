package files

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// element is a start tag as written: prefixes are kept, not resolved, so that the copy reads the same.
type element struct {
	prefix, local string
	attrs         []attribute
}

type attribute struct{ prefix, local, value string }

func (e *element) attr(local string) string {
	for _, a := range e.attrs {
		if a.local == local {
			return a.value
		}
	}
	return ""
}

// xmlRules say what happens to each element: cut drops it with everything inside, see may change its attributes.
type xmlRules struct {
	cut func(*element) bool
	see func(*element)
}

var errWrite = errors.New("files: writing the cleaned part")

const maxXMLDepth = 1000

// filterXML copies an XML part through the rules. Comments, processing instructions and document types do not
// survive; a document type (the road to entity bombs) is an error, and so is any encoding but UTF-8.
func filterXML(w io.Writer, r io.Reader, rules *xmlRules) error {
	out := bufio.NewWriter(w)
	d := xml.NewDecoder(r)
	depth, cutAt := 0, 0 // cutAt: depth of the element being dropped, 0 if none
	_, _ = out.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return errors.New("files: XML nested too deeply")
			}
			if cutAt > 0 {
				continue
			}
			e := newElement(t)
			if rules.cut != nil && rules.cut(e) {
				cutAt = depth
				continue
			}
			if rules.see != nil {
				rules.see(e)
			}
			e.write(out)
		case xml.EndElement:
			if cutAt == 0 {
				fmt.Fprintf(out, "</%s>", qualified(t.Name.Space, t.Name.Local))
			} else if cutAt == depth {
				cutAt = 0
			}
			if depth--; depth < 0 {
				return errors.New("files: XML not balanced")
			}
		case xml.CharData:
			if cutAt == 0 && depth > 0 {
				_ = xml.EscapeText(out, t)
			}
		case xml.Directive:
			return errors.New("files: XML with a document type")
		}
	}
	if depth != 0 {
		return errors.New("files: XML not balanced")
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	return nil
}

func newElement(t xml.StartElement) *element {
	e := &element{prefix: t.Name.Space, local: t.Name.Local}
	for _, a := range t.Attr {
		e.attrs = append(e.attrs, attribute{a.Name.Space, a.Name.Local, a.Value})
	}
	return e
}

func (e *element) write(out *bufio.Writer) {
	_ = out.WriteByte('<')
	_, _ = out.WriteString(qualified(e.prefix, e.local))
	for _, a := range e.attrs {
		fmt.Fprintf(out, ` %s="`, qualified(a.prefix, a.local))
		_ = xml.EscapeText(out, []byte(a.value))
		_ = out.WriteByte('"')
	}
	_ = out.WriteByte('>')
}

func qualified(prefix, local string) string {
	if prefix == "" {
		return local
	}
	return prefix + ":" + local
}

// cutNames are elements dropped with everything inside, in all three formats: marks of comments, revision ids,
// paths of the sender's machine, merge and template settings, document ids.
var cutNames = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(`commentRangeStart commentRangeEnd commentReference rsids rsid docId attachedTemplate docVars
		mailMerge absPath revisionPtr fileSharing fileVersion docSmartTags smartTagPr dataSourceReference custDataLst
		commentPr legacyDrawing legacyDrawingHF oleObjects controls externalReferences webPublishing stdRevision
		documentManagement proofState hdrShapeDefaults`) {
		m[n] = true
	}
	return m
}()

// cutElement drops what is in cutNames and whatever points to a part that is gone. Relationship ids stand in
// prefixed attributes (r:id, r:embed; the prefix is the producer's choice) and in no other with such a value.
func cutElement(e *element, gone map[string]bool) bool {
	if cutNames[e.local] {
		return true
	}
	for i, a := range e.attrs {
		if !gone[a.value] || a.prefix == "" || a.prefix == "xmlns" {
			continue
		}
		if e.local == "pageSetup" { // only its printer settings are gone; the page stays
			e.attrs = append(e.attrs[:i:i], e.attrs[i+1:]...)
			return false
		}
		return true
	}
	return false
}

// plainAttributes empties attributes that name people, programs, files or editing sessions.
func plainAttributes(e *element) {
	kept := e.attrs[:0]
	picture := e.local == "docPr" || e.local == "cNvPr"
	for _, a := range e.attrs {
		switch {
		case a.prefix == "xmlns" || a.prefix == "" && a.local == "xmlns":
		case strings.HasPrefix(a.local, "rsid"), a.local == "paraId", a.local == "textId",
			strings.HasPrefix(a.prefix, "xr") && a.local == "uid",
			a.local == "dateTime", a.prefix != "" && a.local == "date", a.local == "initials",
			a.local == "userId", a.local == "providerId", a.local == "userName", a.local == "refreshedBy", a.local == "refreshedDate",
			a.local == "lastEdited", a.local == "lowestEdited", a.local == "codeName",
			picture && (a.local == "descr" || a.local == "title"),
			e.local == "imagedata" && a.local == "title", e.prefix == "v" && a.local == "alt":
			continue
		case a.local == "author", a.local == "lastModifiedBy":
			a.value = "-" // required by the schema
		case picture && a.local == "name":
			a.value = "picture" // often the file's name on the phone
		}
		kept = append(kept, a)
	}
	e.attrs = kept
}
