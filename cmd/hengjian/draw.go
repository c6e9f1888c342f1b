package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"hengjian/casebook"
	"hengjian/oversight/draw"
)

// DrawCmd draws a sample that anybody can draw again.
type DrawCmd struct {
	Make   DrawMakeCmd   `cmd:"" default:"withargs" help:"抽样 / draw"`
	Verify DrawVerifyCmd `cmd:"" help:"复核公布的抽样 / draw a published sample again"`
	Frame  DrawFrameCmd  `cmd:"" help:"抽样框的摘要，抽样之前公布 / the frame's hash, published before the seed is known"`
}

// framed says where a frame is and which columns it has.
type framed struct {
	Frame  string   `help:"抽样框：已结案件，csv、csv.gz、parquet / the frame of concluded cases" placeholder:"FILE"`
	ID     string   `name:"id" help:"案件编号列 / column of the case's id" default:"id" placeholder:"COL"`
	Strata []string `help:"分层列，逗号分开 / columns of the strata" placeholder:"COL"`
}

func (f framed) read() ([]draw.Case, error) {
	var out []draw.Case
	err := casebook.Each(f.Frame, append([]string{f.ID}, f.Strata...), func(c []string) error {
		out = append(out, draw.Case{ID: strings.Clone(c[0]), Stratum: strings.Join(c[1:], " · ")})
		return nil
	})
	return out, err
}

// DrawMakeCmd draws.
type DrawMakeCmd struct {
	framed
	Seed string `help:"种子：公开掷骰或者多方合成，抽样框公布之后产生 / the seed, made in public after the frame's hash" required:"" placeholder:"TEXT"`
	N    int    `name:"n" help:"每层抽多少件 / cases of each stratum" required:"" placeholder:"N"`
	Out  string `help:"结果写到这个文件，- 为标准输出 / write the draw here" default:"-"`
}

// Run draws and writes the draw as JSON.
func (c DrawMakeCmd) Run(k *kong.Context) error { return c.draw(k.Stdout) }

func (c DrawMakeCmd) draw(out io.Writer) error {
	frame, err := c.read()
	if err != nil {
		return err
	}
	d, err := draw.Make(frame, c.Seed, c.N)
	if err != nil {
		return err
	}
	put := func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(d)
	}
	if c.Out == "-" {
		return put(out)
	}
	return writeWhole(c.Out, put)
}

// DrawFrameCmd prints the hash of a frame.
type DrawFrameCmd struct{ framed }

// Run prints hash and size.
func (c DrawFrameCmd) Run(k *kong.Context) error {
	frame, err := c.read()
	if err == nil {
		err = draw.Check(frame)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(k.Stdout, "%s  %d 件 cases\n", draw.Hash(frame), len(frame))
	return err
}

// DrawVerifyCmd draws again.
type DrawVerifyCmd struct {
	framed
	File string `arg:"" help:"公布的抽样（JSON） / the published draw"`
}

// Run says whether the draw is right; without the frame only its tickets are checked.
func (c DrawVerifyCmd) Run(k *kong.Context) error { return c.verify(k.Stdout) }

func (c DrawVerifyCmd) verify(out io.Writer) error {
	b, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	var d draw.Draw
	if err := json.Unmarshal(b, &d); err != nil {
		return fmt.Errorf("%s: 不是抽样结果 / not a draw: %w", c.File, err)
	}
	var frame []draw.Case
	said := "票号无误；给出 --frame 才能核对有没有漏抽 / tickets are right; give --frame to check that nothing was left out"
	if c.framed.Frame != "" {
		if frame, err = c.read(); err != nil {
			return err
		}
		said = "与抽样框重新抽取的结果完全一致 / the frame gives exactly this draw"
	}
	if err := draw.Verify(&d, frame); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d 件 cases, %d 件抽中 drawn: %s\n", d.Cases, len(d.Picked), said)
	return err
}
