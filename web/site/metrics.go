package site

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hengjian/office"
	"hengjian/oversight/access"
)

// metrics counts for the people who run the machine. Labels are names of acts,
// results, route patterns and status codes; no person, place or matter.
type metrics struct {
	o        *office.Office
	reg      *prometheus.Registry
	acts     *prometheus.CounterVec
	requests *prometheus.HistogramVec
	batch    prometheus.Histogram
}

func newMetrics(o *office.Office) *metrics {
	m := &metrics{o: o, reg: prometheus.NewRegistry(),
		acts: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hengjian_acts_total",
			Help: "Acts that came to the door, by name and result (done, repeat, invalid, not_now, forbidden, missing, conflict, unknown, fault)."}, []string{"act", "result"}),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "hengjian_request_seconds", Help: "Time to answer a request, by route pattern and status.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route", "status"}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "hengjian_commit_acts", Help: "Acts that shared one commit of the embedded database.",
			Buckets: []float64{1, 2, 4, 8, 16, 32, 64}}),
	}
	m.reg.MustRegister(m.acts, m.requests, m.batch, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		m.gauge("hengjian_database_bytes", "Size of the database.", o.Size),
		m.gauge("hengjian_notices_unread", "Unread notices of everybody together.", o.UnreadAll))
	o.SetMeter(m)
	return m
}

// gauge reads a number when asked for; -1 says that it could not be read.
func (m *metrics) gauge(name, help string, read func(context.Context) (int64, error)) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		n, err := read(ctx)
		if err != nil {
			return -1
		}
		return float64(n)
	})
}

// Act implements office.Meter.
func (m *metrics) Act(name, result string) { m.acts.WithLabelValues(name, result).Inc() }

// Batch implements office.Meter.
func (m *metrics) Batch(acts int) { m.batch.Observe(float64(acts)) }

// timed measures what the routes behind it take.
func (m *metrics) timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, s := time.Now(), &statusWriter{ResponseWriter: w, code: http.StatusOK}
		next.ServeHTTP(s, r)
		route := r.Pattern
		if route == "" {
			route = "other"
		}
		m.requests.WithLabelValues(route, strconv.Itoa(s.code)).Observe(time.Since(began).Seconds())
	})
}

type statusWriter struct {
	http.ResponseWriter
	code int
}

func (s *statusWriter) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController reach flushing and deadlines.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// handler answers a scraper on the same machine, or one that bears the
// session of a system administrator. How busy an office is, and with which
// acts, is nothing for the organs' people on this listener: others get what
// any unknown page gets.
func (m *metrics) handler(missing http.Handler) http.Handler {
	show := promhttp.HandlerFor(m.reg, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !direct(r) && !m.administrator(r) {
			missing.ServeHTTP(w, r)
			return
		}
		show.ServeHTTP(w, r)
	})
}

// direct is a request from this machine that no gateway passed on.
func direct(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	return err == nil && net.ParseIP(host).IsLoopback()
}

func (m *metrics) administrator(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return false
	}
	me, _, err := m.o.Enter(r.Context(), strings.TrimSpace(token))
	return err == nil && me.Has(access.SysAdmin)
}
