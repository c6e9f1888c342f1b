package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hengjian/lexis"
	"hengjian/tabular"
)

// TopicsCmd groups messages into topics and lists the hottest.
type TopicsCmd struct {
	File  string   `arg:"" help:"csv 或 xlsx 文件 / a csv or xlsx file"`
	Text  []string `required:"" help:"文字列，标题在前 / text columns, the subject first"`
	ID    string   `name:"id" help:"编号列，缺省用行号 / the column of numbers; the row number if not given"`
	Time  string   `help:"时间列 / the column of times"`
	From  string   `help:"起（含），如 2019-01-01 / first day"`
	To    string   `help:"止（含） / last day"`
	Top   int      `default:"10" help:"列出多少个 / how many topics"`
	Close float64  `help:"两组并为一个所需的平均相似度（0—1） / mean likeness needed to join two groups; 0 takes the built-in value"`
	JSON  bool     `name:"json" help:"输出 JSON / print JSON"`
}

// Run prints the topics.
func (c TopicsCmd) Run(k *kong.Context) error { return c.topics(k.Stdout) }

func (c TopicsCmd) topics(out io.Writer) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	items, undated, err := c.items()
	if err != nil {
		return err
	}
	topics := lexis.HotTopics(items, o)
	if c.JSON {
		if topics == nil {
			topics = []lexis.Topic{}
		}
		return printJSON(out, topics)
	}
	w := &report{out: out}
	w.line("文档 documents %d · 无法识别时间 times not read %d", len(items), undated)
	for i, t := range topics {
		w.line("%2d. [%d] %s  (%s)", i+1, t.Size, t.Title, strings.Join(t.Keys, "、"))
		if !t.First.IsZero() {
			w.line("    %s — %s", t.First.Format(time.DateOnly), t.Last.Format(time.DateOnly))
		}
		w.line("    %s", strings.Join(t.Members, " "))
	}
	return w.err
}

func (c TopicsCmd) options() (o lexis.TopicOptions, err error) {
	if c.Close < 0 || c.Close > 1 {
		return o, bilingual{"相似度在 0 与 1 之间。", "The likeness lies between 0 and 1."}
	}
	if c.Top < 1 {
		return o, bilingual{"至少列出一个。", "At least one topic must be asked for."}
	}
	if (c.From != "" || c.To != "") && c.Time == "" {
		return o, bilingual{"限定期间须指明时间列（--time）。", "A period needs the column of times (--time)."}
	}
	o.Top, o.Close = c.Top, c.Close
	if c.From != "" {
		if o.From, err = readTime(c.From); err != nil {
			return o, err
		}
	}
	if c.To != "" {
		if o.To, err = readTime(c.To); err != nil {
			return o, err
		}
		y, m, d := o.To.Date()
		o.To = time.Date(y, m, d+1, 0, 0, 0, 0, beijing)
	}
	return o, nil
}

// items reads the messages; a time that cannot be read is left unknown and counted.
func (c TopicsCmd) items() (items []lexis.Item, undated int, err error) {
	columns := slices.Clone(c.Text)
	if c.ID != "" {
		columns = append(columns, c.ID)
	}
	if c.Time != "" {
		columns = append(columns, c.Time)
	}
	rows, err := readColumns(c.File, columns)
	if err != nil {
		return nil, 0, err
	}
	for n, r := range rows {
		item := lexis.Item{ID: fmt.Sprint(n + 1), Fields: r[:len(c.Text)]}
		if c.ID != "" {
			item.ID = r[len(c.Text)]
		}
		if c.Time != "" {
			if item.At, err = readTime(r[len(r)-1]); err != nil {
				undated++
			}
		}
		items = append(items, item)
	}
	return items, undated, nil
}

var beijing = time.FixedZone("CST", 8*60*60)

// readTime reads the ways people write times, spreadsheet serials among them, as
// Beijing time.
func readTime(s string) (time.Time, error) {
	stamp, err := tabular.ParseDate(s, "", true)
	if err != nil {
		return time.Time{}, err
	}
	return time.ParseInLocation("2006-01-02T15:04:05", stamp, beijing)
}
