package home

import (
	"strconv"
	"time"

	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// Handed (回执) lists what the organ's people handed in, each with its proof of
// receipt.
func Handed(p *frame.Page) error {
	before, _ := strconv.ParseInt(p.R.URL.Query().Get("before"), 10, 64)
	hs, err := p.O.HandedIn(p.Ctx(), p.Me, before, matter.PageSize)
	if err != nil {
		return err
	}
	t := kit.Table{ID: "handed", Caption: p.L("本机关报送的", "Handed in by this organ"), Cols: []kit.Col{{Label: p.L("时间", "When"), Day: true}, {Label: p.L("事项", "Matter")}, {Label: p.L("办理", "What was done")}, {Label: p.L("谁", "Who")}, {Label: p.L("回执", "Receipt")}},
		Empty: kit.Empty{Title: p.L("还没有报送过", "Nothing handed in yet"), Text: p.L("签收、回复、报送方案和进展以后，可以在这里取回执和证明。", "After signing, replying or filing, receipts and proofs are found here.")}}
	for _, h := range hs {
		url := "/handed/" + h.Book + "/" + matter.Itoa(h.Seq)
		t.Rows = append(t.Rows, kit.Row{ID: matter.Itoa(h.Seq), URL: url, Cells: []kit.Cell{{Text: p.Moment(time.UnixMicro(h.At))}, {Text: frame.SayTitle(p.Page, h.Kind, h.Title), Sub: matter.Join(" ", p.KindName(h.Kind), h.Number), URL: frame.URLOf(h.Kind, h.Subject)},
			{Text: p.VerbOf(h.Kind, h.Act)}, {Text: h.Who}, {Text: p.L("回执第 "+matter.Itoa(h.Seq)+" 号", "No. "+matter.Itoa(h.Seq)), URL: url}}})
	}
	if len(hs) == matter.PageSize {
		t.Next = "/handed?before=" + matter.Itoa(hs[len(hs)-1].Seq)
	}
	return p.Render(handedPage(p, kit.Head{Title: p.L("回执", "Proofs of receipt"), Sub: p.L("报送过什么、什么时候收到，可以打印，也可以离线核验。", "What was handed in and when it was received; to print, or to verify offline."), Print: true}, t))
}

// receipt is one proof of receipt.
type receipt struct {
	p       *frame.Page
	h       office.Handed
	files   []office.HandedFile
	organ   string
	key     string
	covered bool
	path    string
}

func at(p *frame.Page) (office.Handed, error) {
	seq, err := strconv.ParseInt(p.R.PathValue("seq"), 10, 64)
	if err != nil {
		return office.Handed{}, act.None()
	}
	return p.O.HandedAt(p.Ctx(), p.Me, p.R.PathValue("book"), seq)
}

// Receipt (回执) is a page to print: what was handed in, when it was received,
// and how anybody can verify that without asking the committee.
func Receipt(p *frame.Page) error {
	h, err := at(p)
	if err != nil {
		return err
	}
	r := receipt{p: p, h: h, organ: matter.Name(p, "organ", p.Me.Organ), path: "/handed/" + h.Book + "/" + matter.Itoa(h.Seq)}
	if r.files, err = p.O.HandedFiles(p.Ctx(), h); err != nil {
		return err
	}
	if r.key, err = p.O.BookKey(p.Ctx(), h.Book); err != nil {
		return err
	}
	covered, err := p.O.Covered(p.Ctx(), h.Book)
	if err != nil {
		return err
	}
	r.covered = h.Seq < covered
	head := kit.Head{Title: p.L("回执第 "+matter.Itoa(h.Seq)+" 号", "Receipt No. "+matter.Itoa(h.Seq)), Crumbs: []kit.Link{{Text: p.L("回执", "Proofs of receipt"), URL: "/handed"}}, Print: true}
	if r.covered {
		head.Actions = []kit.Link{{Text: p.L("下载证明文件", "Download the proof"), URL: r.path + "/proof"}}
	}
	return p.Render(receiptPage(r, head))
}

func (r receipt) facts() []kit.Fact {
	p, h := r.p, r.h
	fs := []kit.Fact{{Term: p.L("报送机关", "Organ"), Text: r.organ}, {Term: p.L("经手人", "By"), Text: h.Who}, {Term: p.L("收到时间", "Received"), Text: p.Moment(time.UnixMicro(h.At))},
		{Term: p.L("事项", "Matter"), Text: matter.Join(" ", h.Number, frame.SayTitle(p.Page, h.Kind, h.Title)), URL: frame.URLOf(h.Kind, h.Subject)}, {Term: p.L("办理", "What was done"), Text: p.VerbOf(h.Kind, h.Act)},
		{Term: p.L("记录", "Record"), Text: p.L("记录库 "+h.Book+" 第 "+matter.Itoa(h.Seq)+" 号", "book "+h.Book+", No. "+matter.Itoa(h.Seq))}}
	for i, f := range r.files {
		term := ""
		if i == 0 {
			term = p.L("附件（SHA-256）", "Files (SHA-256)")
		}
		fs = append(fs, kit.Fact{Term: term, Text: f.Name, Sub: f.Sum})
	}
	return append(fs, kit.Fact{Term: p.L("办理内容的承诺值", "Commitment to what was sent"), Text: h.Commit}, kit.Fact{Term: p.L("办理后的事项摘要值", "Digest of the matter afterwards"), Text: h.Digest})
}

// Proof (证明文件) is the inclusion proof of one's own line, as hengjian
// verify-proof reads it.
func Proof(p *frame.Page) error {
	h, err := at(p)
	if err != nil {
		return err
	}
	b, err := p.O.ProofFor(p.Ctx(), p.Me, h.Book, h.Seq)
	if err != nil {
		return err
	}
	matter.Download(p, "receipt-"+h.Book+"-"+matter.Itoa(h.Seq)+".txt", "text/plain; charset=utf-8")
	_, err = p.W.Write(b)
	return err
}
