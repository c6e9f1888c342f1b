package public_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hengjian/internal/testdb"
	"hengjian/office"
	"hengjian/office/officetest"
	"hengjian/oversight/clue"
	"hengjian/seal"
)

// marks are strings that must be nowhere on the disk after a message came in.
var marks = []string{"MARK-AGENT-7731", "MARK-REFERER-7732", "203.0.113.77", "MARK-FILENAME-7733", "MARK-EXIF-GPS-7734", "MARK-TEXT-7735", "MARK-NAME-7736",
	"MARK-CONTACT-7737", "MARK-WHERE-7738", "MARK-CASE-7739", "MARK-TALK-7740", "MARK-LANG-7741"}

// picture is a JPEG whose EXIF says where it was taken.
func picture(t *testing.T) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x00" + "MARK-EXIF-GPS-7734")
	app1 := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(append([]byte{0xff, 0xd8}, app1...), exif...), b.Bytes()[2:]...)
}

// With a marked name, text, address, agent, referrer, file name and EXIF, no
// mark is left in the database, its WAL, the files, the log or the temporary
// folder (security test 6), and nothing of a receipt either.
func TestNoMarksLeft(t *testing.T) {
	dir, tmp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", tmp)
	var log bytes.Buffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(was) })
	h := officetest.New(t, "sqlite:"+filepath.Join(dir, "hengjian.db"))
	blobs := filepath.Join(dir, "files")
	useFiles(t, h.O, blobs)
	srv := serve(t, h.O)
	base := srv.Config.Handler
	srv.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = "203.0.113.77:4444"
		for k, v := range map[string]string{"User-Agent": marks[0], "Referer": "http://x/" + marks[1], "X-Forwarded-For": "203.0.113.77", "Accept-Language": marks[11]} {
			r.Header.Set(k, v)
		}
		base.ServeHTTP(w, r)
	})
	s := newSender(t, srv)
	s.get(reportPath).send("report", reportPath, "go", "next", "asked", "police").want(200)
	s.send("report", reportPath, "go", "next", "named", "yes", "sender", marks[6], "contact", marks[7]).want(200)
	s.send("report", reportPath, "go", "next", "text", story+marks[5], "where", marks[8], "case_no", marks[9]).want(200)
	s.sendFile("report", reportPath, marks[3]+".jpg", picture(t)).want(200)
	receipt := s.code24()
	s.send("look", "/receipt").want(200)
	s.sendFile("supplement", "/receipt", marks[3]+".jpg", picture(t), "supplement.text", "补充照片"+marks[10]).want(200)
	s.page.Says(marks[10], marks[3])
	c := clues(t, h)[0]
	if len(c.Files) != 1 || c.Files[0].Sort != "image" || len(c.Talk) != 1 || len(c.Talk[0].Files) != 1 || !c.Identified {
		t.Fatalf("%+v", c)
	}
	seals(t, h, c)
	if n := grep(t, append(marks, receipt, strings.ReplaceAll(receipt, "-", "")), dir, tmp); n < 3 {
		t.Fatalf("only %d files were searched", n)
	}
	if found := find(log.Bytes(), marks); found != "" {
		t.Errorf("the log says %s", found)
	}
}

// seals shows that the marks are inside the seal, so that their absence outside means something.
func seals(t *testing.T, h *officetest.House, c clue.Clue) {
	v := h.O.View(h.Ctx)
	wrap, err := v.Box(c.Body.Wrap)
	if err != nil {
		t.Fatal(err)
	}
	k, err := seal.Unwrap(wrap, h.Key["hejing"])
	if err != nil {
		t.Fatal(err)
	}
	body, err := v.Box(c.Body.Hash)
	if err != nil {
		t.Fatal(err)
	}
	var m seal.Message
	if err := k.OpenDocument(body, &m); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(m.Text, marks[5]) || m.Answers["where"] != marks[8] || m.Answers["case_no"] != marks[9] || m.Files[0].Name != marks[3]+".jpg" {
		t.Fatalf("%+v", m)
	}
	r, err := h.O.Files.Get(c.Files[0].Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	plain, err := seal.Open(r, k.Identity())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(plain); err != nil {
		t.Fatal(err)
	}
	if found := find(b.Bytes(), marks); found != "" {
		t.Errorf("the cleaned picture still says %s", found)
	}
}

func find(b []byte, marks []string) string {
	for _, m := range marks {
		if bytes.Contains(b, []byte(m)) {
			return m
		}
	}
	return ""
}

func grep(t *testing.T, marks []string, dirs ...string) (n int) {
	t.Helper()
	for _, d := range dirs {
		err := filepath.WalkDir(d, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if found := find([]byte(e.Name()), marks); found != "" {
				t.Errorf("a file is called %s", path)
			}
			if e.IsDir() {
				return nil
			}
			b, err := os.ReadFile(path)
			n++
			if found := find(b, marks); found != "" {
				t.Errorf("%s holds %s", path, found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// A refused file leaves nothing stored and the text is still on the page; what
// was sent twice with a file is stored once.
func TestFilesOfRefusedAndRepeatedForms(t *testing.T) {
	h := officetest.New(t, testdb.SQLite(t))
	dir := t.TempDir()
	useFiles(t, h.O, dir)
	s := newSender(t, serve(t, h.O))
	s.toCheck("police", story)
	check := *s
	s.sendFile("report", reportPath, "坏.jpg", []byte("not a picture")).want(422)
	s.page.Says("坏.jpg", "我儿子昨晚在派出所被打")
	if n := grep(t, nil, dir); n != 0 {
		t.Fatalf("%d files stored for a refused form", n)
	}
	if s = &check; len(clues(t, h)) != 0 {
		t.Fatal("a refused form made a message")
	}
	again := *s
	receipt := s.sendFile("report", reportPath, "好.jpg", picture(t)).want(200).code24()
	if got := again.sendFile("report", reportPath, "好.jpg", picture(t)).want(200).code24(); got != receipt {
		t.Fatal("another receipt")
	}
	if n := grep(t, nil, dir); n != 1 {
		t.Errorf("%d files stored, want 1", n)
	}
	old := again
	old.get("/receipt").send("look", "/receipt", "code", "0000-0000-0000-0000-0000-0000").want(422)
	old.page.Says("没有找到")
	old.sendUnknown("补充.jpg", picture(t)).want(422)
	if n := grep(t, nil, dir); n != 1 {
		t.Errorf("a stranger's file was stored")
	}
}

// sendUnknown sends a supplement with a file and no such receipt.
func (s *sender) sendUnknown(name string, data []byte) *sender {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, kv := range [][2]string{{"code", "1111-1111-1111-1111-1111-1111"}, {"do", "supplement"}, {"supplement.text", "这是附件"}} {
		_ = w.WriteField(kv[0], kv[1])
	}
	f, _ := w.CreateFormFile("files", name)
	_, _ = f.Write(data)
	_ = w.Close()
	req := httptest.NewRequest("POST", "/receipt", nil)
	r, err := http.Post(s.base+req.URL.Path, w.FormDataContentType(), &b)
	return s.read(r, err)
}

func useFiles(t *testing.T, o *office.Office, dir string) {
	t.Helper()
	f, err := openFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	o.Files = f
}
