package office_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hengjian/office"
	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/oversight/law"
)

var updateDocs = flag.Bool("update", false, "write docs/lives and docs/matrix.md anew")

const made = "<!-- Made from the code by `go test ./office -run 'Docs|Doc' -update`; do not edit. -->\n\n"

// golden compares a page with what the code says, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("..", "docs", filepath.FromSlash(file))
	if *updateDocs {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("docs/%s says something else than the code: look at the difference and run with -update", file)
	}
}

// The pages of the lives are the lives: table, diagram, consequences.
func TestLivesDocs(t *testing.T) {
	var index strings.Builder
	index.WriteString(made + "# 状态表 · Lives\n\n每一类事项怎样办、由谁办、依据哪一条：程序按这些表办理，没有第二套说法。\n\n" +
		"How each kind of matter is handled, by whom and on what basis. The program acts by these tables and nothing else.\n\n")
	files := map[string]bool{"README.md": true}
	for _, l := range office.Lives() {
		golden(t, "lives/"+l.Kind+".md", lifePage(t, l))
		files[l.Kind+".md"] = true
		fmt.Fprintf(&index, "- [%s · %s](%s.md)\n", l.Zh, l.En, l.Kind)
	}
	golden(t, "lives/README.md", index.String())
	have, err := os.ReadDir(filepath.Join("..", "docs", "lives"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range have {
		if !files[f.Name()] {
			t.Errorf("docs/lives/%s describes no life of the program", f.Name())
		}
	}
}

func lifePage(t *testing.T, l *act.Life) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s# %s · %s\n\n", made, l.Zh, l.En)
	b.WriteString(diagram(l))
	b.WriteString("\n## 步骤 · Steps\n\n≠：之前办过所列行为的人不能再办这一步。 ≠: nobody who did the acts listed may do this step on the same matter.\n\n" +
		"| 从 from | 办理 act | 到 to | 谁 who | ≠ | 依据 basis | 期限 clock |\n|---|---|---|---|---|---|---|\n")
	for _, s := range l.Steps {
		zh, en := law.Cite(s.Basis)
		if zh == "" && s.Basis != "" {
			t.Errorf("%s: the basis %q says nothing", s.Do, s.Basis)
		}
		v := l.Verb(s.Do)
		fmt.Fprintf(&b, "| %s | **%s**<br>%s `%s` | %s | %s | %s | %s<br>%s | %s |\n", states(l, s.From), v.Zh, v.En, s.Do, states(l, s.To), who(s),
			verbs(l, s.Not), zh, en, clockText(t, s.Clock))
	}
	b.WriteString("\n## 办理的后果 · Consequences\n\n")
	for _, v := range l.Verbs {
		if v.SayZh != "" {
			fmt.Fprintf(&b, "- **%s** %s\n  **%s** %s\n", v.Zh, v.SayZh, v.En, v.SayEn)
		}
	}
	return b.String()
}

// diagram draws the moves between states; acts that keep the state stand in
// the table only.
func diagram(l *act.Life) string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, s := range l.States {
		fmt.Fprintf(&b, "  state \"%s %s\" as %s\n", s.Zh, s.En, s.Code)
	}
	moves := map[[2]string][]string{}
	var order [][2]string
	for _, s := range l.Steps {
		for _, from := range s.From {
			for _, to := range s.To {
				if to == act.Same || to == from {
					continue
				}
				k := [2]string{from, to}
				if moves[k] == nil {
					order = append(order, k)
				}
				if zh := l.Verb(s.Do).Zh; !slices.Contains(moves[k], zh) {
					moves[k] = append(moves[k], zh)
				}
			}
		}
	}
	for _, k := range order {
		from := k[0]
		if from == act.Birth {
			from = "[*]"
		}
		fmt.Fprintf(&b, "  %s --> %s: %s\n", from, k[1], strings.NewReplacer("：", " ").Replace(strings.Join(moves[k], "、")))
	}
	return b.String() + "```\n"
}

func states(l *act.Life, codes []string) string {
	var out []string
	for _, c := range codes {
		switch c {
		case act.Birth:
			out = append(out, "–")
		case act.Same:
			out = append(out, "不变 same")
		default:
			s := l.State(c)
			out = append(out, s.Zh+" "+s.En)
		}
	}
	return strings.Join(out, "<br>")
}

func who(s act.Step) string {
	var out []string
	for _, r := range s.Who {
		t := access.Text(r)
		out = append(out, t.Zh+" "+t.En)
	}
	if s.Body != "" {
		out = append(out, "（录入主任会议决定 enters the council's minute）")
	}
	return strings.Join(out, "<br>")
}

func verbs(l *act.Life, ns []act.Name) string {
	var out []string
	for _, n := range ns {
		v := l.Verb(n)
		out = append(out, v.Zh+" "+v.En)
	}
	return strings.Join(out, "<br>")
}

