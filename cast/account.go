package cast

import (
	"fmt"
	"strings"
)

// Account is a person who acts in the demonstration. The first LogIns can sign in; the rest only fill the past.
type Account struct {
	Login      string
	Name       string
	Password   string // only for those who can sign in
	Passphrase string // opens the key file of those who hold one
	Roles      []string
	Title      string
	Place      int
	Organ      int      // -1 for the congress side and the administrators
	Desk       string   // the desk this person receives for
	Conflicts  []string // kinds of organ where a relative serves: the intake officer's own declaration
	Deputy     int      // -1
	LogIn      bool
}

type accountRow struct{ login, name, roles, title, organ, conflicts string }

var accountRows = []accountRow{
	{"luzhiwei", "陆知微", "intake", "监察司法工委受理员", "", ""},
	{"dingruoyu", "丁若愚", "intake", "监察司法工委受理员", "", ""},
	{"shimin", "施敏", "intake letters", "人大信访室受理员", "", Police},
	{"linwan", "林晚", "clerk", "监察司法工委四级调研员", "", ""},
	{"zhaoheng", "赵衡", "director", "监察司法工委主任", "", ""},
	{"shenlan", "沈岚", "director", "监察司法工委副主任", "", ""},
	{"gumingyuan", "顾明远", "vice member", "常委会副主任", "", ""},
	{"qiaozhengyan", "乔正言", "secretary", "常委会秘书长", "", ""},
	{"baishouyi", "白守一", "discipline", "机关纪委书记", "", ""},
	{"xuqingyuan", "许清源", "desk", "市检察院控告申诉检察部门接收人", Procuratorate, ""},
	{"fangzhou", "方舟", "liaison", "市公安局联络员", Police, ""},
	{"tangweimin", "唐为民", "chief", "市公安局负责人", Police, ""},
	{"yechunhe", "叶春禾", "deputy reviewer", "市人大代表、中学教师", "", ""},
	{"ancheng", "安诚", "secadmin", "安全管理员", "", ""},
	{"jianming", "简明", "audadmin", "审计管理员", "", ""},
	{"shuiping", "水平", "sysadmin", "系统管理员", "", ""},
	// No log-in below this line.
	{"chenyizhou", "陈一舟", "clerk", "监察司法工委三级主任科员", "", ""},
	{"heqing", "何清", "secrecy", "机关保密员", "", ""},
	{"yuanxing", "袁行", "desk", "市监委信访室接收人", Supervision, ""},
	{"qinyue", "秦岳", "desk", "市公安局督察审计支队接收人", Police, ""},
	{"wenruo", "文若", "desk", "市中级法院立案信访窗口接收人", Court, ""},
	{"jiangshu", "江枢", "desk", "市司法局法治督察接收人", Justice, ""},
	{"pannian", "潘念", "liaison", "市检察院联络员", Procuratorate, ""},
	{"mengxi", "孟溪", "chief", "市检察院负责人", Procuratorate, ""},
	{"songmo", "宋墨", "liaison", "市中级法院联络员", Court, ""},
	{"daihuaian", "戴怀安", "chief", "市中级法院负责人", Court, ""},
	{"xiayu", "夏雨", "liaison", "市司法局联络员", Justice, ""},
	{"shitou", "石韬", "chief", "市司法局负责人", Justice, ""},
	{"ruanping", "阮平", "deputy", "市人大代表、护士长", "", ""},
	{"zhulin", "竺霖", "deputy", "市人大代表、村委会主任", "", ""},
	{"luoqiao", "骆桥", "member", "常委会委员、监察司法工委委员", "", ""},
	{"gefan", "葛帆", "member", "常委会委员", "", ""},
	{"puran", "濮然", "reviewer", "外地高校法学教师", "", ""},
	{"cenwei", "岑薇", "reviewer", "外省执业律师", "", ""},
}

var demoWords = split("Qingfeng Changting Bailu Qingshi Daoxiang Zhuying Yudeng Yunjie Hetang Songsheng Xiqiao Shanyue Chunchao Qiushui Meiyu Guizi")

// accounts: the passwords are printed by the demonstration and mean nothing elsewhere.
func (c *City) accounts() {
	r := c.stream(partAccounts)
	for i, row := range accountRows {
		a := Account{Login: row.login, Name: row.name, Roles: split(row.roles), Title: row.title, Place: 1, Organ: -1, Deputy: -1, LogIn: i < LogIns}
		if row.organ != "" {
			a.Organ = c.CityOrgan(row.organ)
		}
		if row.conflicts != "" {
			a.Conflicts = split(row.conflicts)
		}
		if a.Has("desk") {
			a.Desk = strings.TrimSuffix(row.title, "接收人")
		}
		if a.LogIn {
			a.Password = fmt.Sprintf("Demo-%s-%04d-%s", demoWords[i], between(r, 1000, 9999), row.login[:3])
			a.Passphrase = strings.ToLower(fmt.Sprintf("demo %s %s %d", pick(r, demoWords), pick(r, demoWords), between(r, 100, 999)))
		}
		if a.Has("deputy") {
			a.Deputy = c.seatFor(a)
		}
		c.Accounts = append(c.Accounts, a)
	}
}

// seatFor writes an acting deputy into the roll of the city's deputies, in a seat without ties.
func (c *City) seatFor(a Account) int {
	for i := range c.Deputies {
		d := &c.Deputies[i]
		taken := false
		for _, b := range c.Accounts {
			taken = taken || b.Deputy == i
		}
		if !taken && d.Level == CityLvl && d.Tie.Kind == "" {
			_, job, _ := strings.Cut(a.Title, "、")
			d.Name, d.Profession = a.Name, job
			return i
		}
	}
	return -1
}

// Has reports whether the account holds the role.
func (a Account) Has(role string) bool {
	for _, r := range a.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// account finds an account by its login.
func (c *City) account(login string) int {
	for i, a := range c.Accounts {
		if a.Login == login {
			return i
		}
	}
	panic("cast: no account " + login)
}

// organSide finds the account of a role in an organ.
func (c *City) organSide(role string, organ int) int {
	for i, a := range c.Accounts {
		if a.Organ == organ && a.Has(role) {
			return i
		}
	}
	panic("cast: nobody is " + role + " of " + c.Organs[organ].Name)
}
