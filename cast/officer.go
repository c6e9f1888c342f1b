package cast

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Officer is a judicial officer of the invented organs.
type Officer struct {
	No          string // the register's number, unique
	Name        string
	Sex         string // 男 女
	Born        int
	Certificate string // invented certificate number, unique
	Category    string // 员额法官 法官助理 书记员 员额检察官 检察官助理 民警 …
	Organ       int
	ManagedBy   string // place whose supervisory commission has the management authority
	Head        bool   // 院长, 检察长, 局长, 主任 of the organ
	Posts       []Post // in order of time; the last one lasts
}

// Post is one post of an officer. Only posts that a standing committee filled carry a session.
type Post struct {
	Unit      int // -1: the organ's leadership
	Title     string
	From, To  string
	Appointee bool
	By        int    // congress, -1 when not an appointee
	Session   string // 明州市第九届人大常委会第十二次会议
}

const officerCount = 5000

// weight is how many people a unit has in proportion to others.
func (c *City) weight(u Unit) int {
	switch {
	case u.To != "":
		return 0
	case strings.HasSuffix(u.Name, "派出所"):
		return 15
	case strings.HasSuffix(u.Name, "司法所"):
		return 3
	case u.Organ >= 0 && c.Organs[u.Organ].Kind == Police:
		return 11
	case strings.HasSuffix(u.Name, "执行局"):
		return 11
	case c.Organs[u.Organ].Kind == Court:
		return 8
	default:
		return 6
	}
}

func (c *City) officers() {
	r := c.stream(partOfficers)
	total := 0
	for _, u := range c.Units {
		total += c.weight(u)
	}
	leaders := len(c.Organs) * 3
	for i := range c.Organs {
		c.leadership(r, i)
	}
	sum, given := 0, 0
	for i, u := range c.Units {
		sum += c.weight(u)
		upTo := sum * (officerCount - leaders) / total
		for k := 0; given < upTo; given, k = given+1, k+1 {
			c.member(r, i, k)
		}
	}
}

func (c *City) leadership(r *rand.Rand, organ int) {
	o := c.Organs[organ]
	for k := 0; k < 3; k++ {
		title := o.HeadTitle
		if k > 0 {
			title = "副" + o.HeadTitle
		}
		f := c.person(r, organ, between(r, 1964, 1980))
		f.Head = k == 0
		if up := c.Places[o.Place].Parent; f.Head && up >= 0 { // heads are managed one level up
			f.ManagedBy = c.Places[up].Code
		}
		f.Category = map[string]string{Police: "民警", Court: "员额法官", Procuratorate: "员额检察官", Justice: "司法行政人员", Supervision: "监察人员"}[o.Kind]
		from := fmt.Sprintf("%d-%02d-%02d", between(r, 2019, 2024), between(r, 1, 12), between(r, 1, 28))
		// Presidents, chief procurators and the commission's director are elected by the congress itself (DZ22 11), vice-heads of
		// government departments are no appointees at all; the rest is the standing committee's (DZ22 50).
		elected := k == 0 && (o.Kind == Court || o.Kind == Procuratorate || o.Kind == Supervision)
		none := k > 0 && (o.Kind == Police || o.Kind == Justice) || o.Branch
		p := Post{Unit: -1, Title: title, From: from, By: -1}
		if !elected && !none {
			p.Appointee, p.By, p.Session = true, o.AnswersTo, c.session(o.AnswersTo, from)
		}
		f.Posts = []Post{p}
		c.Officers = append(c.Officers, f)
	}
}

var titles = map[string][]string{ // first, second, then the ranks with their share
	Police:        split("主要负责人 副职 民警 民警 民警 民警 民警 民警 警务技术人员 内勤民警"),
	Court:         split("庭长 副庭长 审判员 审判员 审判员 法官助理 法官助理 书记员 书记员 执行员"),
	Procuratorate: split("主任 副主任 检察员 检察员 检察官助理 检察官助理 书记员 书记员"),
	Justice:       split("科长 副科长 司法助理员 社区矫正工作人员 科员 科员"),
	Supervision:   split("主任 副主任 监察员 监察员 科员"),
}

func unitTitle(u Unit, kind string, k int) string {
	if k > 1 {
		return ""
	}
	head := map[string]string{"tribunal": "庭长", "section": "科长", "squad": "队长", "station": "所长", "bureau": "局长", "division": "主任"}[u.Kind]
	switch {
	case kind == Supervision:
		head = "主任"
	case strings.HasSuffix(u.Name, "支队"):
		head = "支队长"
	case strings.HasSuffix(u.Name, "大队"):
		head = "大队长"
	case strings.HasSuffix(u.Name, "中队"):
		head = "中队长"
	}
	if k == 1 {
		return "副" + head
	}
	return head
}

