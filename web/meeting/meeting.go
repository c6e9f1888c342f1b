// Package meeting is the pages of meetings of a campaign (会议活动): calling one,
// who is asked, who came, what was resolved.
package meeting

import (
	"slices"
	"strings"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/meeting"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

type doing = matter.Doing[meeting.Meeting]

var kind = &matter.Kind[meeting.Meeting]{
	Life: &meeting.Life,
	Base: "/meetings",
	Load: func(p *frame.Page, id string) (meeting.Meeting, error) {
		return office.Item(p.Ctx(), p.O, p.Me, office.Meetings, id)
	},
	See:   see,
	Head:  func(m *meeting.Meeting) *act.Head { return &m.Head },
	Name:  func(p *kit.Page, m meeting.Meeting) string { return m.Title },
	List:  func(p *kit.Page) kit.Link { return kit.Link{Text: p.L("会议活动", "Meetings"), URL: "/meetings"} },
	Forms: forms,
}

// Act (办理) shows and does an act on a meeting.
func Act(p *frame.Page) error { return kind.Do(p) }

// see leaves to the organ the call alone, to somebody asked her own line.
func see(p *frame.Page, m meeting.Meeting) meeting.Meeting {
	if !inside(p) {
		return m.For(p.Me.ID)
	}
	return m
}

// inside reports whether the reader works for the committee: she sees who was
// asked, what they answered, and the minutes.
func inside(p *frame.Page) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Member}, p.Me.Has)
}

// Shows reports whether the section is of use to somebody.
func Shows(who access.Person) bool {
	return slices.ContainsFunc([]act.Role{access.Clerk, access.Director, access.Vice, access.Secretary, access.Member, access.Deputy, access.Liaison, access.Chief}, who.Has)
}

func sortWord(p *kit.Page, code string) string {
	w := act.WordOf(meeting.Sorts, code)
	return p.L(w.Zh, w.En)
}

// when is day and hours in one line.
func when(p *frame.Page, m meeting.Meeting) string {
	if m.Day == "" {
		return p.L("日期未定", "no day yet")
	}
	s := matter.Day(p.Page, m.Day) + " " + m.Begins
	if m.Ends != "" {
		s += "–" + m.Ends
	}
	return s
}

// agendaLines writes the agenda one item in a line: text｜who｜minutes.
func agendaLines(items []meeting.Item) string {
	var out []string
	for _, it := range items {
		l := it.Text
		if it.Who != "" || it.Minutes > 0 {
			l += "｜" + it.Who
		}
		if it.Minutes > 0 {
			l += "｜" + matter.Itoa(it.Minutes)
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}
