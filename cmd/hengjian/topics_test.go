package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hengjian/lexis"
)

const inventedLetters = "\ufeff编号,题目,内容,时间\r\n" +
	"1,青芜苑小区电梯坏了,\"青芜苑小区电梯停运，\n物业公司不修。\",2018/12/15 17:49:05\r\n" +
	"2,青芜苑小区物业不修电梯,青芜苑小区物业公司推来推去，电梯仍然停运。,2019-01-02\r\n" +
	"3,青芜苑小区电梯困人,青芜苑小区电梯又困人，物业公司没有人来。,43469.5\r\n" +
	"4,白鹭大桥夜间施工,白鹭大桥工地夜间施工打桩，噪音很大。,2019年1月5日\r\n" +
	"5,白鹭大桥打桩噪音,白鹭大桥工地夜间施工，打桩噪音让人睡不着。,去年\r\n" +
	"6,执行款没有发放,执行到账五个月没有发给申请人。,2019-01-06\r\n"

func lettersFile(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "letters.csv")
	if err := os.WriteFile(file, []byte(inventedLetters), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func topicsOf(t *testing.T, args ...string) []lexis.Topic {
	t.Helper()
	out, err := runVerb(t, append([]string{"topics", "--json"}, args...)...)
	if err != nil {
		t.Fatal(err, out)
	}
	var topics []lexis.Topic
	if err := json.Unmarshal([]byte(out), &topics); err != nil {
		t.Fatal(err, out)
	}
	return topics
}

func TestTopicsReadEveryKindOfTime(t *testing.T) {
	got := topicsOf(t, lettersFile(t), "--text", "题目,内容", "--id", "编号", "--time", "时间", "--top", "10")
	if len(got) != 2 || got[0].Size != 3 || !strings.Contains(got[0].Title, "青芜苑") {
		t.Fatalf("%+v", got)
	}
	slices.Sort(got[0].Members)
	if !slices.Equal(got[0].Members, []string{"1", "2", "3"}) {
		t.Error(got[0].Members)
	}
	if d := got[0].First.Format("2006-01-02 15:04"); d != "2018-12-15 17:49" {
		t.Error(d)
	}
	if d := got[0].Last.Format("2006-01-02 15:04"); d != "2019-01-04 12:00" {
		t.Error(d)
	}
	inside := topicsOf(t, lettersFile(t), "--text", "题目,内容", "--id", "编号", "--time", "时间", "--from", "2019-01-01", "--to", "2019-01-04")
	if len(inside) != 1 || inside[0].Size != 2 {
		t.Errorf("%+v", inside)
	}
	if plain, err := runVerb(t, "topics", lettersFile(t), "--text", "题目,内容", "--time", "时间"); err != nil || !strings.Contains(plain, "times not read 1") {
		t.Error(err, plain)
	}
}

func TestTopicsRefuse(t *testing.T) {
	for _, args := range [][]string{
		{"--text", "无此列"}, {"--text", "题目", "--top", "0"}, {"--text", "题目", "--from", "2019-01-01"},
		{"--text", "题目", "--time", "时间", "--from", "x"}, {"--text", "题目", "--close", "2"},
	} {
		if out, err := runVerb(t, append([]string{"topics", lettersFile(t)}, args...)...); err == nil {
			t.Errorf("%v: %s", args, out)
		}
	}
}

// The real files are not part of the repository; they are read where they are present.
func TestTopicsOfRealFiles(t *testing.T) {
	for _, name := range []string{"fujian4.xlsx", "judicial_subset_a.csv"} {
		file := filepath.Join("../../../shared/data/petitions", name)
		if _, err := os.Stat(file); err != nil {
			t.Logf("NOT RUN: %s is absent", name)
			continue
		}
		got := topicsOf(t, file, "--text", "留言主题,留言详情", "--id", "留言编号", "--time", "留言时间", "--top", "10")
		if len(got) != 10 {
			t.Errorf("%s: %d topics", name, len(got))
		}
		seen := map[string]bool{}
		for _, topic := range got {
			t.Log(name, topic.Size, topic.Title, topic.Keys)
			if topic.Size > 30 || topic.Size != len(topic.Members) || topic.First.IsZero() {
				t.Errorf("%s: %+v", name, topic)
			}
			for _, m := range topic.Members {
				if seen[m] {
					t.Errorf("%s: %s is in two topics", name, m)
				}
				seen[m] = true
			}
		}
	}
}
