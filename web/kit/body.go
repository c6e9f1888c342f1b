package kit

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
)

// Bounds of one form. A longer text belongs into a file.
const (
	MaxForm   = 1 << 20 // bytes of text fields
	maxFields = 2000
	maxGroups = 200
	maxDepth  = 4
)

// readForm fills r.PostForm; text parts of a multipart body only, files go to file as they arrive.
func readForm(r *http.Request, file func(*multipart.Part) error) error {
	mr, err := r.MultipartReader()
	if err != nil { // not multipart
		r.Body = http.MaxBytesReader(nil, r.Body, MaxForm)
		if err := r.ParseForm(); err != nil {
			return unreadable(err)
		}
		return nil
	}
	r.PostForm = url.Values{}
	for left, n := int64(MaxForm), 0; n < maxFields; n++ {
		part, err := mr.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		if part.FileName() != "" || file != nil && part.Header.Get("Content-Type") != "" {
			if file != nil {
				if err := file(part); err != nil {
					return err
				}
			}
			continue
		}
		b, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return unreadable(err)
		}
		if left -= int64(len(b)); left < 0 {
			return &http.MaxBytesError{Limit: MaxForm}
		}
		r.PostForm.Add(part.FormName(), string(b))
	}
	return unreadable(errors.New("too many parts"))
}

func unreadable(err error) error {
	if big := (*http.MaxBytesError)(nil); errors.As(err, &big) {
		return big
	}
	return act.Refuse(act.Invalid, "表单没有完整收到，请再提交一次。", "The form did not arrive whole. Please send it again.")
}

// tidy trims, uses \n for line ends, and refuses (nil) what is not text.
func tidy(in url.Values) url.Values {
	out, n := url.Values{}, 0
	for k, vs := range in {
		for _, v := range vs {
			if n++; n > maxFields || !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return nil
			}
			out[k] = append(out[k], strings.TrimSpace(strings.ReplaceAll(v, "\r\n", "\n")))
		}
	}
	return out
}
