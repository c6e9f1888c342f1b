package stage

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// watch follows one tab: requests under way, faults of its scripts, dialogs.
type watch struct {
	answer func(accept bool)

	mu      sync.Mutex
	open    map[network.RequestID]string // URL
	last    time.Time                    // of the latest start or end of a request, or of a click
	fault   []string
	dialogs []string
}

func newWatch() *watch { return &watch{open: map[network.RequestID]string{}, last: time.Now()} }

// event runs on the goroutine that reads the browser's messages: it only notes.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		switch ev.Type {
		case network.ResourceTypeDocument, network.ResourceTypeFetch, network.ResourceTypeXHR, network.ResourceTypeScript, network.ResourceTypeStylesheet:
			w.open[ev.RequestID], w.last = ev.Request.URL, time.Now()
		}
	case *network.EventResponseReceived:
		if ev.Response.MimeType == "text/event-stream" {
			w.ended(ev.RequestID)
		}
	case *network.EventLoadingFinished:
		w.ended(ev.RequestID)
	case *network.EventLoadingFailed:
		w.ended(ev.RequestID)
	case *page.EventFrameRequestedNavigation:
		// On a busy machine the request comes well after the click that asks
		// for it; whichever event follows takes this back.
		w.last = time.Now().Add(500 * time.Millisecond)
	case *page.EventFrameNavigated:
		w.last = time.Now()
	case *page.EventJavascriptDialogOpening:
		w.dialogs = append(w.dialogs, ev.Message)
		w.answer(true)
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if x := ev.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		w.fault = append(w.fault, fmt.Sprintf("%s (%s:%d)", text, ev.ExceptionDetails.URL, ev.ExceptionDetails.LineNumber+1))
	case *cdplog.EventEntryAdded:
		if ev.Entry.Source == cdplog.EntrySourceSecurity && ev.Entry.Level == cdplog.EntryLevelError {
			w.fault = append(w.fault, ev.Entry.Text)
		}
	}
}

func (w *watch) ended(id network.RequestID) {
	if _, ok := w.open[id]; ok {
		delete(w.open, id)
		w.last = time.Now()
	}
}

// touch starts the quiet time anew: what a click sets off has not begun yet.
func (w *watch) touch() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = time.Now()
}

func (w *watch) quiet(d time.Duration) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.open) == 0 && time.Since(w.last) >= d
}

func (w *watch) pending() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(slices.Sorted(maps.Values(w.open)), " ")
}

func (w *watch) faults() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.fault
	w.fault = nil
	return f
}

func (w *watch) said() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.dialogs)
}

// jsString is s as a JavaScript literal: JSON is one.
func jsString(s string) string {
	b, _ := json.Marshal(s) // a string always can
	return string(b)
}
