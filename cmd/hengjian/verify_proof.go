package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hengjian/merkle"
	"hengjian/web/public"
)

// VerifyProofCmd checks offline that a line stands in a book, for a person who
// holds nothing but the file he was given and the committees' public keys.
type VerifyProofCmd struct {
	File      string   `arg:"" help:"证明文件，或附有证明的公文（docx） / a proof file, or a letter (docx) that carries one"`
	Key       []string `short:"k" sep:"none" help:"公钥，或每行一个公钥的文件；可重复；缺省用证明旁边的 hengjian-keys.txt / a public key, or a file with one on each line; may be repeated; hengjian-keys.txt beside the proof if none is given"`
	Witnesses int      `default:"-1" help:"至少须有几个联署成立；-1为所给联署公钥全部 / how many cosignatures must be valid; -1 means all cosigner keys given"`
}

// errNotProven makes the process exit with 1; the reason is printed before.
var errNotProven = errors.New("未能证明 not proven")

// Run prints what is proven, or why nothing is.
func (c VerifyProofCmd) Run(k *kong.Context) error { return c.verify(k.Stdout) }

func (c VerifyProofCmd) verify(out io.Writer) error {
	var page bytes.Buffer
	report, docx, err := c.check(&page)
	if err != nil {
		notProven(out, err)
		_, _ = page.WriteTo(out)
		return errNotProven
	}
	writeReport(out, report, docx, page.String())
	return nil
}

// check does the work; hints about the way out go to hints.
func (c VerifyProofCmd) check(hints io.Writer) (r merkle.Report, docx bool, err error) {
	file, docx, err := readProof(c.File)
	if err != nil {
		return r, docx, err
	}
	vkeys, err := c.keys()
	if err != nil {
		return r, docx, err
	}
	if c.listed() && c.Witnesses == merkle.AllWitnesses {
		vkeys = concerned(vkeys, file, hints)
	}
	policy, err := merkle.NewPolicy(vkeys, c.Witnesses)
	if err == nil {
		r, err = policy.VerifyProof(file)
	}
	if err != nil {
		hintKeys(hints, file, vkeys)
	}
	return r, docx, err
}

// keys are those given, or those of the file that the committee publishes, if
// it was saved beside the proof.
func (c VerifyProofCmd) keys() ([]string, error) {
	beside := filepath.Join(filepath.Dir(c.File), public.KeyFileName)
	if _, err := os.Stat(beside); len(c.Key) == 0 && err == nil {
		return readKeys([]string{beside})
	}
	return readKeys(c.Key)
}

// listed says whether the keys come from a published list, which names every
// book and witness of an installation and not only those of this proof.
func (c VerifyProofCmd) listed() bool {
	for _, k := range c.Key {
		if _, err := merkle.ParseVKey(k); err == nil {
			return false
		}
	}
	return true
}

// concerned leaves out the witnesses of a list whose signature the file does not
// bear, and says so: a witness cosigns the books below it alone, and which those
// are stands in no key.
func concerned(vkeys []string, file []byte, hints io.Writer) (out []string) {
	claimed, err := merkle.Claimed(file)
	for _, s := range vkeys {
		k, bad := merkle.ParseVKey(s)
		sig := merkle.Signature{Name: k.Name, ID: k.ID}
		if err != nil || bad != nil || !k.Cosigner || slices.ContainsFunc(claimed, func(c merkle.Signature) bool { return c.String() == sig.String() }) {
			out = append(out, s)
			continue
		}
		fmt.Fprintf(hints, "  没有联署 Not cosigned by: %s\n", oneLine(sig.String()))
	}
	return out
}

// readProof takes the proof from a plain file or out of a docx, told by content
// and not by name: people rename files.
func readProof(name string) (file []byte, docx bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, false, err
	}
	if head := make([]byte, 4); info.Mode().IsRegular() {
		if n, _ := f.ReadAt(head, 0); string(head[:n]) == "PK\x03\x04" {
			file, err = merkle.ProofFromDocx(f, info.Size())
			return file, true, err
		}
	}
	// One byte beyond the limit makes the parser refuse the file as too large.
	file, err = io.ReadAll(io.LimitReader(f, merkle.MaxProof+1))
	return file, false, err
}

