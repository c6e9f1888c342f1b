package files

import (
	"bytes"
	"unicode/utf8"
)

// Kind is a type of file we take.
type Kind string

// The list. Anything else is refused.
const (
	JPEG Kind = "image/jpeg"
	PNG  Kind = "image/png"
	GIF  Kind = "image/gif"
	PDF  Kind = "application/pdf"
	DOCX Kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	PPTX Kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	TXT  Kind = "text/plain"
	MP3  Kind = "audio/mpeg"
	M4A  Kind = "audio/mp4"
	MP4  Kind = "video/mp4"

	office Kind = "zip" // one of the three, told apart by what is inside
)

// Allowed maps each extension we take to its type; the form's accept attribute is made from it.
var Allowed = map[string]Kind{
	"jpg": JPEG, "jpeg": JPEG, "png": PNG, "gif": GIF, "pdf": PDF, "docx": DOCX, "xlsx": XLSX, "pptx": PPTX,
	"txt": TXT, "mp3": MP3, "m4a": M4A, "mp4": MP4,
}

// sniffLen is how many first bytes decide.
const sniffLen = 1024

// sniff tells the kind by the first bytes; "" where they belong to nothing on the list.
func sniff(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(head, []byte("GIF87a")), bytes.HasPrefix(head, []byte("GIF89a")):
		return GIF
	case bytes.HasPrefix(head, []byte("%PDF-1.")), bytes.HasPrefix(head, []byte("%PDF-2.")):
		return PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return office
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		switch string(head[8:12]) {
		case "M4A ", "M4B ":
			return M4A
		case "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "MSNV", "3gp4", "3gp5", "dash", "M4V ":
			return MP4
		}
		return ""
	case bytes.HasPrefix(head, []byte("ID3")), mpegFrame(head):
		return MP3
	case plainText(head):
		return TXT
	}
	return ""
}

// mpegFrame recognises an MPEG audio layer III frame header without an ID3 tag.
func mpegFrame(h []byte) bool {
	return len(h) >= 4 && h[0] == 0xff && h[1]&0xe6 == 0xe2 && h[2]&0xf0 != 0xf0 && h[2]&0x0c != 0x0c
}

// plainText accepts UTF-8 and GB18030 without control characters, and refuses what a browser or an office
// program would run although it is called text.
func plainText(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(head)) == 0 {
		return false
	}
	for _, b := range head {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7f {
			return false
		}
	}
	start := bytes.ToLower(bytes.TrimSpace(head))
	for _, live := range []string{"<!doctype", "<html", "<script", "<svg", "<?xml", "<?php", "#!", "{\\rtf", "mz", "<head", "<body", "<iframe"} {
		if bytes.HasPrefix(start, []byte(live)) && (live != "mz" || !utf8.Valid(head)) {
			return false
		}
	}
	return utf8.Valid(head) || cutUTF8(head) || gb18030(head)
}

// cutUTF8 says whether only the last character is incomplete, as happens at the end of the sniffed bytes.
func cutUTF8(b []byte) bool {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if utf8.Valid(b[:len(b)-n]) && utf8.RuneStart(b[len(b)-n]) {
			return true
		}
	}
	return false
}

// gb18030 checks the byte structure only; the last character may be cut.
func gb18030(b []byte) bool {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c < 0x80:
			i++
		case c == 0x80 || c == 0xff:
			return false
		case i+1 >= len(b):
			return true
		case b[i+1] >= 0x30 && b[i+1] <= 0x39:
			if i+2 < len(b) && (b[i+2] < 0x81 || b[i+2] == 0xff) {
				return false
			}
			i += 4
		case b[i+1] >= 0x40 && b[i+1] != 0x7f && b[i+1] != 0xff:
			i += 2
		default:
			return false
		}
	}
	return true
}
