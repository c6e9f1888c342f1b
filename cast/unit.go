package cast

import (
	"fmt"
	"strings"
)

// Unit is one of an organ's tribunals, sections, squads, stations, bureaus or divisions, dated.
type Unit struct {
	Code      string
	Organ     int
	Parent    int
	Name      string // 柳汀派出所
	Full      string // 漪溪区公安分局柳汀派出所
	Kind      string // tribunal section squad station bureau division
	Focus     string // business 业务部门 | grassroots 基层庭科队所
	From, To  string // dates; To empty while it lasts
	Successor int    // what took over its work, -1 if it lasts
}

// Foci of units.
const (
	Business   = "business"
	Grassroots = "grassroots"
)

var cityUnits = map[string][]string{
	Police: split(`法制支队 刑侦支队 经侦支队 治安支队 禁毒支队 网安支队 交警支队 督察审计支队 监管支队 出入境管理支队 特警支队 信访科 执法办案管理中心科 装备财务科 政治部
		>刑侦支队:刑侦一大队 >刑侦支队:刑侦二大队 >刑侦支队:技术大队 >经侦支队:经侦一大队 >经侦支队:经侦二大队 >禁毒支队:禁毒一大队 >交警支队:直属一大队 >交警支队:直属二大队 >交警支队:车辆管理所 >监管支队:第一看守所 >监管支队:第二看守所 >监管支队:拘留所 >治安支队:行动大队 >法制支队:案件审核大队 火车站派出所 码头派出所 高新园派出所 大学城派出所`),
	Procuratorate: split(`第一检察部 第二检察部 第三检察部 第四检察部 第五检察部 第六检察部 第七检察部 第八检察部 第九检察部 案件管理部 检务督察部 政治部 法警支队 检察技术科 >第五检察部:驻第一看守所检察科 >第五检察部:驻第二看守所检察科`),
	Court:         split(`立案庭 刑一庭 刑二庭 民一庭 民二庭 民三庭 民四庭 行政庭 审判监督庭 环境资源庭 少年家事庭 执行局 审判管理科 司法警察支队 督察科 司法鉴定科 >执行局:执行实施科 >执行局:执行裁决科 >立案庭:诉讼服务科`),
	Justice:       split(`社区矫正科 律师工作科 公证鉴定管理科 行政复议科 法治督察科 法律援助科 基层工作科 普法治理科 行政执法监督科 立法科 仲裁公证所`),
	Supervision:   split(`信访科 案件监督管理科 第一监督检查科 第二监督检查科 第三审查调查科 第四审查调查科 审理科 干部监督科`),
}

var countyUnits = map[string][]string{
	Police:        split(`法制大队 刑侦大队 经侦大队 治安大队 禁毒大队 网安大队 交警大队 督察审计科 看守所 拘留所 执法办案管理科 出入境管理科 >刑侦大队:侦查中队 >交警大队:事故处理中队`),
	Procuratorate: split(`第一检察部 第二检察部 第三检察部 第四检察部 第五检察部 案件管理部 检务督察科 >第四检察部:驻看守所检察科`),
	Court:         split(`立案庭 刑事庭 民一庭 民二庭 行政庭 审判监督庭 执行局 审判管理科 司法警察大队`),
	Justice:       split(`社区矫正科 公共法律服务科 律师公证科 行政复议科 法律援助科`),
}

// ended are units that a reform closed; each names the one that took over.
var ended = []struct{ kind, name, successor, to string }{
	{Procuratorate, "公诉科", "第一检察部", "2020-03-31"},
	{Procuratorate, "侦查监督科", "第一检察部", "2020-03-31"},
	{Court, "人民来访科", "立案庭", "2023-06-30"},
	{Justice, "法制宣传科", "公共法律服务科", "2019-12-31"},
	{Police, "预审科", "法制大队", "2021-05-31"},
}

func (c *City) units() {
	r := c.stream(partUnits)
	for i, o := range c.Organs {
		list := cityUnits[o.Kind]
		if o.Level == County {
			list = c.countyList(i)
		}
		var at = map[string]int{}
		for _, spec := range list {
			parent := -1
			if p, name, ok := strings.Cut(strings.TrimPrefix(spec, ">"), ":"); ok {
				parent, spec = at[p], name
			}
			at[spec] = len(c.Units)
			from := fmt.Sprintf("%d-%02d-01", between(r, 1994, 2003), between(r, 1, 12))
			c.addUnit(Unit{Organ: i, Parent: parent, Name: spec, From: from, Successor: -1})
		}
		for j, e := range ended {
			if o.Level == County && e.kind == o.Kind && (i+j)%3 == 0 {
				c.addUnit(Unit{Organ: i, Parent: -1, Name: e.name, From: "2001-09-01", To: e.to, Successor: at[e.successor]})
			}
		}
	}
}

// countyList adds the stations and tribunals that stand in the towns.
func (c *City) countyList(organ int) []string {
	o := c.Organs[organ]
	list := append([]string(nil), countyUnits[o.Kind]...)
	towns := counties[o.Place-2].towns
	trim := func(t string) string {
		for _, s := range []string{"街道", "镇", "乡"} {
			t = strings.TrimSuffix(t, s)
		}
		return t
	}
	for j, t := range towns {
		switch {
		case o.Kind == Police && j != 10:
			list = append(list, trim(t)+"派出所")
		case o.Kind == Justice && j < 9:
			list = append(list, trim(t)+"司法所")
		case o.Kind == Court && (j == 4 || j == 8 || j == 10):
			list = append(list, trim(t)+"人民法庭")
		}
	}
	return list
}

func (c *City) addUnit(u Unit) {
	o := c.Organs[u.Organ]
	n := 1
	for _, v := range c.Units {
		if v.Organ == u.Organ {
			n++
		}
	}
	u.Code = fmt.Sprintf("%s-%02d", o.Code, n)
	u.Kind, u.Focus = unitKind(u.Name), Business
	u.Full = o.Short + u.Name
	if o.Level == County {
		switch {
		case u.Kind == "station" || strings.HasSuffix(u.Name, "人民法庭") || strings.HasSuffix(u.Name, "队"):
			u.Focus = Grassroots
		}
	} else if u.Kind == "station" {
		u.Focus = Grassroots
	}
	c.Units = append(c.Units, u)
}

func unitKind(name string) string {
	for suffix, kind := range map[string]string{"庭": "tribunal", "科": "section", "队": "squad", "所": "station", "局": "bureau", "部": "division"} {
		if strings.HasSuffix(name, suffix) {
			return kind
		}
	}
	panic("cast: unit without a kind: " + name)
}

// unitsOf lists the lasting units of an organ whose name contains one of the words; with no words, all of them.
func (c *City) unitsOf(organ int, words ...string) []int {
	var out []int
	for i, u := range c.Units {
		if u.Organ != organ || u.To != "" {
			continue
		}
		hit := len(words) == 0
		for _, w := range words {
			hit = hit || strings.Contains(u.Name, w)
		}
		if hit {
			out = append(out, i)
		}
	}
	return out
}
