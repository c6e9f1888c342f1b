package leg

import (
	"hengjian/gongwen"
	"hengjian/office"
	"hengjian/oversight/act"
	"hengjian/oversight/leg"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

// paper is the letter as it will look; its sentences are the content model's.
func paper(p *kit.Page, c leg.Content, draft bool) kit.PaperView {
	v := kit.PaperView{Organ: c.From, No: c.Number, Title: c.Title, To: c.To, Body: c.Body, Sign: c.From, Date: hanDay(c.Day), Draft: draft, Attachments: []string{"外送摘要"}}
	if draft {
		v.No = "（签发时编号）"
		v.Date = "（签发日期）"
	}
	return v
}

func hanDay(day string) string { return gongwen.DateOf(day).String() }

// Letter (函件 docx) hands out the letter as it was signed, once a checkpoint
// covers the signing, with the proof inside the file.
func Letter(p *frame.Page) error {
	raw, l, err := kind.Get(p)
	if err != nil {
		return err
	}
	if !lettered(l) {
		return act.Refuse(act.NotNow, "函件签发以后才能下载。", "The letter can be had once it is signed.")
	}
	c := leg.LetterOf(raw, raw.Letter)
	if c.Hash() != raw.Letter.Hash {
		return act.Refuse(act.Conflict, "函件内容与签发时固定的不一致，不能导出。请报告审计管理员。", "The letter is not the one that was signed and cannot be exported. Tell the audit administrator.")
	}
	proof, err := signProof(p, raw)
	if err != nil {
		return err
	}
	doc, err := gongwen.SignedLetter{Organ: c.From, Number: c.Number, Title: c.Title, To: c.To, Body: c.Body, Summary: c.Outgoing, Date: gongwen.DateOf(c.Day), Digest: raw.Letter.Hash}.Paper()
	if err != nil {
		return err
	}
	doc.Proof = proof
	b := gongwen.Docx(doc)
	matter.Download(p, c.Number+".docx", matter.Docx)
	_, err = p.W.Write(b)
	return err
}

// signProof is the proof that the line by which the letter was issued is in the
// signed journal.
func signProof(p *frame.Page, l leg.Leg) ([]byte, error) {
	lines, err := p.O.History(p.Ctx(), "leg", l.ID)
	if err != nil {
		return nil, err
	}
	book := office.BookOf("leg", l.Place)
	covered, err := p.O.Covered(p.Ctx(), book)
	if err != nil {
		return nil, err
	}
	for _, x := range lines {
		if x.To != "signed" || x.From == "signed" {
			continue
		}
		if x.Seq >= covered {
			break
		}
		return p.O.Proof(p.Ctx(), book, x.Seq)
	}
	return nil, act.Refuse(act.NotNow, "签发记录还没有纳入校验点，通常几秒钟后即可下载。", "No checkpoint covers the signing yet; it usually takes a few seconds.")
}
