package tabular

import (
	"archive/zip"
	"encoding/binary"
	"io"
	"path"
	"slices"
	"strings"
)

const (
	maxEntries   = 4096
	maxDirectory = 4 << 20 // bytes of the list of entries
	maxRatio     = 400     // of a part above 1 MiB; sheets of equal cells reach 1:150
)

var errZip = refuse("压缩结构已损坏，不是可读的 .xlsx。", "The package is damaged; not a readable .xlsx.")

// checkZip refuses a package before any of it is unpacked.
func checkZip(r io.ReaderAt, size int64, o Options) (*zip.Reader, error) {
	if size > o.MaxXLSX {
		return nil, refusef("工作簿有 %d MiB，超过 %d MiB，请拆分或另存为 csv。", "The workbook has %d MiB, more than %d MiB; split it or save it as csv.", size>>20, o.MaxXLSX>>20)
	}
	if err := checkDirectory(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errZip
	}
	if len(z.File) > maxEntries {
		return nil, refusef("压缩包有 %d 个部件，超过 %d 个。", "The package has %d parts, more than %d.", len(z.File), maxEntries)
	}
	return z, checkParts(z, size, o)
}

// checkDirectory bounds the list of entries, which zip.NewReader reads whole.
func checkDirectory(r io.ReaderAt, size int64) error {
	tail, err := readAt(r, max(0, size-65557), 65557, size)
	if err != nil {
		return err
	}
	i := strings.LastIndex(string(tail), "PK\x05\x06")
	if i < 0 || len(tail)-i < 22 {
		return errZip
	}
	length, offset := uint64(binary.LittleEndian.Uint32(tail[i+12:])), uint64(binary.LittleEndian.Uint32(tail[i+16:]))
	if length == 0xffffffff || offset == 0xffffffff {
		return refuse("压缩包过大（zip64）。", "The package is too large (zip64).")
	}
	if length > maxDirectory || int64(offset) < size-maxDirectory-65557 {
		return refuse("压缩包的部件目录过大。", "The package's list of parts is too large.")
	}
	return nil
}

func checkParts(z *zip.Reader, size int64, o Options) error {
	type extent struct{ from, to int64 }
	var total uint64
	var used []extent
	names := map[string]bool{}
	for _, f := range z.File {
		switch {
		case f.Flags&1 != 0:
			return refuse("文件加了密码，请另存为不加密的 .xlsx。", "The file is password-protected; save it unprotected.")
		case names[strings.ToLower(f.Name)]:
			return refusef("压缩包里有两个同名部件“%s”。", "The package holds two parts named %q.", short(f.Name))
		case nested(f.Name):
			return refusef("压缩包里嵌套了文件“%s”，请去掉后再导入。", "The package has a file nested in it, %q; remove it.", short(f.Name))
		case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxRatio:
			return refusef("部件“%s”的压缩比异常，疑似压缩炸弹。", "Part %q is compressed beyond reason; this looks like a zip bomb.", short(f.Name))
		case f.UncompressedSize64 > uint64(o.MaxUnzip):
			total = f.UncompressedSize64
		}
		names[strings.ToLower(f.Name)] = true
		if total += f.UncompressedSize64; total > uint64(o.MaxUnzip) {
			return refusef("解压后超过 %d MiB，请拆分文件。", "Unpacked it is more than %d MiB; split the file.", o.MaxUnzip>>20)
		}
		from, err := f.DataOffset()
		if err != nil || int64(f.CompressedSize64) < 0 || from+int64(f.CompressedSize64) > size {
			return errZip
		}
		used = append(used, extent{from, from + int64(f.CompressedSize64)})
	}
	// Parts that share bytes are how small files claim to be petabytes.
	slices.SortFunc(used, func(a, b extent) int { return int(min(max(a.from-b.from, -1), 1)) })
	for i := 1; i < len(used); i++ {
		if used[i].from < used[i-1].to {
			return refuse("压缩包的部件互相重叠，疑似压缩炸弹。", "Parts of the package overlap; this looks like a zip bomb.")
		}
	}
	return nil
}

func nested(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".xlsx", ".xlsm", ".xls", ".docx", ".pptx", ".jar", ".exe", ".dll":
		return true
	}
	return false
}

func short(s string) string { return cut(strings.ToValidUTF8(s, "?"), 60) }

func cut(s string, n int) string {
	i := 0
	for at := range s {
		if i == n {
			return s[:at] + "…"
		}
		i++
	}
	return s
}
