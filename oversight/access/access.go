// Package access answers one question: who may do and see what, where. The
// lives say which functions may do an act; the Reach table here says how far
// each function reaches; the two together are the matrix (docs/matrix.md).
package access

import (
	"slices"
	"strings"

	"hengjian/oversight/act"
)

// The functions people hold. Congress side, then the organs', then the
// administrators, who see no content, then the doors without an account.
const (
	Intake     act.Role = "intake"     // 受理员: may open sealed originals
	Letters    act.Role = "letters"    // 信访机构
	Clerk      act.Role = "clerk"      // 经办
	Director   act.Role = "director"   // 负责人 of the working body
	Vice       act.Role = "vice"       // 分管副主任
	Secretary  act.Role = "secretary"  // 秘书长; in a county 办公室主任
	Member     act.Role = "member"     // 委员
	Deputy     act.Role = "deputy"     // 代表
	Discipline act.Role = "discipline" // 机关纪检
	Secrecy    act.Role = "secrecy"    // 保密员
	Reviewer   act.Role = "reviewer"   // 评查员: reads case files, and nothing else

	Desk    act.Role = "desk"    // 专门接收人, own key
	Liaison act.Role = "liaison" // 联络员: problems only, never legs
	Chief   act.Role = "chief"   // 单位负责人

	SysAdmin act.Role = "sysadmin" // 系统管理员
	SecAdmin act.Role = "secadmin" // 安全管理员
	AudAdmin act.Role = "audadmin" // 审计管理员

	Public   act.Role = "public"   // nobody signed in; by receipt
	Importer act.Role = "importer" // an import run by a clerk or on the machine
	Clock    act.Role = "clock"    // reminds and records only
	Follow   act.Role = "follow"   // an act that follows from another
	Anyone   act.Role = "anyone"   // any signed-in person on herself
)

// RoleText names a function in both languages and says whose side it is on.
type RoleText struct {
	Role   act.Role
	Zh, En string
	Side   string // congress | organ | admin | door
}

// Roles lists every function in the order of the matrix.
var Roles = []RoleText{
	{Intake, "受理员", "Intake officer", "congress"},
	{Letters, "信访机构", "Letters office", "congress"},
	{Clerk, "经办", "Clerk", "congress"},
	{Director, "负责人", "Director", "congress"},
	{Vice, "分管副主任", "Vice-chairperson in charge", "congress"},
	{Secretary, "秘书长（办公室主任）", "Secretary-general", "congress"},
	{Member, "委员", "Member", "congress"},
	{Deputy, "代表", "Deputy", "congress"},
	{Discipline, "机关纪检", "Internal discipline", "congress"},
	{Secrecy, "保密员", "Secrecy officer", "congress"},
	{Reviewer, "评查员", "Case reviewer", "congress"},
	{Desk, "专门接收人", "Receiving desk", "organ"},
	{Liaison, "联络员", "Liaison", "organ"},
	{Chief, "单位负责人", "Organ head", "organ"},
	{SysAdmin, "系统管理员", "System administrator", "admin"},
	{SecAdmin, "安全管理员", "Security administrator", "admin"},
	{AudAdmin, "审计管理员", "Audit administrator", "admin"},
	{Public, "公众", "Public", "door"},
	{Importer, "导入", "Importer", "door"},
	{Clock, "时钟", "Clock", "door"},
	{Follow, "随办", "Follow-on", "door"},
	{Anyone, "本人", "Oneself", "door"},
}

// Text returns the words of a role.
func Text(r act.Role) RoleText {
	for _, t := range Roles {
		if t.Role == r {
			return t
		}
	}
	return RoleText{Role: r, Zh: string(r), En: string(r)}
}

// Person is who acts. It is made from a signed-in account, or for one of the
// doors without an account by Door.
type Person struct {
	ID, Login, Name string
	Roles           []act.Role
	Acting          []Acting // delegations (授权代理) in force
	Place, Organ    string
	Conflicts       []string // kinds of organ where relatives or friends serve
	Receipt         string   // the clue whose receipt was shown, for Public
}

// Acting is a role held for an absent colleague.
type Acting struct {
	Role act.Role
	For  string // person id
	Note string // the delegation's reference
}

// Has reports whether the person holds the role, or acts in it for another.
func (p Person) Has(r act.Role) bool {
	if slices.Contains(p.Roles, r) {
		return true
	}
	return slices.ContainsFunc(p.Acting, func(a Acting) bool { return a.Role == r })
}