// readKeys turns each argument into keys: a key itself, or a file of keys in
// which empty lines and lines with # are skipped.
func readKeys(args []string) ([]string, error) {
	var keys []string
	for _, arg := range args {
		if _, err := merkle.ParseVKey(arg); err == nil {
			keys = append(keys, arg)
			continue
		} else if _, missing := os.Stat(arg); missing != nil {
			return nil, err // neither a key nor a file: say what is wrong with the key
		}
		f, err := os.Open(arg)
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(io.LimitReader(f, 1<<20))
		for lines.Scan() {
			if line := strings.TrimSpace(lines.Text()); line != "" && !strings.HasPrefix(line, "#") {
				keys = append(keys, line)
			}
		}
		f.Close()
		if err := lines.Err(); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

func notProven(out io.Writer, err error) {
	zh, en := "无法读取", err.Error()
	var fault *merkle.Fault
	if errors.As(err, &fault) {
		zh, en = fault.Zh, fault.En
	}
	fmt.Fprintf(out, "未能证明 NOT PROVEN\n  原因：%s。\n  Reason: %s.\n", oneLine(zh), oneLine(en))
}

// hintKeys names the signatures the file bears whose keys were not given.
func hintKeys(out io.Writer, file []byte, vkeys []string) {
	claimed, err := merkle.Claimed(file)
	if err != nil {
		return
	}
	given := map[string]bool{}
	for _, s := range vkeys {
		if k, err := merkle.ParseVKey(s); err == nil {
			given[merkle.Signature{Name: k.Name, ID: k.ID}.String()] = true
		}
	}
	for _, s := range claimed {
		if !given[s.String()] {
			fmt.Fprintf(out, "  文件自称有此签名，须另行向该机关索取公钥 The file claims this signature; get the key from its owner, not from the file: %s\n", oneLine(s.String()))
		}
	}
	if len(vkeys) == 0 {
		fmt.Fprintf(out, "  公钥在该机关群众入口的“核对记录”页下载，存为证明旁边的 %s，或者用 --key 指明 / Download the keys from the committee's public page “Check the record”, save them beside the proof as %s or name them with --key\n", public.KeyFileName, public.KeyFileName)
	}
}

// beijingTime is the time that people at the committees read on their clocks.
var beijingTime = time.FixedZone("UTC+8", 8*60*60)

func writeReport(out io.Writer, r merkle.Report, docx bool, hints string) {
	fmt.Fprintf(out, "证明成立 PROVEN\n")
	fmt.Fprintf(out, "  记录库 Book:      %s\n", oneLine(r.Origin))
	fmt.Fprintf(out, "  位置 Position:    第%d行，共%d行 / line %d of %d\n", r.Index+1, r.Size, r.Index+1, r.Size)
	fmt.Fprintf(out, "  树根 Root:        %s\n", r.Root)
	for _, s := range r.Signed {
		fmt.Fprintf(out, "  已核对 Checked:   %s %s\n", oneLine(s.String()), signedAs(s))
	}
	for _, s := range r.Unchecked {
		fmt.Fprintf(out, "  未核对 Unchecked: %s 未提供其公钥，不作依据 / its key was not given; counts for nothing\n", oneLine(s.String()))
	}
	fmt.Fprint(out, hints)
	fmt.Fprintf(out, "  记录原文 The line:\n")
	for line := range strings.Lines(string(r.Leaf)) {
		fmt.Fprintf(out, "    | %s\n", oneLine(strings.TrimSuffix(line, "\n")))
	}
	if docx {
		fmt.Fprintf(out, "  注意：以上只证明这行记录，未核对公文正文；请将正文与记录对照。\n")
		fmt.Fprintf(out, "  Note: this proves the line only; the letter's own text was not checked. Compare the two.\n")
	}
}

func signedAs(s merkle.Signature) string {
	if !s.Cosigner {
		return "记录库自签 / the book itself"
	}
	return fmt.Sprintf("联署于 / cosigned %s", s.At.In(beijingTime).Format("2006-01-02 15:04:05 MST"))
}

// oneLine keeps text from a file from posing as a line of the report.
func oneLine(s string) string { return strings.ReplaceAll(merkle.Printable(s), "\n", `\n`) }
