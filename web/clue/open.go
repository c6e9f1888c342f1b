package clue

import (
	"encoding/base64"
	"io"
	"regexp"
	"slices"
	"time"

	"hengjian/oversight/act"
	"hengjian/oversight/clue"
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// readable is how long an opening lets its officer read and download.
const readable = 30 * time.Minute

// open (开启原文) is an act with a reason; the original is on the page after it.
func open(d *doing) error {
	d.form = form{fields: []field{{"line", kit.Field{Name: "reason", Label: d.L("用途", "Purpose"), Hint: d.L("例如：登记摘要。写不写都留下记录。", "For example: to write the summary. It is on record either way."), Optional: true, Max: 120, Width: "m"}, nil}},
		told: []string{d.L("审计管理员和主任：每周的开启清单", "audit administrator and chairperson: the weekly list of openings")}}
	if !d.Post() {
		return d.show(nil)
	}
	a := &clue.Open{}
	if err := kit.Decode(d.R, a); err != nil {
		return d.show(err)
	}
	a.ID = d.c.ID
	if _, err := d.Do(a); err != nil {
		return d.show(err)
	}
	return d.Go(path(d.c.ID, "original"))
}

// openedBy reports until when the person may read what she has opened.
func openedBy(p *frame.Page, c clue.Clue) (until time.Time, ok bool, err error) {
	lines, err := p.O.History(p.Ctx(), "clue", c.ID)
	for _, l := range lines {
		if (l.Act == "clue.open" || l.Act == "clue.open_emergency") && l.Actor == p.Me.ID {
			until = time.UnixMicro(l.At).Add(readable)
		}
	}
	return until, p.Now.Before(until), err
}

// reading lets only her in who opened the original a short while ago.
func reading(p *frame.Page) (clue.Clue, time.Time, error) {
	c, err := load(p)
	if err != nil {
		return c, time.Time{}, err
	}
	until, ok, err := openedBy(p, c)
	if err == nil && !ok {
		err = act.Refuse(act.Forbidden, "请先开启原文：开启后 30 分钟内可以阅读和下载附件。", "Open the original first: it may be read, and attachments fetched, for 30 minutes.")
	}
	return c, until, err
}

// box is one sealed piece as the browser needs it.
type box struct {
	title, payload, wrap string
}

// Original (原文) hands the sealed boxes to the browser of who opened them. The
// server cannot read them; her own key does, on her own machine.
func Original(p *frame.Page) error {
	c, until, err := reading(p)
	if err != nil {
		return err
	}
	boxes, err := sealedBoxes(p, c)
	if err != nil {
		return err
	}
	return p.Render(originalPage(p, c, boxes, until))
}

func sealedBoxes(p *frame.Page, c clue.Clue) ([]box, error) {
	names := []string{p.L("来信原文", "The original")}
	all := []clue.Sealed{c.Body}
	for _, t := range c.Talk {
		v := talkOf(p, t)
		names, all = append(names, v.day+" · "+v.by+" · "+v.what), append(all, t.Box)
	}
	got, err := p.O.SealedBoxes(p.Ctx(), all...)
	if err != nil {
		return nil, err
	}
	out := make([]box, len(got))
	b64 := base64.StdEncoding.EncodeToString
	for i, b := range got {
		out[i] = box{names[i], b64(b.Payload), b64(b.Wrap)}
	}
	return out, nil
}

var address = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Attachment (附件) streams one sealed file of the message.
func Attachment(p *frame.Page) error {
	c, _, err := reading(p)
	if err != nil {
		return err
	}
	h := p.R.PathValue("hash")
	if !address.MatchString(h) || !names(c, h) {
		return act.None()
	}
	f, err := p.O.Files.Get(h)
	if err != nil {
		return err
	}
	defer f.Close()
	p.W.Header().Set("Content-Type", "application/octet-stream")
	p.W.Header().Set("Content-Disposition", "attachment")
	_, err = io.Copy(p.W, f)
	return err
}

// names reports whether the message or its conversation has the file.
func names(c clue.Clue, hash string) bool {
	is := func(f clue.File) bool { return f.Hash == hash }
	return slices.ContainsFunc(c.Files, is) || slices.ContainsFunc(c.Talk, func(t clue.Talk) bool { return slices.ContainsFunc(t.Files, is) })
}

// nowReadable gives the boxes for a page beside the original's own, nothing
// where the original was not opened a short while ago.
func nowReadable(p *frame.Page, c clue.Clue) ([]box, error) {
	if c.Body.Hash == "" {
		return nil, nil
	}
	_, ok, err := openedBy(p, c)
	if err != nil || !ok {
		return nil, err
	}
	return sealedBoxes(p, c)
}
