package office

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"hengjian/lexis"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/store"
)

// The suggested class (类别提示) is learned from a committee's own labelled
// summaries. On a sealed message it runs once, at intake, and keeps a code and a
// confidence band; reasons are given on summaries only.

// models remembers each committee's model.
type models struct {
	mu sync.Mutex
	m  map[string]*learned
}

// learned is a model with what it was made of.
type learned struct {
	model *lexis.Model
	Docs  int    `json:"docs"` // labelled summaries there were; it learned from the newest of them
	Day   string `json:"day"`  // on which it learned
}

// keptGrams bounds a stored model: more are no better on summaries.
const keptGrams = 40_000

func modelSetting(place string) string { return "model/" + place }

// model is the committee's model, read from the settings the first time.
func (o *Office) model(ctx context.Context, place string) (*learned, error) {
	o.models.mu.Lock()
	defer o.models.mu.Unlock()
	if l, ok := o.models.m[place]; ok {
		return l, nil
	}
	b, err := o.View(ctx).Setting(modelSetting(place))
	if err != nil {
		return nil, err
	}
	l := &learned{}
	if head, body, ok := bytes.Cut(b, []byte("\n")); ok {
		l.model = &lexis.Model{}
		if err := json.Unmarshal(head, l); err != nil {
			return nil, fmt.Errorf("stored model: %w", err)
		}
		if err := l.model.UnmarshalBinary(body); err != nil { // of an older version: learn anew
			slog.Warn("stored model", "place", place, "err", err)
			l = &learned{}
		}
	}
	o.keepModel(place, l)
	return l, nil
}

func (o *Office) keepModel(place string, l *learned) {
	if o.models.m == nil {
		o.models.m = map[string]*learned{}
	}
	o.models.m[place] = l
}

// suggest runs the model on the text of a message before it is sealed; code and
// band only. Without a model, or if it cannot be read, there is no suggestion:
// a message is taken in all the same.
func (o *Office) suggest(ctx context.Context, place, text string) (class, band string) {
	l, err := o.model(ctx, place)
	if err != nil {
		slog.Error("model", "err", err)
		return "", ""
	}
	if l.model == nil {
		return "", ""
	}
	if s := l.model.Classify([]string{"", text}); len(s) > 0 {
		return s[0].Label, string(s[0].Band)
	}
	return "", ""
}

// Learning says whether a committee's model should learn anew, and why.
func (o *Office) Learning(ctx context.Context, place string) (lexis.Advice, error) {
	l, err := o.model(ctx, place)
	if err != nil {
		return lexis.Advice{}, err
	}
	v, h := o.View(ctx), lexis.History{Trained: l.Docs}
	if h.Labelled, err = v.LabelCounts(place); err != nil {
		return lexis.Advice{}, err
	}
	if l.Day != "" {
		if h.Asked, h.Wrong, err = v.Suggested(place, l.Day); err != nil {
			return lexis.Advice{}, err
		}
		if since, err := time.ParseInLocation("2006-01-02", l.Day, act.Shanghai); err == nil {
			h.Days = int(o.Now().Sub(since).Hours() / 24)
		}
	}
	return h.Retrain(), nil
}

// Learn trains a committee's model if it is time to, on its newest labelled
// summaries, and keeps it. day is the day written with it.
func (o *Office) Learn(ctx context.Context, place, day string) (lexis.Advice, error) {
	advice, err := o.Learning(ctx, place)
	if err != nil || !advice.Train {
		return advice, err
	}
	counts, err := o.View(ctx).LabelCounts(place)
	if err != nil {
		return advice, err
	}
	defer sparing()()
	labels, err := o.View(ctx).Labels(place, lexis.EnoughDocs)
	if err != nil {
		return advice, err
	}
	docs := make([]lexis.Doc, len(labels))
	for i, l := range labels {
		docs[i] = lexis.Doc{Fields: []string{l.Title, l.Summary}, Label: l.Class}
	}
	// On half of the cores: whoever works meanwhile does not wait for it.
	l := &learned{model: lexis.Train(docs, lexis.Options{Keep: keptGrams, Workers: max(1, runtime.NumCPU()/2)}), Day: day}
	for _, n := range counts {
		l.Docs += n
	}
	head, err := json.Marshal(l)
	if err != nil {
		return advice, err
	}
	body, err := l.model.MarshalBinary()
	if err != nil {
		return advice, err
	}
	err = o.Store.Write(ctx, func(t *store.Tx) error {
		return t.PutSetting(modelSetting(place), append(append(head, '\n'), body...))
	})
	if err != nil {
		return advice, fmt.Errorf("keeping the model: %w", err)
	}
	o.models.mu.Lock()
	o.keepModel(place, l)
	o.models.mu.Unlock()
	return advice, nil
}

