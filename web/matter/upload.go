package matter

import (
	"mime/multipart"
	"path"
	"regexp"
	"slices"
	"strings"

	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

func hasFiles(fs []Field) bool {
	return slices.ContainsFunc(fs, func(f Field) bool { return f.As == File })
}

const upload = "upload." // a file input is named after the field that gets its address

// ReadForm reads a form whose files are cleaned, sealed to the office's working
// key and stored as they arrive; their addresses take the place of the fields.
// An address that came back with the form (it was shown again after a refusal)
// counts only for the person who uploaded it.
func ReadForm(p *frame.Page, fields []Field) error {
	type stored struct{ field, hash, name string }
	var got []stored
	var refused error
	err := kit.DecodeFiles(p.R, &struct{}{}, func(part *multipart.Part) error {
		name, ok := strings.CutPrefix(part.FormName(), upload)
		if part.FileName() == "" || refused != nil {
			return nil
		}
		i := slices.IndexFunc(fields, func(f Field) bool { return f.As == File && f.Name == name })
		if !ok || i < 0 || len(got) >= 30 {
			refused = act.Wrong(part.FormName(), "这里不能上传文件。", "No file is taken here.")
			return nil
		}
		file := part.FileName()
		if strings.Contains(fields[i].Accept, ".csv") && strings.EqualFold(path.Ext(file), ".csv") {
			file += ".txt" // a table of text is checked and kept as text
		}
		hash, clean, err := p.KeepFile(file, part)
		if err != nil {
			if len(kit.Refusals(err)) == 0 {
				return err
			}
			refused = at(err, name)
			return nil
		}
		got = append(got, stored{name, hash, clean})
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range fields {
		if f.As == File {
			p.R.PostForm[f.Name] = mine(p, p.R.PostForm[f.Name])
		}
	}
	for _, g := range got {
		f := fields[slices.IndexFunc(fields, func(f Field) bool { return f.As == File && f.Name == g.field })]
		if f.Many {
			p.R.PostForm.Add(g.field, g.hash)
			continue
		}
		p.R.PostForm.Set(g.field, g.hash)
		if f.Named != "" {
			p.R.PostForm.Set(f.Named, g.name)
		}
	}
	return refused
}

func at(err error, field string) error {
	for _, r := range kit.Refusals(err) {
		r.Field = field
	}
	return err
}

var address = regexp.MustCompile(`^[0-9a-f]{64}$`)

// mine keeps the addresses that this person uploaded.
func mine(p *frame.Page, hashes []string) []string {
	return slices.DeleteFunc(slices.Clone(hashes), func(h string) bool {
		return !address.MatchString(h) || !p.O.Uploaded(p.Me, h)
	})
}

// kept are the addresses already uploaded on a form shown again.
func kept(p *kit.Page, name string) []string {
	if p.R.PostForm == nil {
		return nil
	}
	return p.R.PostForm[name]
}

// SendFile hands out a stored file as a download.
func SendFile(p *frame.Page, hash string) error {
	f, err := p.O.OpenFile(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	Download(p, f.Name, "application/octet-stream")
	_, err = f.WriteTo(p.W)
	return err
}
