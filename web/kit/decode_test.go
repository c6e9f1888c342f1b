package kit_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"hengjian/oversight/act"
	"hengjian/web/kit"
)

type routeCode string

type measure struct {
	Text string    `form:"text"`
	By   time.Time `form:"by"`
	Tags []string  `form:"tags"`
}

type upper string

// UnmarshalText refuses anything but capitals, as a domain code would.
func (u *upper) UnmarshalText(b []byte) error {
	if s := string(b); s != strings.ToUpper(s) {
		return errors.New("not capitals")
	}
	*u = upper(b)
	return nil
}

type plan struct {
	Title    string    `form:"title"`
	Route    routeCode `form:"route"`
	Count    int       `form:"count"`
	Small    int8      `form:"small"`
	Rate     float64   `form:"rate"`
	Urgent   bool      `form:"urgent"`
	Day      time.Time `form:"day"`
	Kinds    []string  `form:"kinds"`
	Numbers  []int     `form:"numbers"`
	Maybe    *int      `form:"maybe"`
	Code     upper     `form:"code"`
	Measures []measure `form:"measures"`
	Lead     measure   `form:"lead"`
	Secret   string    // no tag: never from the form
}

func post(v url.Values) *http.Request {
	r := httptest.NewRequest("POST", "/", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func day(y, m, d int) time.Time {
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

func TestDecodeReadsEveryKindOfField(t *testing.T) {
	var got plan
	err := kit.Decode(post(url.Values{"title": {" 整改方案\r\n第二行 "}, "route": {"proc"}, "count": {"１，２００"}, "small": {"-3"}, "rate": {"96.4"}, "urgent": {"on"},
		"day": {"2026年3月12日"}, "kinds": {"a", "", "b"}, "numbers": {"1", "2"}, "maybe": {"7"}, "code": {"ABC"}, "Secret": {"x"}, "secret": {"x"}, "unknown": {"y"},
		"measures.10.text": {"后"}, "measures.2.text": {"先"}, "measures.2.by": {"2026-4-1"}, "measures.2.tags": {"x", "y"}, "measures.5.text": {" "}, "lead.text": {"牵头"}}), &got)
	if err != nil {
		t.Fatal(err)
	}
	seven := 7
	want := plan{Title: "整改方案\n第二行", Route: "proc", Count: 1200, Small: -3, Rate: 96.4, Urgent: true, Day: day(2026, 3, 12), Kinds: []string{"a", "b"}, Numbers: []int{1, 2},
		Maybe: &seven, Code: "ABC", Measures: []measure{{Text: "先", By: day(2026, 4, 1), Tags: []string{"x", "y"}}, {Text: "后"}}, Lead: measure{Text: "牵头"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestDecodeRefusesAllBadFieldsAtOnceEachAtItsPlace(t *testing.T) {
	var p plan
	err := kit.Decode(post(url.Values{"count": {"十二"}, "small": {"300"}, "rate": {"NaN"}, "day": {"2026-02-30"}, "code": {"abc"}, "measures.0.by": {"明天"}, "title": {"好的"}}), &p)
	fields := map[string]bool{}
	for _, r := range kit.Refusals(err) {
		fields[r.Field] = true
		if r.Kind != act.Invalid || r.Zh == "" || r.En == "" {
			t.Errorf("refusal without kind or words: %+v", r)
		}
	}
	want := map[string]bool{"count": true, "small": true, "rate": true, "day": true, "code": true, "measures.0.by": true}
	if !reflect.DeepEqual(fields, want) {
		t.Errorf("refused %v, want %v", fields, want)
	}
	if p.Title != "好的" {
		t.Error("good fields should still be filled")
	}
}

func TestDecodeIsBounded(t *testing.T) {
	tooMany, groups := url.Values{}, url.Values{}
	for i := range 2100 {
		tooMany.Add("kinds", "x")
		groups.Set("measures."+strconv.Itoa(i)+".text", "x")
	}
	for name, r := range map[string]*http.Request{
		"body":    post(url.Values{"title": {strings.Repeat("长", kit.MaxForm)}}),
		"fields":  post(tooMany),
		"utf8":    post(url.Values{"title": {"\xff\xfe"}}),
		"nul":     post(url.Values{"title": {"a\x00b"}}),
		"groups":  post(groups),
		"escapes": rawPost("title=%zz"),
	} {
		var p plan
		if err := kit.Decode(r, &p); kit.Status(err) != 422 {
			t.Errorf("%s: status %d, want 422 (%v)", name, kit.Status(err), err)
		}
	}
}

func rawPost(body string) *http.Request {
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func TestDecodeStreamsFiles(t *testing.T) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("title", "附件")
	f, _ := w.CreateFormFile("file", "a.pdf")
	_, _ = f.Write(bytes.Repeat([]byte("x"), 3<<20)) // larger than the bound of the text fields
	_ = w.WriteField("count", "3")
	_ = w.Close()
	r := httptest.NewRequest("POST", "/", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	var p plan
	size := int64(0)
	err := kit.DecodeFiles(r, &p, func(part *multipart.Part) (err error) {
		size, err = io.Copy(io.Discard, part)
		return err
	})
	if err != nil || size != 3<<20 || p.Title != "附件" || p.Count != 3 {
		t.Errorf("err %v, size %d, %+v", err, size, p)
	}
	if r.PostForm.Get("title") != "附件" {
		t.Error("typed text should be kept for showing the form again")
	}
}

func TestDecodeReadsTheQueryOfAGet(t *testing.T) {
	var p plan
	if err := kit.Decode(httptest.NewRequest("GET", "/?title=x&count=4", nil), &p); err != nil || p.Title != "x" || p.Count != 4 {
		t.Errorf("%v %+v", err, p)
	}
}

func TestReadDate(t *testing.T) {
	for s, want := range map[string]time.Time{"2026-03-12": day(2026, 3, 12), "2026/3/2": day(2026, 3, 2), "2026.3.12": day(2026, 3, 12), "２０２６年３月１２日": day(2026, 3, 12), "2026-03-12T09:30": day(2026, 3, 12).Add(9*time.Hour + 30*time.Minute)} {
		if got, ok := kit.ReadDate(s); !ok || !got.Equal(want) {
			t.Errorf("%s: %v %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "2026-13-01", "2026-02-30", "12.3", "0026-03-12", "三月"} {
		if got, ok := kit.ReadDate(s); ok {
			t.Errorf("%q read as %v", s, got)
		}
	}
}

// FuzzDecode: no input panics, and what is refused is refused with words for people.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"title=a&count=1", "measures.0.text=a&measures.1.tags=b", "measures.99999999999999999999.text=x", "measures..text=1", "day=2026-03-12", "lead.text=&maybe=", "%00=%00", "numbers=9e9&rate=1e999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var p plan
		if err := kit.Decode(rawPost(body), &p); err != nil {
			if kit.Status(err) != 422 || kit.Refusals(err)[0].Zh == "" {
				t.Errorf("unexpected fault: %v", err)
			}
		}
	})
}