// clockText explains the term that a step starts, under the rules of today's
// installation anywhere in the country.
func clockText(t *testing.T, id string) string {
	if id == "" {
		return ""
	}
	r, ok := law.BuiltRules().At("990200", "2026-03-02", id)
	if !ok {
		t.Errorf("no rule %s", id)
		return id
	}
	zh, en := law.Cite(r.Source)
	lzh, len := r.Label()
	term, termEn := "由主任会议定", "set by the council"
	if !r.Term.IsZero() {
		term, termEn = r.Term.Zh(), r.Term.En()
	}
	return fmt.Sprintf("%s：%s（%s，%s）<br>%s: %s (%s; %s)", r.Zh, term, lzh, zh, r.En, termEn, len, en)
}

var howText = map[access.How][2]string{
	access.Book: {"本级人大的事项", "matters of one's own committee"}, access.Channel: {"本级的专门渠道", "the special channel of one's own committee"},
	access.OwnDesk: {"送到本单位专门接收人的", "what is shown to one's own organ's desk"}, access.OwnOrgan: {"交本单位的", "what is shown to one's own organ"},
	access.Assigned: {"指派本人核验的", "where one is sent to verify"}, access.Install: {"本安装的全部", "all of the installation"}, access.Register: {"都看得到，只改对本级负责的", "seen by all, changed where it answers to one's own committee"},
	access.Receipt: {"凭回执的那一件", "the one of the receipt shown"}, access.Self: {"本人的", "one's own"}, access.Birth: {"只能提交", "may only begin one"},
	access.Invited: {"邀请本人的", "to which one was asked"},
	access.Reading: {"分派给本人评查的", "given to oneself to read"},
	access.Shared:  {"本级已经发出的", "what its committee has sent out"}, access.Receiver: {"别级人大发给本级的", "what another committee sent to one's own"},
}

// The matrix, readable: for each kind who may see how far, and who may do what.
func TestMatrixDoc(t *testing.T) {
	var b strings.Builder
	b.WriteString(made + "# 权限表 · Who may do and see what\n\n" +
		"岗位 × 行为 × 范围。表上没有的，就是没有；超出范围的事项与不存在的编号得到同样的答复。被申请回避的人对该事项一律不可见。\n\n" +
		"Function × act × reach. What is not in a table is not allowed; a matter out of reach reads as a number that does not exist. Nobody recused sees the matter at all.\n")
	kinds := []string{}
	for _, r := range access.Reaches {
		if !slices.Contains(kinds, r.Kind) {
			kinds = append(kinds, r.Kind)
		}
	}
	for _, kind := range kinds {
		l := office.LifeOfKind(kind)
		if l == nil {
			t.Errorf("access.Reaches has a kind %q without a life", kind)
			continue
		}
		fmt.Fprintf(&b, "\n## %s · %s\n\n| 岗位 function | 看得到 sees |\n|---|---|\n", l.Zh, l.En)
		reach := map[act.Role][]string{}
		for _, r := range access.Reaches {
			if h := howText[r.How]; r.Kind == kind {
				if h[0] == "" {
					t.Errorf("no words for reach %q", r.How)
				}
				reach[r.Role] = append(reach[r.Role], h[0]+" "+h[1])
			}
		}
		for _, r := range access.Roles {
			if reach[r.Role] != nil {
				fmt.Fprintf(&b, "| %s %s | %s |\n", r.Zh, r.En, strings.Join(reach[r.Role], "<br>"))
			}
		}
		b.WriteString(doers(l, reach))
	}
	golden(t, "matrix.md", b.String())
}

// doers is the table act × function of one kind; ● may do, ○ enters the
// council's decision.
func doers(l *act.Life, reach map[act.Role][]string) string {
	may := map[act.Name]map[act.Role]string{}
	cols := map[act.Role]bool{}
	for _, s := range l.Steps {
		if may[s.Do] == nil {
			may[s.Do] = map[act.Role]string{}
		}
		for _, r := range s.Who {
			if reach[r] == nil {
				continue
			}
			cols[r], may[s.Do][r] = true, "●"
			if s.Body != "" {
				may[s.Do][r] = "○"
			}
		}
	}
	if len(cols) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n● 可以办 may do　○ 录入主任会议决定 enters the council's decision\n\n| 行为 act |")
	var roles []act.Role
	for _, r := range access.Roles {
		if cols[r.Role] {
			roles = append(roles, r.Role)
			b.WriteString(" " + r.Zh + " |")
		}
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(roles)) + "\n")
	for _, n := range slices.Sorted(maps.Keys(may)) {
		v := l.Verb(n)
		fmt.Fprintf(&b, "| %s %s `%s` |", v.Zh, v.En, n)
		for _, r := range roles {
			b.WriteString(" " + may[n][r] + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}
