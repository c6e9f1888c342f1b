package kit

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed assets
var assetFS embed.FS

type asset struct {
	kind        string
	plain, gzip []byte
}

// bundle reads all assets once. One hash names the whole bundle, so modules may import each other by
// relative paths and everything may be cached for ever.
var bundle = sync.OnceValues(func() (map[string]asset, string) {
	all, sum := map[string]asset{}, sha256.New()
	err := fs.WalkDir(assetFS, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := assetFS.ReadFile(name)
		if err != nil {
			return err
		}
		short := strings.TrimPrefix(name, "assets/")
		sum.Write([]byte(short))
		sum.Write(b)
		all[short] = asset{kind: kindOf(short), plain: b, gzip: zip(short, b)}
		return nil
	})
	if err != nil {
		panic(err) // the files are part of the program: this is a broken build
	}
	return all, hex.EncodeToString(sum.Sum(nil))[:12]
})

func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".wasm":
		return "application/wasm"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// zip packs texts ahead: on a 2G line the style sheet would otherwise take seconds.
func zip(name string, b []byte) []byte {
	switch path.Ext(name) {
	case ".css", ".js", ".mjs", ".svg", ".wasm":
	default:
		return nil
	}
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

// Asset is the address of an asset, e.g. Asset("kit.css").
func Asset(name string) string {
	_, hash := bundle()
	return "/assets/" + hash + "/" + name
}

// Assets serves /assets/<hash>/<name>. A link with an old hash is sent to the present one.
func Assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all, now := bundle()
		hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "/")
		a, ok := all[name]
		switch {
		case !ok || (r.Method != http.MethodGet && r.Method != http.MethodHead):
			http.NotFound(w, r)
		case hash != now:
			http.Redirect(w, r, Asset(name), http.StatusFound)
		default:
			serveAsset(w, r, a)
		}
	})
}

func serveAsset(w http.ResponseWriter, r *http.Request, a asset) {
	h, body := w.Header(), a.plain
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	if a.gzip != nil {
		h.Add("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.gzip
		}
	}
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}
