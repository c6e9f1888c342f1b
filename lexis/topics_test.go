package lexis

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func day(n int) time.Time { return time.Date(2026, 1, 1+n, 9, 0, 0, 0, time.UTC) }

// planted are three matters told in different words by different people.
var planted = map[string][]string{
	"青芜苑小区物业电梯": {
		"青芜苑小区电梯坏了三个月|青芜苑三号楼电梯停运，物业公司说没有钱修，老人上不了楼。",
		"物业不修青芜苑的电梯|我住青芜苑小区，电梯一个月坏五次，物业公司推给开发商。",
		"青芜苑电梯困人|昨晚青芜苑小区电梯又困人半小时，物业公司电话打不通。",
		"请管管青芜苑物业|青芜苑小区物业公司收费照收，电梯不修，业主意见很大。",
		"电梯安全隐患|青芜苑小区的电梯去年没有年检，物业公司瞒着。",
	},
	"白鹭大桥施工夜间噪音": {
		"白鹭大桥工地夜里打桩|白鹭大桥施工队夜里十二点还在打桩，噪音让人睡不着。",
		"施工噪音扰民|白鹭大桥工地通宵施工，噪音很大，孩子要高考。",
		"白鹭大桥夜间施工有没有许可|工地夜间施工噪音不断，白鹭大桥两边几百户人家。",
		"打桩机何时停|白鹭大桥旁边住户反映，夜间施工打桩噪音超过标准。",
	},
	"丰禾农机厂拖欠工资": {
		"丰禾农机厂欠薪|丰禾农机厂拖欠八十名工人工资半年，老板不见了。",
		"讨要丰禾农机厂工资|我在丰禾农机厂做焊工，拖欠工资两万四千元。",
		"农机厂工人工资|丰禾农机厂停产，拖欠工资和加班费，劳动仲裁已裁决。",
	},
}

func plantedItems(t *testing.T) []Item {
	var items []Item
	for i, d := range invented(t) {
		items = append(items, Item{fmt.Sprint("n", i), d.Fields, day(i % 40)})
	}
	names := make([]string, 0, len(planted))
	for name := range planted {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for k, s := range planted[name] {
			title, body, _ := strings.Cut(s, "|")
			items = append(items, Item{fmt.Sprint(name, k), []string{title, body}, day(30 + k)})
		}
	}
	return items
}

func TestTopicsFindPlantedMatters(t *testing.T) {
	topics := HotTopics(plantedItems(t), TopicOptions{})
	for _, topic := range topics[:min(8, len(topics))] {
		t.Log(topic.Size, topic.Title, topic.Keys, topic.Members)
	}
	for name, texts := range planted {
		best := 0
		for _, topic := range topics {
			mine := 0
			for _, m := range topic.Members {
				mine += btoi(strings.HasPrefix(m, name))
			}
			// One stranger on a like matter may stand among them.
			if mine >= topic.Size-1 {
				best = max(best, mine)
			}
		}
		if best < len(texts)-1 {
			t.Errorf("%s: %d of %d found together", name, best, len(texts))
		}
	}
	for _, topic := range topics {
		if topic.Size > 12 {
			t.Errorf("a giant topic of %d: %s", topic.Size, topic.Title)
		}
	}
	if !slices.ContainsFunc(planted["青芜苑小区物业电梯"], func(s string) bool { return strings.HasPrefix(s, topics[0].Title+"|") }) {
		t.Errorf("the hottest is %q", topics[0].Title)
	}
}

func TestTopicsKeepToThePeriod(t *testing.T) {
	items := append(plantedItems(t), Item{ID: "undated", Fields: []string{"青芜苑小区电梯", "青芜苑小区物业电梯坏"}})
	o := TopicOptions{From: day(30), To: day(33), Top: 3}
	topics := HotTopics(items, o)
	if len(topics) == 0 || len(topics) > 3 {
		t.Fatalf("%d topics", len(topics))
	}
	at := map[string]time.Time{}
	for _, i := range items {
		at[i.ID] = i.At
	}
	for _, topic := range topics {
		for _, m := range topic.Members {
			if at[m].Before(o.From) || !at[m].Before(o.To) {
				t.Errorf("%s of %s is outside", m, at[m])
			}
		}
		if topic.First.After(topic.Last) || topic.Heat <= 0 {
			t.Errorf("%+v", topic)
		}
	}
}

func TestTopicsAreStable(t *testing.T) {
	items := plantedItems(t)
	if !reflect.DeepEqual(HotTopics(items, TopicOptions{}), HotTopics(items, TopicOptions{})) {
		t.Error("two runs differ")
	}
	if got := HotTopics(nil, TopicOptions{}); len(got) != 0 {
		t.Error(got)
	}
}

// A mass letter stays one topic however large its share of the post.
func TestTopicsHoldMassLetters(t *testing.T) {
	items := plantedItems(t)
	for i := range 700 {
		items = append(items, Item{fmt.Sprint("mass", i), []string{"", "青芜苑小区电梯坏了三个月，物业公司说没有钱修，老人上不了楼，联名要求更换电梯。"}, day(i % 30)})
	}
	topics := HotTopics(items, TopicOptions{Top: 1})
	if len(topics) != 1 || topics[0].Size < 700 || topics[0].Size > 720 {
		t.Fatalf("%d", topics[0].Size)
	}
	same := make([]Item, 60)
	for i := range same {
		same[i] = Item{ID: fmt.Sprint(i), Fields: []string{"联名信：要求公开听证笔录"}}
	}
	if topics := HotTopics(same, TopicOptions{}); len(topics) != 1 || topics[0].Size != 60 || topics[0].Title == "" {
		t.Errorf("%+v", topics)
	}
}
