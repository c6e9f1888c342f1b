package gongwen

import (
	"encoding/hex"
	"strings"
)

// SignedLetter renders a letter whose content model was fixed and hashed when
// it was signed: its sentences come from the model, none is added here. Digest
// is the model's hash; the caller has compared it with the one on record.
// Summary is the outgoing summary, which passed the check for neutral wording
// and stands on a page of its own as the only annex.
type SignedLetter struct {
	Organ, Number, Title, To string
	Body                     []string
	Summary                  string
	Date                     Date
	Digest                   string // hex SHA-256 of the content model
}

// Paper checks what can be checked of a fixed text and lays it out.
func (l SignedLetter) Paper() (Paper, error) {
	err := first(checkShort("organ", l.Organ, 60), checkShort("number", l.Number, 60), checkShort("title", l.Title, 60), checkShort("to", l.To, 60), checkDate("date", l.Date))
	if b, herr := hex.DecodeString(l.Digest); err == nil && (herr != nil || len(b) != 32) {
		err = slot("digest", "没有签发时固定的内容摘要值。", "The hash fixed at signing is missing.")
	}
	if err == nil && (len(l.Body) == 0 || strings.TrimSpace(l.Summary) == "") {
		err = slot("body", "函件内容不完整。", "The letter is not complete.")
	}
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Kind: Letter, Organ: l.Organ, Number: l.Number, Title: l.Title, To: l.To, Attachments: []string{"外送摘要"}, Signer: l.Organ, Date: l.Date, SealNote: true,
		Annex: []Block{{Kind: Strong, Text: "附件"}, {Kind: Strong, Text: "外送摘要"}}}
	for _, s := range l.Body {
		p.Body = append(p.Body, Block{Kind: Paragraph, Text: s})
	}
	for _, s := range strings.Split(strings.TrimSpace(l.Summary), "\n") {
		if s = strings.TrimSpace(s); s != "" {
			p.Annex = append(p.Annex, Block{Kind: Paragraph, Text: s})
		}
	}
	p.Annex = append(p.Annex, para("（本函及附件的内容摘要值：%s）", l.Digest))
	return p, nil
}
