package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
)

// Sizes of a page of a list, and how far matters are counted.
const (
	pageSize  = 50
	pageMost  = 200
	countMost = 1000
)

// listParams are what a list may be narrowed by.
var listParams = []string{"state", "class", "organ", "unit", "campaign", "via", "parent", "number", "urgent", "since", "until", "q", "cursor", "limit"}

// listing is one page of a list. Count stops at 1000; CountCapped says so.
type listing struct {
	Items       []map[string]any `json:"items"`
	Next        string           `json:"next,omitempty"`
	Prev        string           `json:"prev,omitempty"`
	Count       int              `json:"count"`
	CountCapped bool             `json:"count_capped"`
}

// list answers a page of the matters of one kind that the person may see.
func list(kind string) fn {
	return func(c *call) (any, error) {
		v := viewOf(c.me, kind)
		f, size, err := filterOf(kind, v, c.r.URL.Query())
		if err != nil {
			return nil, err
		}
		page, err := c.o.List(c.ctx(), c.me, f, office.ParseCursor(c.r.URL.Query().Get("cursor")), size)
		if err != nil {
			return nil, err
		}
		n, err := c.o.Count(c.ctx(), c.me, f, countMost+1)
		if err != nil {
			return nil, err
		}
		out := listing{Items: []map[string]any{}, Next: page.Next, Prev: page.Prev, Count: min(n, countMost), CountCapped: n > countMost}
		for _, r := range page.Rows {
			out.Items = append(out.Items, row(r, v))
		}
		return out, nil
	}
}

// filterOf reads a list's parameters. What a view does not show it cannot
// narrow by either, nor search in, or the list would tell it.
func filterOf(kind string, v view, q url.Values) (office.Filter, int, error) {
	f := office.Filter{Kinds: []string{kind}}
	size := pageSize
	var k act.Check
	for name, vals := range q {
		k.Want(slices.Contains(listParams, name), name, "没有这个筛选项。", "There is no such parameter.")
		k.Want(!hidden(kind, v, name) && !(v == asThin && (name == "q" || name == "urgent")), name, "您不能按这一项筛选。", "You cannot narrow by this.")
		val := vals[0]
		switch name {
		case "state":
			for _, s := range vals {
				for _, st := range strings.Split(s, ",") {
					k.Want(isState(kind, st), name, "没有这个状态；全部状态见 GET /api/v1/lives。", "There is no such state; GET /api/v1/lives has them all.")
					f.States = append(f.States, st)
				}
			}
			continue
		case "class":
			f.Class = val
		case "organ":
			f.Organ = val
		case "unit":
			f.Unit = val
		case "campaign":
			f.Campaign = val
		case "via":
			f.Via = val
		case "parent":
			f.Parent = val
		case "number":
			f.Number = val
		case "urgent":
			var err error
			f.Urgent, err = strconv.ParseBool(val)
			k.Want(err == nil, name, "请写 true 或 false。", "Say true or false.")
		case "since":
			f.Since = val
			k.Want(isDay(val), name, "日期写作 2026-03-02。", "Write a day as 2026-03-02.")
		case "until":
			f.Until = val
			k.Want(isDay(val), name, "日期写作 2026-03-02。", "Write a day as 2026-03-02.")
		case "q":
			f.Text = val
		case "limit":
			n, err := strconv.Atoi(val)
			k.Want(err == nil && n >= 1 && n <= pageMost, name, "每页 1 到 200 项。", "A page has 1 to 200 items.")
			size = n
		}
		k.Want(len(vals) == 1, name, "这一项出现了两次。", "This parameter stands twice.")
		k.Want(len(val) <= 500 && !strings.ContainsFunc(val, unprintable), name, "太长或者含有控制字符。", "It is too long or has control characters.")
	}
	if (f.Since != "" || f.Until != "") && !headShown(kind, v) {
		k.Want(false, "since", "您不能按这一项筛选。", "You cannot narrow by this.")
	}
	return f, size, k.Err()
}

func isState(kind, code string) bool {
	return slices.ContainsFunc(office.LifeOfKind(kind).States, func(s act.State) bool { return s.Code == code })
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// row is one matter as a list shows it.
func row(r office.Row, v view) map[string]any {
	m := map[string]any{"kind": r.Kind, "id": r.Subject, "place": r.Place, "state": r.State, "number": r.Number, "title": r.Title, "class": r.Class, "via": r.Via,
		"organ": r.Organ, "unit": r.Unit, "campaign": r.Campaign, "parent": r.Parent, "urgent": r.Urgent, "historic": r.Historic, "handled": r.Handled,
		"opened": r.Opened, "version": r.Version}
	if r.DueAt > 0 {
		m["due_at"] = instant(r.DueAt)
	}
	for _, col := range rowHidden[r.Kind][v] {
		delete(m, col)
	}
	return m
}

// instant writes µs UTC as people in the one time zone read it.
func instant(us int64) string { return time.UnixMicro(us).In(act.Shanghai).Format(time.RFC3339) }
