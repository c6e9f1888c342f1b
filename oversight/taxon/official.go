package taxon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// OfficialPrefix begins every code made from an official taxonomy.
const OfficialPrefix = "o"

// Official makes classes from the rows of an official taxonomy: columns are
// levels 1 to 3, a first row of headings (一级分类 …) is skipped, an empty upper
// level repeats the one above it (merged cells), trailing empty cells and whole
// empty rows are passed over. A row given twice makes one class.
//
// Codes are hashes of the path, so that the same class has the same code
// whatever the order of the file. Errors name row and column, counted from 1.
func Official(rows [][]string) ([]Node, error) {
	var out []Node
	seen := map[string]bool{}
	var above []string
	for i, row := range rows {
		if i == 0 && len(row) > 0 && strings.Contains(row[0], "一级") {
			continue
		}
		path, err := levels(row, above, i+1)
		if err != nil {
			return nil, err
		}
		if path == nil {
			continue
		}
		above = path
		for k := range path {
			code := OfficialCode(path[:k+1]...)
			if seen[code] {
				continue
			}
			seen[code] = true
			n := Node{Code: code, Zh: path[k]}
			if k > 0 {
				n.Parent = OfficialCode(path[:k]...)
			}
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return nil, wrong("分类表是空的", "the taxonomy is empty")
	}
	return out, nil
}

func levels(row, above []string, line int) ([]string, error) {
	cells := make([]string, len(row))
	last := -1
	for k, c := range row {
		cells[k] = strings.TrimSpace(c)
		if cells[k] != "" {
			last = k
		}
	}
	if last < 0 {
		return nil, nil
	}
	if last > 2 {
		return nil, wrong(fmt.Sprintf("第%d行第%d列：最多三级", line, last+1), fmt.Sprintf("row %d column %d: three levels at most", line, last+1))
	}
	path := cells[:last+1]
	for k := range path {
		if path[k] == "" && k < len(above) {
			path[k] = above[k]
		}
		if path[k] == "" {
			return nil, wrong(fmt.Sprintf("第%d行第%d列：缺少上级分类", line, k+1), fmt.Sprintf("row %d column %d: the upper level is missing", line, k+1))
		}
		if utf8.RuneCountInString(path[k]) > 60 || strings.ContainsAny(path[k], "/\n\t") || !utf8.ValidString(path[k]) {
			return nil, wrong(fmt.Sprintf("第%d行第%d列：名称过长或者含有不允许的字符", line, k+1), fmt.Sprintf("row %d column %d: the name is too long or has characters not allowed", line, k+1))
		}
	}
	return path, nil
}

// OfficialCode is the code of a path in an official taxonomy.
func OfficialCode(path ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(path, "/")))
	return OfficialPrefix + hex.EncodeToString(sum[:6])
}
