// Package public is what people without an account see: what this channel is
// for, the report in four steps, the receipt. It keeps no account, no cookie,
// no address and no user agent; what is typed travels in the bodies of posts
// only; everything works without JavaScript on a small phone.
package public

import (
	"net/http"
	"net/url"
	"time"

	"hengjian/files"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/organ"
	"hengjian/web/kit"
)

// App is the public's listener.
type App struct {
	Office *office.Office
	Site   *kit.Site
	Place  string            // the one committee served; "" lists all of them
	Hosts  map[string]string // host name → place, for a listener behind several names
	Base   string            // address printed in QR codes; "" takes the request's host
	Post   string            // where to write to or come in person, as the operator says

	look bucket // looking up receipts
	send bucket // sending messages
}

// New makes the listener of an office.
func New(o *office.Office) *App {
	return &App{Office: o,
		Site: &kit.Site{NameZh: "反映司法工作问题", NameEn: "Report a problem in judicial work", LeaveURL: "https://www.weather.com.cn/",
			Foot: []kit.Link{}},
		look: bucket{rate: 20, size: 200}, send: bucket{rate: 5, size: 100}}
}

// page is one request; Congress is empty on pages of no committee.
type page struct {
	*kit.Page
	*App
	Congress organ.Congress
}

type handler func(*page) error

// Mount puts the pages on a mux.
func (a *App) Mount(mux *http.ServeMux) {
	put := func(pattern string, most int64, h handler) { mux.Handle(pattern, bounded(most, a.serve(h))) }
	both := func(path string, most int64, h handler) { put("GET "+path, 0, h); put("POST "+path, most, h) }
	put("GET /{$}", 0, home)
	put("GET /report", 0, toReport)
	put("GET /p/{place}/{$}", 0, front)
	put("GET /p/{place}/poster", 0, poster)
	put("GET /p/{place}/campaigns", 0, campaigns)
	put("GET /p/{place}/campaigns/{id}", 0, campaignPage)
	put("GET /p/{place}/campaigns/{id}/poster", 0, campaignPoster)
	put("GET /p/{place}/draws", 0, draws)
	both("/p/{place}/report", maxUpload, report)
	both("/receipt", maxUpload, receipt)
	put("POST /receipt/proof", 64<<10, proof)
	put("GET /about/anonymity", 0, anonymity)
	put("GET /about/record", 0, record)
	put("GET /"+KeyFileName, 0, keyFile)
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /p/*/report\nDisallow: /receipt\n"))
	})
	mux.Handle("/", a.serve(func(*page) error { return act.None() }))
}

// maxUpload bounds one post with attachments.
const maxUpload = 210 << 20

var formLimits = files.FormLimits{Files: 10, File: 100 << 20, Total: 200 << 20, Fields: 60}

func bounded(most int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, most)
		if most > 1<<20 { // a photograph over 2G takes longer than a page
			c := http.NewResponseController(w)
			_ = c.SetReadDeadline(time.Now().Add(uploadTime))
			_ = c.SetWriteDeadline(time.Now().Add(uploadTime + time.Minute))
		}
		next.ServeHTTP(w, r)
	})
}

const uploadTime = 30 * time.Minute

// Open makes the page of a request, also for what refuses a request early.
func (a *App) Open(w http.ResponseWriter, r *http.Request) *kit.Page {
	return kit.New(w, r, a.site(r), a.Office.Now())
}

func (a *App) serve(h handler) http.Handler {
	open := func(w http.ResponseWriter, r *http.Request) (*kit.Page, error) {
		p := a.Open(w, r)
		place := r.PathValue("place")
		if place == "" {
			return p, nil
		}
		c, ok, err := a.Office.CongressAt(a.Office.View(r.Context()), place)
		if err != nil {
			return p, err
		}
		if !ok || a.place(r) != "" && a.place(r) != place {
			return p, act.None()
		}
		*r = *r.WithContext(withCongress(r.Context(), c))
		p.R = r
		return p, nil
	}
	return kit.Handle(open, func(k *kit.Page) error {
		return h(&page{Page: k, App: a, Congress: congressOf(k.R.Context())})
	})
}

// place is the one committee of this host, "" if there may be several.
func (a *App) place(r *http.Request) string {
	if p, ok := a.Hosts[hostOf(r)]; ok {
		return p
	}
	return a.Place
}

func hostOf(r *http.Request) string {
	u := url.URL{Host: r.Host}
	return u.Hostname()
}

// site carries the links of the foot in the reader's language.
func (a *App) site(r *http.Request) *kit.Site {
	s := *a.Site
	p := kit.Page{R: r, Lang: "zh"}
	if r.URL.Query().Get("lang") == "en" {
		p.Lang = "en"
	}
	s.Foot = []kit.Link{{Text: p.L("首页", "Start"), URL: "/"}, {Text: p.L("用回执码查看进展", "Check progress"), URL: "/receipt"},
		{Text: p.L("匿名能保护什么", "What anonymity protects"), URL: "/about/anonymity"},
		{Text: p.L("核对记录", "Check the record"), URL: "/about/record"}}
	return &s
}

// header is the line at the top: whose channel this is.
func (p *page) header() string {
	if p.Congress.Short == "" {
		return p.L("人大常委会 · 反映司法工作问题", "People's congress · report a problem in judicial work")
	}
	return p.Congress.Short + p.L(" · 反映司法工作问题", " · report a problem in judicial work")
}

func (p *page) at(rest string) string { return "/p/" + p.Congress.Place + rest }

// danger is the sentence above every page of a report.
func (p *page) danger() string {
	return p.L("如有人正处于生命危险，请立即拨打 110、120；不便联系公安的，可拨检察服务热线 12309；心理援助 12356。本渠道不是 24 小时值守。请勿提交国家秘密、工作秘密材料。",
		"If somebody's life is in danger call 110 (police) or 120 (ambulance) now; if you cannot turn to the police, the procuratorate's line 12309; for psychological help 12356. Nobody is on watch here around the clock. Do not send state or work secrets.")
}

// terms is law 10 in one sentence.
func (p *page) terms() string {
	return p.L("向人大反映不会中止或延长上诉、申请再审、行政复议、诉讼、国家赔偿的期限，请同时依法行使权利；需要法律帮助可拨 12348。人大不能改判案件。",
		"Reporting to the congress neither suspends nor extends any term for appeal, retrial, administrative review, suit or state compensation: use those rights at the same time. For legal help call 12348. The congress cannot change a judgment.")
}

// byPost says where else to turn.
func (p *page) byPost() string {
	if p.Post != "" {
		return p.Post
	}
	return p.L("写信或者来访："+p.Congress.Name+"信访机构（信封上写明“反映司法工作问题”）。", "Write to or visit the letters office of "+p.Congress.Name+" (mark the envelope 反映司法工作问题).")
}
