package api

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"hengjian/office"
	"hengjian/oversight/act"
)

// fault is one refused field, or the refusal as a whole.
type fault struct {
	Kind  string `json:"kind"`
	Field string `json:"field,omitempty"`
	Zh    string `json:"zh"`
	En    string `json:"en"`
}

// trouble is an error as RFC 9457 has it. Kind is invalid, not_now, forbidden,
// missing, conflict, signed_out, unknown or fault; Errors holds every refused
// field, the first one too.
type trouble struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	fault
	Ref    string  `json:"ref,omitempty"` // of a fault of ours, in the log
	Errors []fault `json:"errors,omitempty"`
}

// status of the five ways to be refused.
var status = map[act.Kind]int{
	act.Invalid: http.StatusUnprocessableEntity, act.NotNow: http.StatusConflict, act.Conflict: http.StatusConflict,
	act.Forbidden: http.StatusForbidden, act.Missing: http.StatusNotFound,
}

func troubleOf(err error) trouble {
	p := trouble{Type: "about:blank"}
	var r *act.Refusal
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &r):
		p.Status, p.fault = status[r.Kind], fault{string(r.Kind), r.Field, r.Zh, r.En}
		for _, x := range r.All() {
			p.Errors = append(p.Errors, fault{string(x.Kind), x.Field, x.Zh, x.En})
		}
		if errors.As(err, new(notHim)) {
			p.Status = http.StatusUnauthorized
		}
	case errors.Is(err, errSignedOut):
		p.Status, p.fault = http.StatusUnauthorized, fault{Kind: "signed_out", Zh: "请先登录：POST /api/v1/session 取得令牌。", En: "Sign in first: POST /api/v1/session gives a token."}
	case errors.As(err, &big):
		p.Status, p.fault = http.StatusRequestEntityTooLarge, fault{Kind: "invalid", Zh: "提交的内容超过 1 MiB。", En: "The body is larger than 1 MiB."}
	case errors.Is(err, errNotJSON):
		p.Status, p.fault = http.StatusUnsupportedMediaType, fault{Kind: "invalid", Zh: "请以 application/json 提交。", En: "Send application/json."}
	case errors.Is(err, office.ErrUnknown):
		p.Status, p.fault = http.StatusServiceUnavailable, fault{Kind: "unknown", Zh: "结果不明，请用同一 act_id 再提交一次。", En: "The outcome is unknown; send the same act_id again."}
	default:
		p.Ref = rand.Text()[:6]
		p.Status, p.fault = http.StatusInternalServerError, fault{Kind: "fault", Zh: "系统出错，编号 " + p.Ref + "。可以用同一 act_id 再提交一次。", En: "Our fault, reference " + p.Ref + ". Sending the same act_id again is safe."}
	}
	if p.Status == 0 {
		p.Status = http.StatusInternalServerError
	}
	p.Title = http.StatusText(p.Status)
	return p
}

// fail writes the refusal. A fault of ours is logged and its text never shown.
func (c *call) fail(err error) {
	p := troubleOf(err)
	if p.Ref != "" {
		slog.Error("fault", "ref", p.Ref, "path", c.r.Pattern, "err", err)
	}
	b, merr := json.Marshal(p)
	if merr != nil {
		http.Error(c.w, "fault", http.StatusInternalServerError)
		return
	}
	h := c.w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer")
	}
	c.w.WriteHeader(p.Status)
	c.w.Write(append(b, '\n'))
}
