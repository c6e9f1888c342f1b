package main

import (
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"hengjian/oversight/outline"
)

// OutlineCmd reads an official document and prints its outline.
type OutlineCmd struct {
	File string `arg:"" help:"公文，.docx 或文本文件，- 为标准输入 / the document, .docx or text; - reads standard input"`
	JSON bool   `name:"json" help:"输出 JSON：{heading, text, class, items} 的树 / print JSON: a tree of {heading, text, class, items}"`
}

// Run prints the outline.
func (c OutlineCmd) Run(k *kong.Context) error { return c.outline(k.Stdout) }

func (c OutlineCmd) outline(out io.Writer) error {
	b, err := c.read()
	if err != nil {
		return err
	}
	o, err := outline.Read(c.File, b)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(out, o)
	}
	w := &report{out: out}
	w.line("%s", o.Heading)
	o.Walk(func(n, _ *outline.Node, depth int) {
		class := string(n.Class)
		if class == "" {
			class = "?"
		}
		w.line("%s%s %s  [%s]", strings.Repeat("  ", depth), n.Number, n.Heading, class)
		for _, p := range strings.Split(n.Text, "\n") {
			if p != "" {
				w.line("%s%s", strings.Repeat("  ", depth+2), p)
			}
		}
	})
	if len(o.Unclassed) > 0 {
		w.line("未归类 not classed %d", len(o.Unclassed))
		for _, u := range o.Unclassed {
			w.line("  第 %d 段 paragraph %d: %s", u.Source.Paragraph, u.Source.Paragraph, strings.TrimSpace(u.Number+" "+u.Heading+" "+u.Text))
		}
	}
	return w.err
}

// read takes one byte more than a document may have, so that the refusal can say so.
func (c OutlineCmd) read() ([]byte, error) {
	if c.File == "-" {
		return io.ReadAll(io.LimitReader(os.Stdin, outline.MaxFile+1))
	}
	f, err := os.Open(c.File)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, outline.MaxFile+1))
}
