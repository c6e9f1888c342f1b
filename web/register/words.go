package register

import (
	"hengjian/web/frame"
	"hengjian/web/kit"
)

// word names a code in both languages.
type word struct{ code, zh, en string }

var (
	unitSorts = []word{{"tribunal", "庭", "tribunal"}, {"section", "科", "section"}, {"squad", "队", "squad"}, {"station", "所", "station"}, {"bureau", "局", "bureau"}, {"division", "部", "division"}}
	foci      = []word{{"business", "业务部门", "business department"}, {"grassroots", "基层庭科队所", "front line"}}
	changes   = []word{{"establish", "设立", "Set up"}, {"rename", "更名", "Renamed"}, {"move", "改变隶属", "Moved"}, {"merge", "并入其他单位", "Merged into another unit"}, {"split", "分设", "Split"},
		{"close", "撤销", "Closed"}, {"restore", "恢复（误登撤销）", "Restored (ended by mistake)"}, {"import", "导入文件变更", "Changed by an imported file"}}
)

func wordOf(p *frame.Page, list []word, code string) string {
	for _, w := range list {
		if w.code == code {
			return p.L(w.zh, w.en)
		}
	}
	return code
}

func wordOptions(p *frame.Page, list []word, none string) (out []kit.Option) {
	if none != "" {
		out = append(out, kit.Option{Label: none})
	}
	for _, w := range list {
		out = append(out, kit.Option{Value: w.code, Label: p.L(w.zh, w.en)})
	}
	return out
}
