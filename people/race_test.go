package people

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"hengjian/people/stage"
)

// Two people open the same act; one wins, the other is told who acted and what
// the matter is now, and nothing she typed is lost.
func TestTwoPeopleActOnOneMatter(t *testing.T) {
	c := liveCity(t)
	id := c.problem("planned")
	page := "/problems/" + id

	clerk, director := c.at("linwan"), c.at("zhaoheng")
	clerk.Goto(page + "/comment_plan")
	director.Goto(page + "/note_plan")
	clerk.Fill("意见", "第二项措施没有完成标准，请补充。")
	director.Press("对方案无意见")
	c.is(id, "rectifying")
	clerk.Press("对方案提出意见")
	clerk.See("赵衡")
	clerk.See("对方案无意见")
	clerk.See("整改中")
	if got := clerk.Value("意见"); got != "第二项措施没有完成标准，请补充。" {
		t.Errorf("what she typed reads %q", got)
	}
	c.is(id, "rectifying")

	// The same at the very same moment, by the interface: exactly one wins.
	other := c.problem("planned")
	type did struct {
		who string
		ans stage.Answer
	}
	var wg sync.WaitGroup
	got := make(chan did, 2)
	a, b := c.as("zhaoheng"), c.as("shenlan")
	for who, api := range map[string]*stage.API{"zhaoheng": a, "shenlan": b} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			got <- did{who, api.Act("problem.note_plan", M{"id": other})}
		}()
	}
	wg.Wait()
	close(got)
	won := 0
	for d := range got {
		if d.ans.Status == 200 {
			won++
		} else {
			c.refused(d.ans, "not_now", "")
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	verifies(t, c.Data)
}

// The connection breaks after the form was sent and before the answer came: she
// presses again, and there is one act.
func TestPressingAgainAfterALostConnection(t *testing.T) {
	c := liveCity(t)
	id := c.problem("rectifying")
	n := c.plain("fangzhou")
	cut := &cutting{to: n.Base}
	cut.listen(t)
	l := stage.NewNoJS(t, "fangzhou", cut.url)
	l.SignIn("fangzhou", c.who("fangzhou").Password)
	l.Goto("/problems/" + id + "/progress")
	action, fields := l.Form("填报进展")
	fields.Set("measure", "1")
	fields.Set("text", "设备已经更换，附验收单。")

	cut.next = true // the server gets it, the answer is lost on the way
	if _, err := l.Client().PostForm(action, fields); err == nil {
		t.Fatal("the connection did not break")
	}
	if n := c.count(id, "problem.progress"); n != 1 {
		t.Fatalf("after the lost answer there are %d acts", n)
	}
	for range 2 {
		req, _ := http.NewRequest("POST", action, bytes.NewReader([]byte(fields.Encode())))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		resp, err := l.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != 200 {
			t.Errorf("pressing again: %d %.300s", resp.StatusCode, body)
		}
	}
	if n := c.count(id, "problem.progress"); n != 1 {
		t.Errorf("after pressing again there are %d acts", n)
	}
	_, d := matter(t, c.as("fangzhou"), "/api/v1/problems/"+id)
	entries := 0
	for _, x := range d["measures"].([]any)[0].(M)["progress"].([]any) {
		if str(x.(M), "text") == "设备已经更换，附验收单。" {
			entries++
		}
	}
	if entries != 1 {
		t.Errorf("the progress stands %d times", entries)
	}
	verifies(t, c.Data)
}

// count is how often the record has an act at the liaison's hand at this hour:
// the progress reported since the city's clock began.
func (c *town) count(id, act string) (n int) {
	c.t.Helper()
	m, _ := matter(c.t, c.as("zhaoheng"), "/api/v1/problems/"+id)
	for _, l := range m["history"].([]any) {
		if x := l.(M); str(x, "act") == act && str(x, "at") > Today+"T09:00" {
			n++
		}
	}
	return n
}

// cutting is a line between a browser and the server that loses one answer.
type cutting struct {
	to, url string
	next    bool
}

func (k *cutting) listen(t *testing.T) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	k.url = "http://" + ln.Addr().String()
	target, err := url.Parse(k.to)
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { k.pass(w, r, target) })}
	go s.Serve(ln)
	t.Cleanup(func() { s.Close() })
}

func (k *cutting) pass(w http.ResponseWriter, r *http.Request, to *url.URL) {
	out := r.Clone(r.Context())
	out.RequestURI, out.URL.Scheme, out.URL.Host, out.Host = "", to.Scheme, to.Host, to.Host
	if out.Header.Get("Origin") != "" {
		out.Header.Set("Origin", k.to)
	}
	resp, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer resp.Body.Close()
	if k.next && r.Method == http.MethodPost {
		k.next = false
		io.Copy(io.Discard, resp.Body)
		panic(http.ErrAbortHandler)
	}
	for name, vs := range resp.Header {
		w.Header()[name] = vs
	}
	w.WriteHeader(resp.StatusCode)
	io.Copy(w, resp.Body)
}
