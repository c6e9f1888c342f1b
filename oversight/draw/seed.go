package draw

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// MinDice is the number of throws that a seed needs: twenty throws of a die
// have more than fifty bits (screening.md 5).
const MinDice = 20

var (
	hex64 = regexp.MustCompile(`^[0-9a-f]{64}$`)
	dice  = regexp.MustCompile(`^[1-6]+$`)
)

// Fingerprint is the SHA-256 of a party's text, as it is pledged.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Together is the seed that several parties made: the hash of their texts,
// each with its party, in the order in which they were pledged.
func Together(ps []Pledge) string {
	h := sha256.New()
	for _, p := range ps {
		fmt.Fprintf(h, "%s\n%s\n", p.Party, p.Text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// PledgeIt (登记一方的承诺) enters the fingerprint of a text nobody else knows.
type PledgeIt struct {
	ID    string `json:"id" form:"id"`
	Party string `json:"party" form:"party"`
	Hash  string `json:"hash" form:"hash"`
}

func (PledgeIt) Name() act.Name { return "draw.pledge" }
func (a PledgeIt) On() string   { return a.ID }

// Do enters it.
func (a PledgeIt) Do(s Sample, m act.Moment) (Sample, error) {
	var k act.Check
	party := strings.TrimSpace(a.Party)
	k.Length("party", party, 2, 40, "请填写是哪一方（2 到 40 个字）。", "Name the party (2 to 40 characters).")
	k.Want(!strings.ContainsAny(party, "\r\n"), "party", "不能换行。", "No line breaks.")
	k.Want(hex64.MatchString(strings.ToLower(strings.TrimSpace(a.Hash))), "hash", "承诺是原文的 SHA-256 指纹，64 位十六进制。", "A commitment is the SHA-256 of the text: 64 hexadecimal digits.")
	k.Want(!slices.ContainsFunc(s.Pledges, func(p Pledge) bool { return p.Party == party }), "party", "这一方已经登记。", "This party has pledged.")
	k.Want(len(s.Pledges) < 20, "party", "最多 20 方。", "At most 20 parties.")
	k.Want(!slices.ContainsFunc(s.Pledges, func(p Pledge) bool { return p.Text != "" }), "party", "已有一方揭示，不能再加入新的一方。", "A text has been revealed; nobody can join any more.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Pledges = append(s.Pledges[:len(s.Pledges):len(s.Pledges)], Pledge{Party: party, Hash: strings.ToLower(strings.TrimSpace(a.Hash))})
	return s, nil
}

// Reveal (揭示一方的原文) holds a party's text against its fingerprint.
type Reveal struct {
	ID    string `json:"id" form:"id"`
	Party string `json:"party" form:"party"`
	Text  string `json:"text" form:"text"`
}

func (Reveal) Name() act.Name { return "draw.reveal" }
func (a Reveal) On() string   { return a.ID }

// Do reveals it. Nothing is revealed before two have pledged: the last to
// pledge could otherwise choose the seed.
func (a Reveal) Do(s Sample, m act.Moment) (Sample, error) {
	if len(s.Pledges) < 2 {
		return s, act.Refuse(act.NotNow, "至少两方承诺以后才能揭示。", "Two parties pledge before anything is revealed.")
	}
	var k act.Check
	i := slices.IndexFunc(s.Pledges, func(p Pledge) bool { return p.Party == a.Party })
	k.Want(i >= 0, "party", "请选择是哪一方。", "Choose the party.")
	k.Length("text", a.Text, 1, 200, "原文 1 到 200 个字。", "The text has 1 to 200 characters.")
	k.Want(i < 0 || Fingerprint(a.Text) == s.Pledges[max(i, 0)].Hash, "text", "原文与承诺的指纹不一致，请逐字核对（空格、标点都算）。", "The text is not the one pledged; every space and stop counts.")
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Pledges = slices.Clone(s.Pledges)
	s.Pledges[i].Text = a.Text
	return s, nil
}

// Sow (公开种子) makes the seed public: dice thrown before witnesses, or what all
// parties revealed together.
type Sow struct {
	ID        string `json:"id" form:"id"`
	Mode      string `json:"mode" form:"mode"` // dice | reveal
	Dice      string `json:"dice,omitempty" form:"dice"`
	Witnesses string `json:"witnesses" form:"witnesses"`
}

func (Sow) Name() act.Name { return "draw.seed" }
func (a Sow) On() string   { return a.ID }

// Do makes it public.
func (a Sow) Do(s Sample, m act.Moment) (Sample, error) {
	var k act.Check
	k.Length("witnesses", a.Witnesses, 2, 200, "请写明谁在场见证（2 到 200 个字）。", "Say who witnessed it (2 to 200 characters).")
	k.Want(a.Mode == "dice" || a.Mode == "reveal", "mode", "请选择种子的来源。", "Choose where the seed comes from.")
	seed := ""
	switch a.Mode {
	case "dice":
		seed = strings.Join(strings.FieldsFunc(a.Dice, func(r rune) bool { return r < '0' || r > '9' }), "")
		k.Want(len(seed) >= MinDice && dice.MatchString(seed), "dice", fmt.Sprintf("至少掷 %d 次，每次 1 到 6，现在是 %d 次。", MinDice, len(seed)), fmt.Sprintf("At least %d throws of 1 to 6; these are %d.", MinDice, len(seed)))
		k.Want(len(seed) <= 200, "dice", "最多 200 次。", "At most 200 throws.")
	case "reveal":
		k.Want(len(s.Pledges) >= 2, "mode", "还没有两方承诺。", "Two parties have not pledged yet.")
		for _, p := range s.Pledges {
			k.Want(p.Text != "", "mode", p.Party+"尚未揭示；有一方不揭示时，请写明情况作废后重抽。", p.Party+" has not revealed; if a party never does, void the draw and begin again.")
		}
		seed = Together(s.Pledges)
	}
	if err := k.Err(); err != nil {
		return s, err
	}
	s.Mode, s.Seed, s.Witnesses = a.Mode, seed, strings.TrimSpace(a.Witnesses)
	return s, nil
}

// Void (作废) ends a draw before anything was drawn.
type Void struct {
	ID     string `json:"id" form:"id"`
	Reason string `json:"reason" form:"reason"`
}

func (Void) Name() act.Name { return "draw.void" }
func (a Void) On() string   { return a.ID }

// Do voids it.
func (a Void) Do(s Sample, m act.Moment) (Sample, error) {
	var k act.Check
	reason(&k, a.Reason)
	s.Ended = strings.TrimSpace(a.Reason)
	return s, k.Err()
}
