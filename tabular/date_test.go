package tabular

import (
	"strings"
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ in, layout, want string }{
		{"2019/4/8 8:37:19", "", "2019-04-08T08:37:19"},
		{"2019-04-08", "", "2019-04-08T00:00:00"},
		{"2019.4.8", "", "2019-04-08T00:00:00"},
		{"20190408", "", "2019-04-08T00:00:00"},
		{"20190408083719", "", "2019-04-08T08:37:19"},
		{"２０１９年４月８日", "", "2019-04-08T00:00:00"},
		{"2019年4月8日 下午3时5分", "", "2019-04-08T15:05:00"},
		{"2019年4月8日上午12点", "", "2019-04-08T00:00:00"},
		{"2019-4-8 12:05 AM", "", "2019-04-08T00:05:00"},
		{"二〇一九年四月二十八日", "", "2019-04-28T00:00:00"},
		{"二○一九年十二月十日", "", "2019-12-10T00:00:00"},
		{"2019-04-08T00:37:19Z", "", "2019-04-08T08:37:19"},
		{"2019-04-08T08:37:19", "", "2019-04-08T08:37:19"},
		{"43563.359259259261", "", "2019-04-08T08:37:20"},
		{"45420", "", "2024-05-08T00:00:00"},
		{"08/04/2019", "dd/MM/yyyy", "2019-04-08T00:00:00"},
		{"8.4.2019 7:05", "d.M.yyyy H:mm", "2019-04-08T07:05:00"},
		{"2024-02-29", "", "2024-02-29T00:00:00"},
		{"2023-02-29", "", "!日期不存在"},
		{"2019-13-01", "", "!日期不存在"},
		{"2019-00-10", "", "!日期不存在"},
		{"2019-04-08 24:10", "", "!日期不存在"},
		{"二〇一九年十三月十日", "", "!日期不存在"},
		{"0019-04-08", "", "!年份"},
		{"2919-04-08", "", "!年份"},
		{"8/4/2019", "", "!日期写法有歧义"},
		{"明天", "", "!无法识别"},
		{"", "", "!无法识别"},
		{"32/04/2019", "dd/MM/yyyy", "!日期不存在"},
	} {
		got, err := ParseDate(c.in, c.layout, true)
		if err != nil {
			got = "!" + err.Error()
		}
		if got != c.want && (c.want[0] != '!' || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%q %q: %s, want %s", c.in, c.layout, got, c.want)
		}
	}
}

// TestSerials walks every day a workbook can name and compares with the
// calendar counted by another way.
func TestSerials(t *testing.T) {
	day := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)
	for n := 61; n < 73000; n++ {
		got, ok := serialText(plainNumber(itoa(n)), false, dateOnly)
		if !ok || got != day.Format(time.DateOnly) {
			t.Fatalf("%d: %s, want %s", n, got, day.Format(time.DateOnly))
		}
		day = day.AddDate(0, 0, 1)
	}
	if _, ok := serialText("60", false, dateOnly); ok {
		t.Error("29 February 1900 was taken")
	}
	if got, _ := serialText("1", false, dateOnly); got != "1900-01-01" {
		t.Error(got)
	}
	if got, _ := serialText("0", true, dateOnly); got != "1904-01-01" {
		t.Error(got)
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2019/4/8 8:37", "二〇一九年四月八日", "45420.5", "20240229", "8/4/2019", "2019-04-08T00:37:19Z"} {
		f.Add(s, "")
	}
	f.Add("08/04/2019", "dd/MM/yyyy")
	f.Fuzz(func(t *testing.T, s, layout string) {
		if layout != "" && !checkLayout(layout) {
			return
		}
		got, err := ParseDate(s, layout, true)
		if err != nil {
			if _, ok := err.(*DateError); !ok {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if _, err := time.Parse("2006-01-02T15:04:05", got); err != nil {
			t.Fatalf("%q gave %q", s, got)
		}
		if again, err := ParseDate(got, "", true); err != nil || again != got {
			t.Fatalf("%q gave %q, which gives %q %v", s, got, again, err)
		}
	})
}

// The short way reads what the long way reads, and leaves the rest to it.
func TestPlainDay(t *testing.T) {
	for in, want := range map[string]string{"2024-05-08": "2024-05-08", "2024/5/8": "2024-05-08", "2024.12.31": "2024-12-31", "2024-02-29": "2024-02-29", "2023-02-29": "", "2024-13-01": "",
		"2024-5/8": "", "2024-005-8": "", "24-05-08": "", "2024-05-": "", "2024年5月8日": "", "1800-01-01": "", "2024-5-8 9:00": ""} {
		got, ok := plainDay(in)
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q", in, got)
		}
		if ok {
			if long, err := ParseDate(in+" ", "", false); err != nil || long != got {
				t.Errorf("%s: the long way says %q %v", in, long, err)
			}
		}
	}
}
