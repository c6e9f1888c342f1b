package stage

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

var shared struct {
	sync.Once
	ctx context.Context
	err error
}

// Browser returns the context of the one Chromium of this test process. A
// missing Chromium fails the test; a short run skips it, since it proves
// nothing about pages.
func Browser(t testing.TB) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("short run: no browser")
	}
	shared.Do(func() { shared.ctx, shared.err = openBrowser(t) })
	if shared.err != nil {
		t.Fatalf("no browser (scripts/need.sh installs Chromium): %v", shared.err)
	}
	if shared.ctx == nil {
		t.Fatal("the browser did not open for an earlier test")
	}
	return shared.ctx
}

func openBrowser(t testing.TB) (context.Context, error) {
	path, err := chromium()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "hengjian-chromium-")
	if err != nil {
		return nil, err
	}
	atEnd(t, func() { os.RemoveAll(profile) })
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox, // tests may run as root, where the sandbox cannot
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("accept-lang", "zh-CN,zh"),
		chromedp.Env("LANGUAGE=zh_CN", "TZ=Asia/Shanghai"),
		chromedp.WindowSize(1440, 900),
	)
	// The browser lives as long as the context of the first Run: no timeout here.
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, _ := chromedp.NewContext(alloc)
	atEnd(t, func() { chromedp.Cancel(ctx); cancelAlloc() })
	v, err := chromedp.CallBrowser(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	evidence(t, "browser", v.Product)
	return ctx, nil
}

// chromium finds the program; HENGJIAN_CHROMIUM names another one.
func chromium() (string, error) {
	// Debian's command for the first is a script that stays between: who ends it does not end the browser.
	names := []string{"/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}
	if name := os.Getenv("HENGJIAN_CHROMIUM"); name != "" {
		names = []string{name}
	}
	var err error
	for _, name := range names {
		var path string
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}
