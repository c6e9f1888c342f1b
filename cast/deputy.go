package cast

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Deputy of the city's congress or of a county's.
type Deputy struct {
	No         string
	Name, Sex  string
	Level      string
	Place      int // whose congress
	Profession string
	Employer   string
	Station    int // liaison station, -1
	Tie        Tie
}

// Tie is what bars a deputy from verifying: conflicts are computed for deputies too.
type Tie struct {
	Kind  string // "" lawyer supplier kin party
	Organ int    // the organ concerned, -1 for all of the court's area
	Note  string
}

// Station is a liaison station of deputies.
type Station struct {
	Code, Name, Address string
	Place               int
	QR                  string // the path printed as a code at its door
}

var professions = []struct{ job, employer string }{
	{"中学教师", "{p}第二中学"}, {"小学校长", "{p}实验小学"}, {"社区党委书记", "{t}社区"}, {"村委会主任", "{t}联丰村"}, {"主任医师", "{p}中心医院"},
	{"护士长", "{p}妇幼保健院"}, {"公交驾驶员", "明州公交集团"}, {"环卫工人", "{p}环卫所"}, {"农机合作社理事长", "{t}稻友农机合作社"}, {"企业技术总监", "明州澄光仪表厂"},
	{"民营企业负责人", "{p}恒泰织造有限公司"}, {"物业经理", "明州安居物业"}, {"大学教授", "明州理工学院"}, {"律师", "{p}法正律师事务所"}, {"律师", "明州衡平律师事务所"},
	{"快递站点负责人", "{t}快递服务部"}, {"渔民", "{t}海晏渔业社"}, {"茶农", "{t}云雾茶场"}, {"会计师", "明州诚信会计师事务所"}, {"图书馆员", "{p}图书馆"},
	{"工程师", "明州水务集团"}, {"警用装备供应商", "明州卫盾器材有限公司"}, {"信息系统供应商", "明州数澜科技有限公司"}, {"退役军人", "{t}退役军人服务站"}, {"心理咨询师", "明州心桥服务中心"},
	{"剧团演员", "{p}越音剧团"}, {"木雕工艺师", "{t}木作坊"}, {"餐饮店主", "{t}老街面馆"}, {"银行职员", "明州农商银行"}, {"消防救援站退休站长", "{p}"},
}

func (c *City) deputies() {
	r := c.stream(partDeputies)
	for i := 0; i < 12; i++ {
		place := 2 + i%len(counties)
		town := counties[place-2].towns[i*5%12]
		c.Stations = append(c.Stations, Station{Code: fmt.Sprintf("ST%02d", i+1), Name: c.Places[place].Name + town + "代表联络站",
			Address: fmt.Sprintf("%s%s%s路%d号", c.Places[place].Name, town, pick(r, split("清水 文昌 和风 东河 长亭 书院 桑园 石板")), between(r, 3, 188)), Place: place,
			QR: fmt.Sprintf("/report?station=ST%02d", i+1)})
	}
	for i := 0; i < 300; i++ {
		c.Deputies = append(c.Deputies, c.deputy(r, i))
	}
}

func (c *City) deputy(r *rand.Rand, i int) Deputy {
	place := 2 + i%len(counties)
	d := Deputy{No: fmt.Sprintf("D%04d", i+1), Level: CityLvl, Place: 1, Station: i % len(c.Stations), Sex: "男", Tie: Tie{Organ: -1}}
	if i >= 150 {
		d.Level, d.Place = County, place
	}
	female := r.IntN(100) < 38
	if female {
		d.Sex = "女"
	}
	d.Name = personName(r, female)
	p := pick(r, professions)
	town := pick(r, counties[place-2].towns)
	d.Profession = p.job
	d.Employer = strings.NewReplacer("{p}", c.Places[place].Name, "{t}", town).Replace(p.employer)
	switch {
	case p.job == "律师":
		d.Tie = Tie{"lawyer", -1, "在本市执业，代理本地区案件"}
	case strings.HasSuffix(p.job, "供应商"):
		d.Tie = Tie{"supplier", c.CityOrgan(pick(r, []string{Police, Court})), "近三年有采购合同"}
	case i%37 == 5:
		d.Tie = Tie{"kin", pick(r, []int{0, 1, 2, 3}), "近亲属在该机关任职"}
	case i%41 == 7:
		d.Tie = Tie{"party", c.CityOrgan(Court), "本人为一宗未结案件的当事人"}
	}
	return d
}
