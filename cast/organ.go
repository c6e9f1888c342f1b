package cast

import "strings"

// Kinds of organs.
const (
	Police         = "police"
	Procuratorate  = "procuratorate"
	Court          = "court"
	Justice        = "justice"
	Supervision    = "supervision"
	CongressStaff  = "own"     // only as the answer to the first question
	UnknownOrgan   = "unknown" // only as the answer to the first question
	ProvinceSymbol = "澄"       // stands for the province in invented case numbers
)

// Organ is a supervised organ, or one that has a procedure of its own to receive referrals.
type Organ struct {
	Code, Name, Short string
	Kind, Level       string
	Place             int
	Line              int      // the organ above it in its line, -1 when that is provincial
	AnswersTo         int      // congress; always of its own level, a district police branch counts with the city bureau that sent it out
	Branch            bool     // sent out by Line (公安分局): a conflict of the one is a conflict of the other
	Desks             []string // desks that receive referrals
	HeadTitle         string
}

var deskNames = map[string][]string{
	Police:        {"督察审计支队接收人"},
	Procuratorate: {"控告申诉检察部门接收人", "未成年人检察部门接收人"},
	Court:         {"立案信访窗口接收人"},
	Justice:       {"法治督察接收人"},
	Supervision:   {"信访室接收人"},
}

var organKinds = []string{Police, Procuratorate, Court, Justice, Supervision}

var organSuffix = map[string]string{Police: "GA", Procuratorate: "JC", Court: "FY", Justice: "SF", Supervision: "JW"}

func (c *City) organs() {
	for _, kind := range organKinds {
		c.Organs = append(c.Organs, c.organ(kind, 1, -1))
	}
	for p := 2; p < 2+len(counties); p++ {
		for _, kind := range organKinds[:4] {
			c.Organs = append(c.Organs, c.organ(kind, p, c.CityOrgan(kind)))
		}
	}
}

func (c *City) organ(kind string, place, line int) Organ {
	p := c.Places[place]
	o := Organ{Code: p.Code + "-" + organSuffix[kind], Kind: kind, Level: p.Level, Place: place, Line: line, AnswersTo: place, Desks: deskNames[kind]}
	city := p.Level == CityLvl
	switch kind {
	case Police:
		o.Short, o.HeadTitle = p.Name+"公安局", "局长"
		if strings.HasSuffix(p.Name, "区") {
			o.Short, o.Branch, o.AnswersTo = p.Name+"公安分局", true, 1
		}
	case Procuratorate:
		o.Short, o.Name, o.HeadTitle = p.Name+"检察院", p.Name+"人民检察院", "检察长"
	case Court:
		o.Short, o.Name, o.HeadTitle = p.Name+"法院", p.Name+"人民法院", "院长"
		if city {
			o.Short, o.Name = "明州中院", "明州市中级人民法院"
		}
	case Justice:
		o.Short, o.HeadTitle = p.Name+"司法局", "局长"
	case Supervision:
		o.Short, o.Name, o.HeadTitle = p.Name+"监委", p.Name+"监察委员会", "主任"
	}
	if o.Name == "" {
		o.Name = o.Short
		if o.Branch {
			o.Name = "明州市公安局" + strings.TrimSuffix(o.Short, "公安分局") + "分局"
		}
	}
	return o
}

// CityOrgan is the index of the city's own organ of that kind, or -1.
func (c *City) CityOrgan(kind string) int {
	for i, o := range c.Organs {
		if o.Kind == kind && o.Level == CityLvl {
			return i
		}
	}
	return -1
}

// CourtMark is what stands between the year and the type code in an invented case number of that court's area: 澄02, 澄0202.
func (c *City) CourtMark(organ int) string {
	p := c.Places[c.Organs[organ].Place]
	if p.Level == CityLvl {
		return ProvinceSymbol + p.Code[2:4]
	}
	return ProvinceSymbol + p.Code[2:6]
}

func split(s string) []string { return strings.Fields(s) }

// lines splits a block of prose into its lines, dropping blank ones.
func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