// sparing lets the collector keep to 200 MiB while a model is learned, which takes
// seconds and would else leave the server with a heap twice as large as its work
// needs. A bound that somebody has set stays.
func sparing() (undo func()) {
	had := debug.SetMemoryLimit(-1)
	if had < math.MaxInt64 {
		return func() {}
	}
	debug.SetMemoryLimit(200 << 20)
	return func() { debug.SetMemoryLimit(had) }
}

// learnEvery is how often it is asked whether to learn anew.
const learnEvery = 20 * time.Minute

// StartLearner lets every committee's model grow with its labels, until ctx
// ends.
func (o *Office) StartLearner(ctx context.Context) (done <-chan struct{}) {
	end := make(chan struct{})
	go func() {
		defer close(end)
		for {
			if err := o.learnAll(ctx); err != nil && ctx.Err() == nil {
				slog.Error("learning", "err", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(learnEvery):
			}
		}
	}()
	return end
}

func (o *Office) learnAll(ctx context.Context) error {
	cs, err := store.Congresses.Where(o.View(ctx), "1=1 ORDER BY place")
	if err != nil {
		return err
	}
	for _, c := range cs {
		if _, err := o.Learn(ctx, c.Place, act.DayOf(o.Now())); err != nil {
			return err
		}
	}
	return nil
}

// Suggestion is a class suggested for a summary, the likeliest first; the
// first comes with its reasons.
type Suggestion struct {
	Class   string
	Band    lexis.Band
	Reasons []lexis.Reason
}

// shownSuggestions is how many classes are offered.
const shownSuggestions = 3

// SuggestClass suggests classes for a summary being written, with the pieces of
// it that spoke for the first; nil before the committee has a model.
func (o *Office) SuggestClass(ctx context.Context, who access.Person, title, summary string) ([]Suggestion, error) {
	if who.Side() != "congress" {
		return nil, act.None()
	}
	l, err := o.model(ctx, who.Place)
	if err != nil || l.model == nil || title+summary == "" {
		return nil, err
	}
	fields := []string{title, summary}
	var out []Suggestion
	for i, s := range l.model.Classify(fields) {
		if i == shownSuggestions {
			break
		}
		x := Suggestion{Class: s.Label, Band: s.Band}
		if i == 0 {
			x.Reasons = l.model.Explain(fields, s.Label)
		}
		out = append(out, x)
	}
	return out, nil
}

// topicLimit bounds how many summaries are grouped at once.
const topicLimit = 5000

// HotTopics groups the summaries of a period that the person may see, the
// hottest first. Messages about minors are never in it.
func (o *Office) HotTopics(ctx context.Context, who access.Person, since, until string, top int) ([]lexis.Topic, error) {
	var items []lexis.Item
	f := Filter{Kinds: []string{"clue"}, Since: since, Until: until}
	err := o.EachClue(ctx, who, f, func(_ Row, c clue.Clue) error {
		if c.Minor || c.Summary == "" || c.Audience != "" {
			return nil
		}
		if len(items) == topicLimit {
			return errEnough
		}
		at, _ := time.ParseInLocation("2006-01-02", c.Opened, act.Shanghai)
		items = append(items, lexis.Item{ID: c.ID, Fields: []string{c.Title, c.Summary}, At: at})
		return nil
	})
	if err != nil && err != errEnough {
		return nil, err
	}
	return lexis.HotTopics(items, lexis.TopicOptions{Top: top}), nil
}

var errEnough = fmt.Errorf("enough")