// All lists the roles held and acted in.
func (p Person) All() []act.Role {
	out := slices.Clone(p.Roles)
	for _, a := range p.Acting {
		if !slices.Contains(out, a.Role) {
			out = append(out, a.Role)
		}
	}
	return out
}

// Side is congress, organ, admin or door, by the first role held.
func (p Person) Side() string {
	for _, r := range p.Roles {
		return Text(r).Side
	}
	return ""
}

// Door is one of the ways in without an account.
func Door(r act.Role, place string) Person {
	return Person{ID: string(r), Roles: []act.Role{r}, Place: place}
}

// How says how far a role reaches for a kind of subject.
type How string

const (
	Book     How = "book"     // matters of one's own committee, audience: the office
	Channel  How = "channel"  // the special channel of one's own committee
	OwnDesk  How = "desk"     // shown to one's own organ's desk
	OwnOrgan How = "organ"    // shown to one's own organ
	Assigned How = "assigned" // where one is verifier
	Invited  How = "invited"  // a meeting to which one was asked
	Reading  How = "reading"  // a case file given to one to review
	Install  How = "install"  // the installation's own subjects
	Register How = "register" // seen by everybody; changed only by the committee that it answers to
	Receipt  How = "receipt"  // the matter of the receipt shown
	Self     How = "self"     // one's own account, key, delegation
	Birth    How = "birth"    // may only begin one
	Shared   How = "shared"   // what its committee has sent out to all: plans, public dates (Head.Shown is Everyone)
	Receiver How = "receiver" // sent to one's own committee by another (Head.Shown is ToCommittee(place))
)

// Everyone in Head.Shown is a matter that its committee has sent out: plans of
// campaigns are public documents once they are adopted and sent (L24 10, 63).
const Everyone = "*"

// ToCommittee in Head.Shown is a matter put to another committee, which sees
// this one matter and nothing else of the sender's book.
func ToCommittee(place string) string { return "@" + place }

// Committee is the place of the committee to which a matter was put; ok is
// false where it was put to none.
func Committee(shown string) (place string, ok bool) { return strings.CutPrefix(shown, "@") }

// Line is one line of the table.
type Line struct {
	Role act.Role
	Kind string
	How  How
}

// Reaches is the table: a role has no reach that is not written here. Upper
// committees have no line for a lower committee's matters: same-level power.
var Reaches = lines(`
clue      intake letters clerk director vice: book; secretary discipline: channel; secretary: book; secrecy: book; deputy: birth; public: receipt; importer follow clock: book
leg       clerk director vice secretary intake: book; secretary discipline: channel; desk: desk; follow clock: book
problem   clerk director vice secretary intake member: book; liaison chief: organ; deputy: assigned; follow clock: book
opening   intake letters director vice discipline secretary: book; secretary discipline: channel; follow: book
campaign  clerk director vice secretary member intake letters deputy: book; intake letters clerk director vice secretary member deputy desk liaison chief: shared; importer: book
edition   clerk director vice secretary member intake letters deputy: book; intake letters clerk director vice secretary member deputy desk liaison chief: shared; follow: book
meeting   clerk director vice secretary member: book; deputy: invited; liaison chief: organ
circular  clerk director vice secretary member: book; clerk director: receiver; liaison chief: organ; follow: book
programme clerk director vice secretary member: book; liaison chief: organ
coordination clerk director vice secretary: book
summary   clerk director vice secretary member: book
experience clerk director vice secretary member: book; clerk director: receiver; liaison chief: organ; intake letters clerk director vice secretary member deputy discipline secrecy desk liaison chief: shared
measure   clerk director vice secretary: book
clausecheck clerk director vice secretary: book; liaison chief: organ
selfcheck clerk director vice secretary: book; liaison chief: organ; follow: book
screening clerk director vice secretary member: book
lead      clerk director vice secretary: book; follow: book
roster    clerk director vice secretary: book; liaison chief: organ; follow: book
task      intake letters clerk director vice secretary member: book; liaison chief: organ; follow: book
draw      clerk director vice secretary member: book
review    clerk director vice secretary: book; reviewer: reading; liaison chief: organ; follow: book
exercise  clerk director vice secretary: book; reviewer: reading
handover  intake letters clerk director vice secretary: book
register  clerk director vice secretary importer: book; liaison chief: organ
indicator clerk director vice secretary: book
warning   clerk director vice secretary: book; liaison chief: organ
account   secadmin sysadmin audadmin: install; anyone: self
key       secadmin audadmin: install; anyone: self
delegation secadmin audadmin: install; director vice secretary: book; anyone: self
congress  intake letters clerk director vice secretary member deputy discipline secrecy reviewer secadmin sysadmin audadmin desk liaison chief importer: install
place     intake letters clerk director vice secretary member deputy discipline secrecy reviewer secadmin sysadmin audadmin desk liaison chief importer: install
organ     intake letters clerk director vice secretary member deputy discipline secrecy reviewer secadmin desk liaison chief importer: install
unit      clerk director: register; intake letters vice secretary member deputy discipline secrecy desk liaison chief importer: install
officer   intake letters clerk director vice secretary discipline importer: book
station   clerk director vice secretary member deputy importer: book
member    clerk director vice secretary member importer: book
sitting   clerk director vice secretary member: book
correction clerk director vice secretary: book; liaison chief: organ
deputyrec intake letters clerk director vice secretary importer: book
import    intake letters clerk director importer: book
`)

