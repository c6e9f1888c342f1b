package people

import (
	"strings"
	"testing"

	"hengjian/people/stage"
)

// An old woman who reads with difficulty has the page read to her. Only a voice
// that lives in her telephone may do it: an online voice would send what stands
// on the page to somebody else.
func TestAPageIsReadAloudByTheDeviceAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("short run: no browser")
	}
	p := sharedCity(t).Public(t, "老人")
	p.Goto("/about/anonymity")
	// voices replaces those of the browser and starts the page's script again.
	voices := func(list string) bool {
		return stage.Eval[bool](p, `(async () => {
			window.spoken = [];
			const b = document.querySelector("[data-read]");
			b.replaceWith(b.cloneNode(true)); // without what an earlier start of the script hung on it
			const fake = {getVoices: () => `+list+`, speak: u => spoken.push(u), cancel: () => { window.silenced = true; }, addEventListener() {}};
			Object.defineProperty(window, "speechSynthesis", {value: fake, configurable: true});
			window.SpeechSynthesisUtterance = function (text) { this.text = text; };
			await import(document.querySelector("script[src*='kit.js']").src + "?" + Math.random());
			return document.querySelector("[data-read]").getClientRects().length === 0;
		})()`)
	}
	if !voices(`[]`) || !voices(`[{lang: "zh-CN", localService: false}]`) || !voices(`[{lang: "en-US", localService: true}]`) {
		t.Error("reading aloud is offered without a Chinese voice of the device")
	}
	if voices(`[{lang: "zh-CN", localService: false}, {lang: "zh-CN", localService: true, name: "own"}]`) {
		t.Fatal("reading aloud is not offered with a voice of the device")
	}
	p.Press("朗读")
	p.See("停止朗读")
	if said := stage.Eval[string](p, `spoken.map(u => u.voice.name + "：" + u.text).join("\n")`); !strings.Contains(said, "own：匿名能保护什么，不能保护什么") || !strings.Contains(said, "own：做不到的") {
		t.Errorf("what was said: %s", said)
	}
	p.Press("停止朗读")
	if !stage.Eval[bool](p, `window.silenced === true && document.querySelector("[data-read]").textContent === "朗读"`) {
		t.Error("reading does not stop")
	}
}
