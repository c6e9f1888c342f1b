package files

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SafeName is the display name of an upload: no folders, no control or direction characters (which can make
// "gpj.exe" read "exe.jpg"), at most 80 characters, extension kept. It goes into the sealed document only.
func SafeName(name string) string {
	name = strings.ToValidUTF8(name, "")
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		switch {
		case c == unicode.ReplacementChar, unicode.Is(unicode.Cf, c), unicode.IsControl(c):
			return -1
		case strings.ContainsRune(`<>:"/|?*%;'&`+"`", c):
			return '_'
		case unicode.IsSpace(c):
			return ' '
		}
		return c
	}, name)
	name = strings.Trim(name, " .")
	if name == "" || name == "_" {
		return "附件"
	}
	if utf8.RuneCountInString(name) > 80 {
		ext := path.Ext(name)
		if len(ext) > 8 {
			ext = ""
		}
		keep := []rune(strings.TrimSuffix(name, ext))
		name = string(keep[:80-utf8.RuneCountInString(ext)]) + ext
	}
	return name
}

// extension is the lower-case extension without the dot, full-width letters folded.
func extension(name string) string {
	ext := strings.TrimPrefix(path.Ext(strings.ReplaceAll(name, "．", ".")), ".")
	return strings.ToLower(strings.Map(func(c rune) rune {
		if c >= '！' && c <= '～' {
			c -= 0xFEE0
		}
		return c
	}, ext))
}
