package people

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hengjian/oversight/review"
	"hengjian/people/stage"
)

// Deputies throw dice for a draw, a newspaper draws it again from the same frame
// with its own few lines, and two reviewers disagree on what they read.
func TestDeputiesThrowDiceAndANewspaperDrawsAgain(t *testing.T) {
	c := liveCity(t)
	frame := filepath.Join(t.TempDir(), "抽样框.txt")
	var b strings.Builder
	b.WriteString("案号,分层,办结日期,重点理由\n")
	var ids []string
	for i := range 30 {
		ids = append(ids, fmt.Sprintf("（2025）明01行初%d号", 300+i))
		fmt.Fprintf(&b, "%s,行政,2025-11-%02d,\n", ids[i], 1+i%28)
	}
	if err := os.WriteFile(frame, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}

	// The clerk fixes the frame; she cannot make the seed as well.
	k := c.at("linwan")
	k.Goto("/draws/new")
	k.Fill("名称", "行政案件程序评查")
	k.Pick("评查哪个机关办结的案件", "明州市中级人民法院")
	k.Fill("每层抽取几件", "3")
	k.Upload("抽样框", frame)
	k.Press("固定抽样框")
	k.See("抽样框指纹")
	page := path(k.URL())
	k.Goto(page)
	k.See("您办过“固定抽样框”")

	// Dice, thrown before deputies; nineteen are not enough.
	z := c.at("zhaoheng")
	z.Goto(page + "/seed")
	z.Fill("骰子点数", "6 2 5 1 3 4 4 2 6 5 1 3 2 6 4 1 5 3 2")
	z.Fill("见证人", "市人大代表叶春禾、竺霖，明州日报")
	z.Press("公开种子")
	z.See("至少掷 20 次")
	z.Fill("骰子点数", "6 2 5 1 3 4 4 2 6 5 1 3 2 6 4 1 5 3 2 6 1")
	z.Press("公开种子")
	z.Goto(page + "/pick")
	z.Press("抽取")
	z.See("抽中的案件")
	wall := c.at("gumingyuan")
	wall.Goto(page + "/wall")
	wall.See("62513 44265 13264 15326 1")
	wall.DontSee("明01行初")

	// The newspaper: SHA-256 of seed, bar and number; the three smallest.
	const seed = "625134426513264153261"
	ticket := func(id string) string {
		sum := sha256.Sum256([]byte(seed + "|" + id))
		return hex.EncodeToString(sum[:])
	}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(ticket(a), ticket(b)) })
	_, m := matter(t, c.as("linwan"), "/api/v1"+page)
	picks, _ := m["picks"].([]any)
	if len(picks) != 3 {
		t.Fatalf("%d drawn: %v", len(picks), m)
	}
	var picked []M
	for i, x := range picks {
		p := x.(map[string]any)
		if p["id"] != ids[i] || p["ticket"] != ticket(ids[i]) {
			t.Errorf("pick %d is %v, drawn again it is %s", i+1, p["id"], ids[i])
		}
		picked = append(picked, M{"id": p["id"], "stratum": p["stratum"], "ticket": p["ticket"]})
	}
	published, _ := json.Marshal(M{"frame_sha256": m["frame"], "cases": 30, "seed": m["seed"], "n": 3, "strata": m["strata"], "picked": picked})
	file := filepath.Join(t.TempDir(), "draw.json")
	csv := filepath.Join(t.TempDir(), "frame.csv")
	os.WriteFile(file, published, 0o600)
	os.WriteFile(csv, []byte(b.String()), 0o600)
	if code, out, errs := stage.Run(t, nil, "draw", "verify", "--frame", csv, "--id", "案号", "--strata", "分层", file); code != 0 {
		t.Errorf("draw verify: %d %s %s", code, out, errs)
	}

	c.twoReviewersDisagree(page, k)
	verifies(t, c.Data)
}

// twoReviewersDisagree has the first file read by a deputy with her own account
// and by somebody else; her page tells her nothing of the other's.
func (c *town) twoReviewersDisagree(page string, k *stage.Person) {
	c.t.Helper()
	list := items(c.t, c.as("linwan").Get("/api/v1/reviews?limit=200&state=opened&parent="+strings.TrimPrefix(page, "/draws/")))
	if len(list) == 0 {
		c.t.Fatal("no file was opened")
	}
	file := "/reviews/" + str(list[len(list)-1], "id")
	scan := filepath.Join(c.t.TempDir(), "卷宗.txt")
	os.WriteFile(scan, []byte("送达回证（姓名已隐去）"), 0o600)
	k.Goto(file + "/add_file")
	k.Fill("材料名称", "送达回证")
	k.Upload("文件", scan)
	k.Choose("已隐去当事人和办案人姓名")
	k.Press("上传卷宗材料")
	k.Goto(file + "/assign")
	k.Pick("第一名评查员", "叶春禾")
	k.Pick("第二名评查员", "濮然")
	k.Press("分派评查员")

	d := c.at("yechunhe")
	d.Width(390)
	d.Goto("/reviews")
	d.See("等您评查")
	d.Goto(file)
	d.DontSee("明01行初")
	d.DontSee("濮然")
	d.Goto(file + "/score")
	var marks []M
	for _, it := range review.Forms[0].Items {
		marks = append(marks, M{"item": it.Code, "answer": "ok"})
	}
	c.noSideways(d)
	c.act("yechunhe", "review.score", M{"id": strings.TrimPrefix(file, "/reviews/"), "marks": marks, "grade": "sound"})
	d.Goto(file)
	d.See("您的评查")
	d.DontSee("濮然")
	k.Goto(file)
	k.See("评查中")
}

func path(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	_, rest, _ = strings.Cut(rest, "/")
	rest, _, _ = strings.Cut(rest, "?")
	return "/" + rest
}
