package circular

import (
	"strconv"

	"hengjian/oversight/act"
	"hengjian/oversight/circular"
	"hengjian/web/frame"
	"hengjian/web/kit"
	"hengjian/web/matter"
)

var forms = map[string]func(*doing) (matter.Form, error){
	"sign": func(d *doing) (matter.Form, error) {
		return matter.Form{Told: []string{d.S.Sender}}, nil
	},
	"study": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: saidFields(d.Page, circular.Said{Day: act.DayOf(d.Now)}), Told: []string{d.S.Sender}}, nil
	},
	"correct_study": func(d *doing) (matter.Form, error) {
		key := d.R.URL.Query().Get("key")
		s, ok := d.S.Study(key)
		if !ok {
			if all := d.S.Stands(); len(all) > 0 {
				s = all[len(all)-1]
			}
		}
		fs := []matter.Field{keyField(d, s.Key)}
		fs = append(fs, saidFields(d.Page, s.Said)...)
		return matter.Form{Fields: append(fs, matter.Reason(d.Page)), Told: []string{d.S.Sender}}, nil
	},
	"withdraw_study": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{keyField(d, d.R.URL.Query().Get("key")), matter.Reason(d.Page)}, Danger: true, Told: []string{d.S.Sender}}, nil
	},
	"remind": func(d *doing) (matter.Form, error) {
		n, _ := d.S.Reminded()
		limit := d.O.RemindNeeds(d.Me, &d.S.Head, act.DayOf(d.Now)).Limit
		return matter.Form{Fields: []matter.Field{remindField(d.Page)}, Told: []string{d.S.Recipient},
			Final: []string{d.L("这次印发已提醒 "+matter.Itoa(n)+" 次，最多 "+matter.Itoa(limit)+" 次", matter.Itoa(n)+" of at most "+matter.Itoa(limit)+" reminders used")}}, nil
	},
	"withdraw": func(d *doing) (matter.Form, error) {
		return matter.Form{Fields: []matter.Field{matter.Reason(d.Page)}, Danger: true, Told: []string{d.S.Recipient}}, nil
	},
}

func remindField(p *frame.Page) matter.Field {
	return matter.Field{As: matter.Text, Field: kit.Field{Name: "text", Label: p.L("附言", "A word with it"), Max: 200, Optional: true, Rows: 2, Hint: p.L("只提时间和事项，不作评价。", "Day and matter alone, no judgement.")}}
}

func keyField(d *doing, value string) matter.Field {
	f := kit.Field{Name: "key", Label: d.L("哪一条记录", "Which record"), Value: value}
	for _, s := range d.S.Stands() {
		f.Options = append(f.Options, kit.Option{Value: s.Key, Label: said(d.Page.Page, s.Said)})
	}
	return matter.Field{As: matter.Radios, Field: f}
}

// saidFields ask when, how, who and with what.
func saidFields(p *frame.Page, s circular.Said) []matter.Field {
	people := ""
	if s.People > 0 {
		people = strconv.FormatInt(s.People, 10)
	}
	return []matter.Field{
		{As: matter.Date, Field: kit.Field{Name: "day", Label: p.L("学习日期", "Day"), Value: s.Day}},
		{As: matter.Radios, Field: kit.Field{Name: "way", Label: p.L("形式", "How"), Value: s.Way, Options: p.Page.Words(circular.Ways), Inline: true}},
		{Field: kit.Field{Name: "people", Label: p.L("参加人数", "How many took part"), Value: people, Type: "number", Min: "1", Width: "s", Unit: p.L("人", "")}},
		{As: matter.Checks, Field: kit.Field{Name: "groups", Label: p.L("参加的单位种类", "Kinds of units"), Values: s.Groups, Options: p.Page.Words(circular.Groups), Optional: true, Inline: true}},
		{As: matter.Text, Field: kit.Field{Name: "text", Label: p.L("学习内容和工作安排", "What was studied and arranged"), Value: s.Text, Max: 2000, Optional: true, Hint: p.L("写单位和制度，不写个案。", "Units and systems; never a case.")}},
		{As: matter.File, Field: kit.Field{Name: "files", Label: p.L("材料", "Materials"), Many: true, Optional: true, Hint: p.L("会议记录、签到表、学习材料等；元数据会清除。", "Minutes, attendance, material; metadata is removed.")}},
	}
}