var categories = map[string]string{"审判员": "员额法官", "法官助理": "法官助理", "书记员": "书记员", "执行员": "执行员", "检察员": "员额检察官", "检察官助理": "检察官助理",
	"司法助理员": "司法助理员", "社区矫正工作人员": "社区矫正工作人员", "警务技术人员": "警务技术人员", "监察员": "监察人员"}

func (c *City) member(r *rand.Rand, unit, k int) {
	u := c.Units[unit]
	o := c.Organs[u.Organ]
	title := unitTitle(u, o.Kind, k)
	var category string
	if title == "" {
		list := titles[o.Kind]
		title = list[2+r.IntN(len(list)-2)]
		category = categories[title]
	} else {
		category = map[string]string{Police: "民警", Court: "员额法官", Procuratorate: "员额检察官", Justice: "司法行政人员", Supervision: "监察人员"}[o.Kind]
	}
	if category == "" {
		category = map[string]string{Police: "民警", Justice: "司法行政人员", Supervision: "监察人员"}[o.Kind]
	}
	f := c.person(r, u.Organ, between(r, 1967, 2000))
	f.Category = category
	year := max(f.Born+between(r, 23, 28), 2004)
	for n := between(r, 1, 3); n > 1 && year < 2021; n-- {
		earlier := pick(r, c.unitsOf(u.Organ))
		next := min(year+between(r, 2, 6), 2023)
		f.Posts = append(f.Posts, c.post(r, earlier, "工作人员", year, next))
		year = next
	}
	f.Posts = append(f.Posts, c.post(r, unit, title, year, 0))
	c.Officers = append(c.Officers, f)
}

func (c *City) post(r *rand.Rand, unit int, title string, from, to int) Post {
	o := c.Organs[c.Units[unit].Organ]
	p := Post{Unit: unit, Title: title, From: fmt.Sprintf("%d-%02d-%02d", from, between(r, 7, 12), between(r, 1, 28)), By: -1}
	if to > 0 {
		p.To = fmt.Sprintf("%d-%02d-%02d", to, between(r, 1, 5), between(r, 1, 28))
	}
	judge := o.Kind == Court && (strings.HasSuffix(title, "庭长") || title == "审判员" || c.Units[unit].Kind == "bureau" && strings.HasSuffix(title, "局长"))
	if judge || o.Kind == Procuratorate && title == "检察员" {
		p.Appointee, p.By, p.Session = true, o.AnswersTo, c.session(o.AnswersTo, p.From)
	}
	return p
}

func (c *City) person(r *rand.Rand, organ, born int) Officer {
	n := len(c.Officers) + 1
	o := c.Organs[organ]
	female := r.IntN(100) < map[string]int{Police: 18, Court: 46, Procuratorate: 48, Justice: 40, Supervision: 35}[o.Kind]
	sex := "男"
	if female {
		sex = "女"
	}
	prefix := map[string]string{Police: "99J", Court: "99F", Procuratorate: "99C", Justice: "99S", Supervision: "99W"}[o.Kind]
	return Officer{No: fmt.Sprintf("R%05d", n), Name: personName(r, female), Sex: sex, Born: born, Organ: organ,
		Certificate: fmt.Sprintf("%s%s%05d", prefix, c.Places[o.Place].Code[2:6], n), ManagedBy: c.Places[o.Place].Code}
}

// session invents the sitting that filled a post: committees sit every two months (DZ22 51), a term lasts five years.
func (c *City) session(congress int, date string) string {
	var y, m int
	if _, err := fmt.Sscanf(date, "%d-%d", &y, &m); err != nil {
		panic("cast: date " + date)
	}
	term := 5 + (y-2002)/5
	name := strings.TrimSuffix(c.Congresses[congress].Name, "人民代表大会常务委员会")
	return fmt.Sprintf("%s第%s届人大常委会第%s次会议", name, han(term), han((y-2002)%5*6+(m+1)/2))
}

// han writes 1–99 in Chinese numerals.
func han(n int) string {
	d := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n <= 0:
		return "一"
	case n < 10:
		return d[n]
	case n < 20:
		return "十" + d[n-10]
	default:
		return d[n/10] + "十" + d[n%10]
	}
}

// officersOf lists those whose present post is in the unit.
func (c *City) officersOf(unit int) []int {
	var out []int
	for i, f := range c.Officers {
		if f.Posts[len(f.Posts)-1].Unit == unit {
			out = append(out, i)
		}
	}
	return out
}

// HeadOf is the head of an organ.
func (c *City) HeadOf(organ int) int {
	for i, f := range c.Officers {
		if f.Organ == organ && f.Head {
			return i
		}
	}
	return -1
}