func lines(text string) []Line {
	var out []Line
	for _, row := range strings.Split(strings.TrimSpace(text), "\n") {
		kind, rest, _ := strings.Cut(row, " ")
		for _, part := range strings.Split(rest, ";") {
			roles, how, _ := strings.Cut(part, ":")
			for _, r := range strings.Fields(roles) {
				out = append(out, Line{act.Role(r), kind, How(strings.TrimSpace(how))})
			}
		}
	}
	return out
}

// reach reports whether one line lets the person reach the matter.
func (l Line) reach(p Person, kind string, h *act.Head) bool {
	if l.Kind != kind || h.Has(p.ID, "recused") {
		return false
	}
	switch l.How {
	case Book:
		return h.Place == p.Place && h.Audience == ""
	case Channel:
		return h.Place == p.Place && h.Audience == "diverted"
	case OwnDesk, OwnOrgan:
		return p.Organ != "" && h.Shown == p.Organ
	case Assigned:
		return h.Has(p.ID, "verifier")
	case Invited:
		return h.Has(p.ID, "invited")
	case Reading:
		return h.Has(p.ID, "reviewer")
	case Install, Register:
		return true
	case Shared:
		return h.Shown == Everyone
	case Receiver:
		return p.Organ == "" && p.Place != "" && h.Shown == ToCommittee(p.Place)
	case Receipt:
		return p.Receipt != "" && p.Receipt == h.ID
	case Self:
		return h.Has(p.ID, "owner")
	}
	return false
}

// Sees reports whether the person may see the matter at all.
func Sees(p Person, kind string, h *act.Head) bool {
	for _, l := range Reaches {
		if (p.Has(l.Role) || l.Role == Anyone && p.ID != "") && l.reach(p, kind, h) {
			return true
		}
	}
	return false
}

// May returns the role in which the person may take the step on the matter.
// Out of reach reads as Missing, the same bytes as a number that never
// existed: an outsider must not learn that a matter exists.
func May(p Person, st act.Step, kind string, h *act.Head) (act.Role, error) {
	if h.Version > 0 && !Sees(p, kind, h) {
		return "", act.None()
	}
	for _, r := range st.Who {
		if !p.Has(r) && r != Anyone {
			continue
		}
		for _, l := range Reaches {
			if l.How == Shared && h.Version > 0 {
				continue // what another committee sent out is read, never acted on: each acts within its own power (ZJ08 12)
			}
			if l.How == Register && h.Version > 0 && h.Place != p.Place {
				continue // everybody may look a unit up; its own committee keeps its entry (FY18 9)
			}
			if l.Role == r && l.Kind == kind && (h.Version == 0 || l.reach(p, kind, h)) {
				return r, nil
			}
		}
	}
	return "", act.Refuse(act.Forbidden, "这一步不由您的岗位办理，由"+whoZh(st.Who)+"办理。",
		"this step is not for your function; it is for "+whoEn(st.Who))
}

func whoZh(rs []act.Role) string {
	var out []string
	for _, r := range rs {
		out = append(out, Text(r).Zh)
	}
	return strings.Join(out, "、")
}

func whoEn(rs []act.Role) string {
	var out []string
	for _, r := range rs {
		out = append(out, Text(r).En)
	}
	return strings.Join(out, ", ")
}
