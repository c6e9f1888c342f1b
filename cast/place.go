package cast

import "fmt"

// Levels of places, congresses and organs.
const (
	Province = "province"
	CityLvl  = "city"
	County   = "county"
	Town     = "town"
)

// Place is a jurisdiction. Code has six digits (nine for towns), as in GB/T 2260, and starts with 99.
type Place struct {
	Code, Name string
	Level      string
	Parent     int
}

// Congress is the standing committee of one place; one book of the journal belongs to each.
type Congress struct {
	Code, Name string
	Place      int
}

const (
	provinceCode = "990000"
	cityCode     = "990200"
)

// counties: districts first (their police are branches of the city bureau), then one city and four counties.
var counties = []struct {
	name  string
	towns []string
}{
	{"漪溪区", split("柳汀街道 鼓桥街道 东湾街道 南榭街道 朝云街道 听涛街道 桂里街道 新陌街道 荷沿镇 乌石桥镇 云深镇 水车头镇")},
	{"东屏区", split("屏前街道 市心桥街道 锦帆街道 和义里街道 广济坊街道 丝厂街道 北斗河街道 百丈桥街道 梅坞口镇 莲心岛镇 塔前镇 竹丝岙镇")},
	{"柏山区", split("柏荫街道 三眼井街道 石鼓里街道 山北街道 铁炉街道 枣园里街道 大樟街道 凉亭头镇 白茅岭镇 后溪滩镇 古窑头镇 七里坪镇")},
	{"鹭洲区", split("鹭鸣街道 船厂街道 海晏里街道 盐仓门街道 渔灯街道 新涂街道 外塘街道 沙头岸镇 蛏浦镇 听潮镇 定澜镇 灯塔山镇")},
	{"雁湖市", split("雁前街道 湖心亭街道 文笔街道 落霞里街道 芦花荡镇 稻香浜镇 双桥头镇 菱塘角镇 鸭栏镇 银杏园镇 北埭头镇 渡船口镇")},
	{"梅渚县", split("梅城里街道 渚清街道 下墟镇 青石弄镇 桃岭脚镇 水碓坞镇 茶亭岗镇 麻车埠镇 上蒋畈镇 龙须坑乡 高枧头乡 岩背乡")},
	{"棠溪县", split("棠荫街道 溪东里街道 西渡头镇 染坊镇 纸坊岭镇 木杓镇 香樟埠镇 花桥里镇 十字街镇 松明尖乡 苦竹湾乡 雾里乡")},
	{"稻溪县", split("稻畦街道 溪沿街道 谷仓镇 晒场镇 平畴镇 堰头口镇 踏车镇 丰乐里镇 蓑衣塘镇 牛轭湾乡 早禾岭乡 秧田乡")},
	{"云岭县", split("云阶街道 岭下街道 云栖坞镇 石门坎镇 杉木垄镇 炭窑镇 箬寮镇 半山亭镇 铜铃口镇 枫香坳乡 鹰嘴崖乡 清水岩乡")},
}

// districts is how many of the counties are districts of the city proper.
const districts = 4

func (c *City) places() {
	c.Places = append(c.Places,
		Place{provinceCode, "澄澜省", Province, -1},
		Place{cityCode, "明州市", CityLvl, 0})
	c.Congresses = append(c.Congresses,
		Congress{"npc-" + provinceCode, "澄澜省人民代表大会常务委员会", 0},
		Congress{"npc-" + cityCode, "明州市人民代表大会常务委员会", 1})
	for i, k := range counties {
		at := len(c.Places)
		c.Places = append(c.Places, Place{countyCode(i), k.name, County, 1})
		c.Congresses = append(c.Congresses,
			Congress{"npc-" + countyCode(i), k.name + "人民代表大会常务委员会", at})
	}
	for i, k := range counties {
		for j, town := range k.towns {
			c.Places = append(c.Places, Place{fmt.Sprintf("%s%03d", countyCode(i), j+1), town, Town, 2 + i})
		}
	}
}

// countyCode: districts count from 02, the city and the counties from 22 and 81, as real codes do.
func countyCode(i int) string {
	switch {
	case i < districts:
		return fmt.Sprintf("9902%02d", i+2)
	case i == districts:
		return "990281"
	default:
		return fmt.Sprintf("9902%02d", 22+i-districts-1)
	}
}
