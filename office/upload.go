package office

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"filippo.io/age"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/tabular"
)

// An upload waits between the pages of the import: encrypted to a key of its
// own that only the form holds, in a folder that ends with the process, and
// for an hour at most. Whoever finds the file cannot read it.
const (
	uploadLife = time.Hour
	maxUpload  = 60 << 20
	maxWaiting = 40
)

var uploadDir = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "hengjian-uploads-*") })

// KeepUpload stores a table handed in and returns the token by which the same
// person reads it again.
func (o *Office) KeepUpload(who access.Person, r io.Reader) (token string, err error) {
	dir, err := uploadDir()
	if err != nil {
		return "", err
	}
	if n := o.sweepUploads(dir); n >= maxWaiting {
		return "", act.Refuse(act.NotNow, "正在导入的文件太多，请稍后再试。", "Too many files are being imported; try again later.")
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	var b [12]byte
	rand.Read(b[:])
	name := hex.EncodeToString(b[:])
	f, err := os.OpenFile(uploadPath(dir, who, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	w, err := age.Encrypt(f, id.Recipient())
	if err != nil {
		return "", err
	}
	n, err := io.Copy(w, io.LimitReader(r, maxUpload+1))
	if err != nil {
		return "", err
	}
	if n > maxUpload {
		return "", act.Wrong("upload.file", fmt.Sprintf("文件超过 %d MB，请用命令行导入。", maxUpload>>20), fmt.Sprintf("The file is larger than %d MB; import it on the command line.", maxUpload>>20))
	}
	return name + "." + strings.TrimPrefix(id.String(), "AGE-SECRET-KEY-"), w.Close()
}

// uploadPath binds a file to who uploaded it.
func uploadPath(dir string, who access.Person, name string) string {
	h := sha256.Sum256([]byte(who.ID))
	return filepath.Join(dir, name+"-"+hex.EncodeToString(h[:6]))
}

// sweepUploads removes what is older than an hour and counts the rest. File
// times are the machine's, so its own clock is asked.
func (o *Office) sweepUploads(dir string) (left int) {
	es, err := os.ReadDir(dir)
	if err != nil {
		return 0
	}
	for _, e := range es {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > uploadLife {
			os.Remove(filepath.Join(dir, e.Name()))
			continue
		}
		left++
	}
	return left
}

// Upload is a kept file being read.
type Upload struct {
	io.ReaderAt
	Size int64
	f    *os.File
}

// Close ends the reading.
func (u *Upload) Close() error { return u.f.Close() }

// errUpload is told when the hour is over or the process began anew.
var errUpload = act.Wrong("upload.file", "上传的文件已过期，请重新上传。", "The uploaded file has expired; upload it again.")

// OpenUpload opens a kept file for the person who uploaded it.
func (o *Office) OpenUpload(who access.Person, token string) (*Upload, error) {
	name, key, _ := strings.Cut(token, ".")
	id, err := age.ParseX25519Identity("AGE-SECRET-KEY-" + key)
	if raw, herr := hex.DecodeString(name); err != nil || herr != nil || len(raw) != 12 {
		return nil, errUpload
	}
	dir, err := uploadDir()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(uploadPath(dir, who, name))
	if err != nil {
		return nil, errUpload
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	r, size, err := age.DecryptReaderAt(f, info.Size(), id)
	if err != nil {
		f.Close()
		return nil, errUpload
	}
	return &Upload{r, size, f}, nil
}

// DropUpload removes a kept file.
func (o *Office) DropUpload(who access.Person, token string) {
	name, _, _ := strings.Cut(token, ".")
	if raw, err := hex.DecodeString(name); err != nil || len(raw) != 12 {
		return
	}
	if dir, err := uploadDir(); err == nil {
		os.Remove(uploadPath(dir, who, name))
	}
}

// Table reads the kept file as a table, from its first row.
func (u *Upload) Table(name string, m tabular.Mapping) (tabular.Source, error) {
	return tabular.OpenWith(name, u, u.Size, tabular.OptionsFor(m, tabular.Options{}))
}

// Hash is the SHA-256 of the file.
func (u *Upload) Hash() (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(u, 0, u.Size)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// valueWords are the words that files use for the values of closed fields.
var valueWords = map[string]map[string]string{
	"kind": {"公安": "police", "公安机关": "police", "公安局": "police", "检察": "procuratorate", "检察院": "procuratorate", "检察机关": "procuratorate", "法院": "court", "审判机关": "court",
		"司法行政": "justice", "司法局": "justice", "监委": "supervision", "监察委员会": "supervision", "监察机关": "supervision"},
	"asked": {"公安": "police", "检察院": "procuratorate", "检察": "procuratorate", "法院": "court", "司法行政": "justice", "司法局": "justice", "监委": "supervision", "不清楚": "unsure", "其他": "unsure"},
	"level": {"省": "province", "省级": "province", "市": "city", "市级": "city", "地市级": "city", "县": "county", "县级": "county", "区": "county", "乡": "town", "乡级": "town", "镇": "town", "街道": "town"},
	"sort":  {"庭": "tribunal", "科": "section", "室": "section", "处": "section", "队": "squad", "支队": "squad", "大队": "squad", "所": "station", "派出所": "station", "局": "bureau", "部": "division"},
	"focus": {"业务部门": "business", "业务": "business", "基层庭科队所": "grassroots", "基层": "grassroots"},
}

// SuggestMapping proposes a mapping from a file's headings, with the usual
// words for the values of closed fields.
func SuggestMapping(sort string, header []string) tabular.Mapping {
	m := tabular.Suggest(sort, header, ImportFields[sort])
	for f, words := range valueWords {
		if c, ok := m.Columns[f]; ok {
			c.Map = words
			m.Columns[f] = c
		}
	}
	return m
}
