package casebook

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

// Directions of an indicator: which way is better, as its paper says.
var Directions = []act.Word{{Code: "up", Zh: "越高越好", En: "the higher the better"}, {Code: "down", Zh: "越低越好", En: "the lower the better"}, {Code: "none", Zh: "不分好坏，只作观察", En: "neither; watched only"}}

// Manners of an indicator.
var Manners = []act.Word{{Code: "share", Zh: "比例：分子是分母的一部分（带区间）", En: "a share: the numerator is part of the denominator (with its interval)"}, {Code: "ratio", Zh: "比值：分子不在分母里，可以超过100%", En: "a ratio: the numerator is not part of it and may exceed 100%"}}

// Define (定义指标) adds an indicator of this committee's own, from the paper it
// has: the courts' official eighteen are not published in full.
type Define struct {
	Sort      string   `json:"sort" form:"sort"`
	Title     string   `json:"title" form:"title"`
	NameEn    string   `json:"name_en,omitempty" form:"name_en"`
	Direction string   `json:"direction" form:"direction"`
	Manner    string   `json:"manner" form:"manner"`
	Num       []string `json:"num,omitempty" form:"num"`
	Den       []string `json:"den,omitempty" form:"den"`
	Source    string   `json:"source" form:"source"`
	Since     string   `json:"since" form:"since"`
	Until     string   `json:"until,omitempty" form:"until"`
	Blue      string   `json:"blue,omitempty" form:"blue"` // per cent
	Yellow    string   `json:"yellow,omitempty" form:"yellow"`
	Red       string   `json:"red,omitempty" form:"red"`
	Rule      string   `json:"rule,omitempty" form:"rule"` // instead of Num and Den
}

func (Define) Name() act.Name { return "indicator.define" }
func (Define) On() string     { return "" }

// Do defines it.
func (a Define) Do(d Definition, m act.Moment) (Definition, error) {
	d.Sort, d.Title, d.TitleEn, d.Source = a.Sort, strings.TrimSpace(a.Title), strings.TrimSpace(a.NameEn), strings.TrimSpace(a.Source)
	d.Direction, d.Manner, d.Num, d.Den, d.Since, d.Until, d.Rule = a.Direction, a.Manner, a.Num, a.Den, a.Since, a.Until, strings.TrimSpace(a.Rule)
	if d.TitleEn == "" {
		d.TitleEn = d.Title
	}
	var k act.Check
	k.Length("title", a.Title, 2, 40, "名称 2 到 40 个字。", "The name has 2 to 40 characters.")
	k.Want(utf8.RuneCountInString(a.NameEn) <= 80, "name_en", "英文名称最多 80 个字符。", "The English name has at most 80 characters.")
	k.Length("source", a.Source, 2, 120, "请写明出自哪份文件（2 到 120 字）。", "Name the paper it is from (2 to 120 characters).")
	k.Want(law.Day(a.Since).Valid(), "since", "请填写从哪天起用（文件施行的日期）。", "Give the day from which it is used (on which the paper came into force).")
	k.Want(a.Until == "" || law.Day(a.Until).Valid() && a.Until >= a.Since, "until", "用到哪天不能早于从哪天起用。", "It cannot end before it begins.")
	k.Want(act.Has(Directions, a.Direction), "direction", "请选择方向。", "Choose which way is better.")
	k.Want(act.Has(Manners, a.Manner), "manner", "请选择比例还是比值。", "Choose share or ratio.")
	a.formula(&k)
	d.Alert = a.alert(&k)
	return d, k.Err()
}

// formula wants counts that the sort has, or conditions that can be read.
func (a Define) formula(k *act.Check) {
	if _, ok := SortOf(a.Sort); !ok {
		k.Want(false, "sort", "请选择登记簿的种类。", "Choose the sort of register.")
		return
	}
	if strings.TrimSpace(a.Rule) != "" {
		k.Want(utf8.RuneCountInString(a.Rule) <= 4000, "rule", "定义太长。", "The definition is too long.")
		k.Want(a.Manner != "ratio", "manner", "按条件写的算法只能是比例。", "A formula by conditions is a share.")
		if _, err := ParseConditions(a.Sort, a.Rule); err != nil {
			var why *act.Refusal
			if errors.As(err, &why) {
				k.Want(false, "rule", why.Zh, why.En)
			}
		}
		return
	}
	_, num := countsNamed(a.Sort, a.Num)
	_, den := countsNamed(a.Sort, a.Den)
	k.Want(num && len(a.Num) > 0, "num", "请至少选一项作分子。", "Choose at least one count as numerator.")
	k.Want(den && len(a.Den) > 0, "den", "请至少选一项作分母。", "Choose at least one count as denominator.")
	same := len(a.Num) > 0 && len(a.Num) == len(a.Den) && !slices.ContainsFunc(a.Num, func(x string) bool { return !slices.Contains(a.Den, x) })
	k.Want(!same, "num", "分子和分母相同，结果总是100%。", "Numerator and denominator are the same; the result is always 100%.")
}

// alert reads the three lines: all or none, in the order of the direction.
func (a Define) alert(k *act.Check) (out Alert) {
	if strings.TrimSpace(a.Blue+a.Yellow+a.Red) == "" {
		return out
	}
	k.Want(a.Direction != "none", "direction", "不分好坏的指标不设预警线。", "An indicator that is watched only has no lines.")
	top := 100.0
	if a.Manner == "ratio" {
		top = 100000
	}
	ok := true
	for _, x := range []struct {
		field, text string
		to          *float64
	}{{"blue", a.Blue, &out.Blue}, {"yellow", a.Yellow, &out.Yellow}, {"red", a.Red, &out.Red}} {
		v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(x.text), "%"), 64)
		good := err == nil && v >= 0 && v <= top
		k.Want(good, x.field, "三条线都要填，写百分数，例如 5 或者 97.5。", "Give all three lines, in per cent, e.g. 5 or 97.5.")
		ok, *x.to = ok && good, v/100
	}
	up, down := out.Blue < out.Yellow && out.Yellow < out.Red, out.Blue > out.Yellow && out.Yellow > out.Red
	k.Want(!ok || a.Direction != "down" || up, "yellow", "越低越好的指标：蓝线小于黄线，黄线小于红线。", "The lower the better: blue is below yellow, yellow below red.")
	k.Want(!ok || a.Direction != "up" || down, "yellow", "越高越好的指标：蓝线大于黄线，黄线大于红线。", "The higher the better: blue is above yellow, yellow above red.")
	out.On = true
	return out
}
