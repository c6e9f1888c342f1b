package office

import (
	"errors"
	"io"

	"hengjian/files"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/seal"
)

// Attach takes one upload into a message: cleaned of metadata, sealed to the
// message's box key and stored while it streams in, so that nothing clear
// touches a disk. Its name and type go inside the seal.
func (o *Office) Attach(box *BoxKey, name string, src io.Reader) error {
	clean, err := files.NewClean(name, src, files.Limits{})
	if err != nil {
		return refused(err)
	}
	blob, err := o.Files.Put(o.Now(), 0, func(w io.Writer) error {
		into, err := box.Key.Seal(w)
		if err != nil {
			return err
		}
		if _, err := clean.WriteTo(into); err != nil {
			return err
		}
		return into.Close()
	})
	if err != nil {
		return refused(err)
	}
	box.Files = append(box.Files, clue.File{Hash: blob.Address, Size: blob.Size, Sort: sortOf(clean.Kind)})
	box.Docs = append(box.Docs, seal.File{Address: blob.Address, Name: clean.Name, Type: string(clean.Kind), Size: blob.Size,
		AsIs: clean.AsIs, Notes: clean.ChineseNotes()})
	return nil
}

// refused turns a file's refusal into a form's.
func refused(err error) error {
	var r *files.Refusal
	if !errors.As(err, &r) {
		return err
	}
	zh, en := r.Zh, r.En
	if r.File != "" {
		zh, en = "“"+r.File+"”："+zh, r.File+": "+en
	}
	field := r.Field
	if field == "" {
		field = "files"
	}
	return act.Wrong(field, zh, en)
}

// AsRefusal is refused for pages that read a form with files themselves.
func AsRefusal(err error) error { return refused(err) }

// sortOf is the coarse kind that may be seen outside the seal.
func sortOf(k files.Kind) string {
	switch k {
	case files.JPEG, files.PNG, files.GIF:
		return "image"
	case files.PDF:
		return "pdf"
	case files.DOCX, files.XLSX, files.PPTX:
		return "office"
	case files.TXT:
		return "text"
	case files.MP3, files.M4A, files.MP4:
		return "audio"
	}
	return "other"
}
