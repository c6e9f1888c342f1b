package stage

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed find.js
var findJS string

// Person is somebody in front of a screen: one tab in a browser context of her
// own, with her own cookies.
type Person struct {
	Name string
	Base string // what Goto's paths start from

	t     testing.TB
	ctx   context.Context
	watch *watch
}

// NewPerson opens a tab for somebody who works at base (a URL without trailing
// slash). The test fails if a page of hers throws an exception or breaks its
// content security policy, unless the test calls Faults first.
func NewPerson(t testing.TB, name, base string) *Person {
	t.Helper()
	w := newWatch()
	ctx, _ := chromedp.NewContext(Browser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(w.event))
	p := &Person{Name: name, Base: strings.TrimSuffix(base, "/"), t: t, ctx: ctx, watch: w}
	w.answer = func(accept bool) {
		// In a goroutine: a listener must not wait for the browser.
		go chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: accept})
	}
	t.Cleanup(func() {
		if t.Failed() {
			p.lastLook()
		}
		for _, f := range w.faults() {
			t.Errorf("%s's page: %s", name, f)
		}
		chromedp.Cancel(ctx)
	})
	// The first Do binds the life of the tab to its context: no timeout here.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		t.Fatalf("%s could not open a tab: %v", name, err)
	}
	return p
}

// Person opens a tab at the staff pages of s.
func (s *Server) Person(t testing.TB, name string) *Person {
	t.Helper()
	return NewPerson(t, name, s.URL)
}

// Public opens a tab at the public pages of s.
func (s *Server) Public(t testing.TB, name string) *Person {
	t.Helper()
	return NewPerson(t, name, s.Intake)
}

// run runs one action with patience and fails the test with what p wanted.
func run[T any](p *Person, wanted string, a chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 3*Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		p.t.Fatalf("%s: %s: %v", p.Name, wanted, err)
	}
	return v
}

// look evaluates JavaScript that changes nothing. A page that is being replaced
// refuses to answer; the one that replaces it does, so the question is put again.
func look[T any](p *Person, wanted, js string) T {
	p.t.Helper()
	until := time.Now().Add(Patience)
	for {
		ctx, cancel := context.WithTimeout(p.ctx, 3*Patience)
		v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
		cancel()
		if err == nil {
			return v
		}
		if !replaced(err) || time.Now().After(until) {
			p.t.Fatalf("%s: %s: %v", p.Name, wanted, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// replaced tells whether err says that the page went away under the question.
func replaced(err error) bool {
	for _, s := range []string{"context was destroyed", "Cannot find context", "navigated or closed", "Cannot find default execution context"} {
		if strings.Contains(err.Error(), s) {
			return true
		}
	}
	return false
}

// Goto opens a path of Base, or a whole URL.
func (p *Person) Goto(path string) {
	p.t.Helper()
	if !strings.Contains(path, "://") {
		path = p.Base + path
	}
	run(p, "open "+path, chromedp.Navigate(path))
	p.settle()
}

// SignIn signs in by the form of SignInPath and expects to leave that page.
func (p *Person) SignIn(login, password string) {
	p.t.Helper()
	p.Goto(SignInPath)
	p.Fill("login", login)
	p.Fill("password", password)
	p.pressElement("the sign-in button", `document.querySelector('form:has(input[type=password]) :is(button:not([type=button]),input[type=submit])')`)
	if strings.HasPrefix(strings.TrimPrefix(p.URL(), p.Base), SignInPath) {
		p.fail("%s could not sign in as %s", p.Name, login)
	}
}

// Fill types value into a field after emptying it. Dates, times, colours and
// ranges are set as the browser's own picker would.
func (p *Person) Fill(field, value string) {
	p.t.Helper()
	id := p.find("field", field)
	kind := call[string](p, id, `function(){
		if (this.disabled || this.readOnly) return 'locked';
		if (this.tagName === 'SELECT') return 'select';
		this.scrollIntoView({block:'center'}); this.focus();
		if (/^(date|time|month|week|datetime-local|color|range)$/.test(this.type)) return 'picker';
		if (this.isContentEditable) document.execCommand('selectAll'); else if (this.value !== '') this.select();
		return this.isContentEditable || this.value !== '' ? 'full' : 'empty';
	}`)
	switch kind {
	case "locked":
		p.fail("%s cannot fill %q: it is read-only or disabled", p.Name, field)
	case "select":
		p.Pick(field, value)
		return
	case "picker":
		call[bool](p, id, `function(v){ this.value = v; for (const e of ['input','change']) this.dispatchEvent(new Event(e,{bubbles:true})); return true }`, value)
	case "full":
		run(p, "empty "+field, chromedp.KeyEvent("\b"))
		fallthrough
	default:
		run(p, "type into "+field, command(input.InsertText, input.InsertTextParams{Text: value}))
	}
	// What a person does next: she leaves the field, and change handlers run.
	call[bool](p, id, `function(){ this.blur(); return true }`)
	if got := call[string](p, id, `function(){ return this.isContentEditable ? this.innerText : this.value }`); squeeze(got) != squeeze(value) {
		p.fail("%s filled %q with %q but it holds %q", p.Name, field, value, got)
	}
}

// Choose marks the radio button or checkbox with this label, or picks the
// option with this text from whatever list has it.
func (p *Person) Choose(label string) {
	p.t.Helper()
	id := p.find("choice", label)
	switch call[string](p, id, `function(){
		if (this.tagName === 'OPTION') return 'option';
		return this.disabled ? 'locked' : (this.checked || this.getAttribute('aria-checked') === 'true' || this.getAttribute('aria-selected') === 'true') ? 'done' : 'click' }`) {
	case "locked":
		p.fail("%s cannot choose %q: it is disabled", p.Name, label)
	case "option":
		call[bool](p, id, pickOption)
	case "click":
		p.click(label, id)
	}
	p.settle()
}

const pickOption = `function(){
	const s = this.closest('select');
	if (s.multiple) this.selected = true; else s.value = this.value;
	for (const e of ['input','change']) s.dispatchEvent(new Event(e,{bubbles:true}));
	return true }`

// Clear takes the mark from a checkbox.
func (p *Person) Clear(label string) {
	p.t.Helper()
	id := p.find("choice", label)
	if call[bool](p, id, `function(){ return !!this.checked }`) {
		p.click(label, id)
	}
	p.settle()
}

// Pick picks from one list the option with this text (or value).
func (p *Person) Pick(field, option string) {
	p.t.Helper()
	id := p.find("field", field)
	done := call[bool](p, id, `function(want){
		const sq = s => s.replace(/\s+/g,' ').trim(), os = [...(this.options || [])];
		const o = os.find(o => sq(o.text) === want || o.value === want) || os.find(o => sq(o.text).startsWith(want)) || os.find(o => sq(o.text).includes(want));
		if (!o || o.disabled || this.disabled) return false;
		return (`+pickOption+`).call(o) }`, squeeze(option))
	if !done {
		p.fail("%s finds no option %q in %q", p.Name, option, field)
	}
	p.settle()
}

// Upload gives a file to a file field.
func (p *Person) Upload(field, file string) {
	p.t.Helper()
	path, err := filepath.Abs(file)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	id := p.find("field", field)
	run(p, "upload "+file, command(dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, ObjectID: id}))
	p.settle()
}

// Press clicks the button, link or summary with this text, with the mouse, and
// waits for what follows.
func (p *Person) Press(text string) {
	p.t.Helper()
	p.press(text, p.find("press", text))
}

// PressIn presses a button inside the smallest part of the page (row, item,
// card) that shows the text row and has such a button.
func (p *Person) PressIn(row, text string) {
	p.t.Helper()
	p.press(text+" in "+row, p.find("pressIn", row, text))
}

func (p *Person) pressElement(what, js string) {
	p.t.Helper()
	p.press(what, p.await(what, js))
}

func (p *Person) press(what string, id runtime.RemoteObjectID) {
	p.t.Helper()
	if call[bool](p, id, `function(){ return !!this.disabled || this.getAttribute('aria-disabled') === 'true' }`) {
		p.fail("%s cannot press %q: it is disabled", p.Name, what)
	}
	p.click(what, id)
	p.settle()
}

// click uses the mouse where the element (or its label) can be hit, so that a
// covered button is noticed.
func (p *Person) click(what string, id runtime.RemoteObjectID) {
	p.t.Helper()
	type spot struct {
		X, Y  float64
		Cover string
	}
	s := call[spot](p, id, `function(){
		const hits = (e, top) => top && (e === top || e.contains(top) || [...(this.labels||[])].some(l => l === top || l.contains(top)));
		let cover = 'it has no size';
		for (const e of [this, ...(this.labels||[])]) {
			e.scrollIntoView({block:'center', inline:'nearest', behavior:'instant'});
			for (const r of e.getClientRects()) {
				if (r.width < 2 || r.height < 2) continue;
				const x = r.left + r.width/2, y = r.top + r.height/2, top = document.elementFromPoint(x, y);
				if (hits(e, top)) return {X: x, Y: y, Cover: ''};
				cover = top ? top.outerHTML.slice(0, 120) : 'outside the window';
			}
		}
		return {X: 0, Y: 0, Cover: cover} }`)
	if s.Cover != "" {
		p.fail("%s cannot reach %q: covered by %s", p.Name, what, s.Cover)
	}
	p.watch.touch()
	run(p, "press "+what, chromedp.MouseClickXY(s.X, s.Y))
}

// See waits until the page shows text. White space counts as single blanks.
func (p *Person) See(text string) {
	p.t.Helper()
	until := time.Now().Add(Patience)
	for {
		got := p.Text()
		if strings.Contains(squeeze(got), squeeze(text)) {
			return
		}
		if time.Now().After(until) {
			p.fail("%s does not see %q", p.Name, text)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// SeeIn waits until what belongs to a field shows text: its hints and the
// reason it was refused.
func (p *Person) SeeIn(field, text string) {
	p.t.Helper()
	id := p.find("field", field)
	got := call[string](p, id, `function(){
		const ids = (this.getAttribute('aria-describedby') || '').split(/\s+/).filter(Boolean);
		return ids.map(i => document.getElementById(i)?.innerText || '').join(' ') }`)
	if !strings.Contains(squeeze(got), squeeze(text)) {
		p.fail("%s does not see %q at %q, where it says %q", p.Name, text, field, got)
	}
}

// DontSee fails if the settled page shows text.
func (p *Person) DontSee(text string) {
	p.t.Helper()
	p.settle()
	if strings.Contains(squeeze(p.Text()), squeeze(text)) {
		p.fail("%s sees %q", p.Name, text)
	}
}

// Title is the title of the page.
func (p *Person) Title() string { p.t.Helper(); return run(p, "read the title", chromedp.Title()) }

// URL is where she is.
func (p *Person) URL() string { p.t.Helper(); return run(p, "read the address", chromedp.Location()) }

// Text is what the page shows, as laid out.
func (p *Person) Text() string {
	p.t.Helper()
	return look[string](p, "read the page", `document.body ? document.body.innerText : ''`)
}

// HTML is the page's present source.
func (p *Person) HTML() string {
	p.t.Helper()
	return look[string](p, "read the source", `document.documentElement.outerHTML`)
}

// Value is what a field holds.
func (p *Person) Value(field string) string {
	p.t.Helper()
	return call[string](p, p.find("field", field), `function(){ return this.value }`)
}

// Can reports whether the page offers such a button or link to her, enabled, now.
func (p *Person) Can(text string) bool {
	p.t.Helper()
	return Eval[bool](p, fmt.Sprintf(`(e => !!e && !e.disabled && e.getAttribute('aria-disabled') !== 'true')(%s.press(%s))`, strings.TrimSpace(findJS), jsString(text)))
}

// Languages sets what her browser asks for, such as "en" or "zh-CN,zh;q=0.9".
func (p *Person) Languages(accept string) {
	p.t.Helper()
	run(p, "set languages", command(network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
		Headers: network.Headers{"Accept-Language": accept}}))
}

// Shot writes a picture of the whole page, width CSS pixels wide, to
// people/shots/NAME-WIDTH.png and returns its path.
func (p *Person) Shot(name string, width int) string {
	p.t.Helper()
	file, err := shotFile(fmt.Sprintf("%s-%d", name, width))
	if err != nil {
		p.t.Fatal(err)
	}
	var opts []chromedp.EmulateViewportOption
	height := int64(900)
	if width < 700 {
		opts, height = append(opts, chromedp.EmulateMobile), 844
	}
	run(p, "resize", chromedp.EmulateViewport(int64(width), height, opts...))
	p.settle()
	png := run(p, "photograph", chromedp.FullScreenshot(100))
	run(p, "resize", chromedp.EmulateViewport(1440, 900))
	if err := os.WriteFile(file, png, 0o644); err != nil {
		p.t.Fatal(err)
	}
	return file
}

// Resize makes her window that large; below 700 pixels it is a phone.
func (p *Person) Resize(width, height int) {
	p.t.Helper()
	var opts []chromedp.EmulateViewportOption
	if width < 700 {
		opts = append(opts, chromedp.EmulateMobile)
	}
	run(p, "resize", chromedp.EmulateViewport(int64(width), int64(height), opts...))
	p.settle()
}

// Faults returns the exceptions and policy violations of her pages so far and
// forgets them, for a test that expects some.
func (p *Person) Faults() []string { return p.watch.faults() }

// Dialogs returns the messages of confirm and alert boxes so far; all were
// answered with OK.
func (p *Person) Dialogs() []string { return p.watch.said() }

// Eval evaluates JavaScript in her page; a promise is waited for.
func Eval[T any](p *Person, js string) T {
	p.t.Helper()
	return run(p, "evaluate "+clip(js, 60), chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// find waits until the page has what one of find.js's functions looks for.
func (p *Person) find(kind string, words ...string) runtime.RemoteObjectID {
	p.t.Helper()
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = jsString(w)
	}
	return p.await(kind+" "+strings.Join(words, ": "), strings.TrimSpace(findJS)+"."+kind+"("+strings.Join(quoted, ",")+")")
}

// await evaluates js until it gives an element.
func (p *Person) await(what, js string) runtime.RemoteObjectID {
	p.t.Helper()
	until := time.Now().Add(Patience)
	for {
		o := look[*runtime.RemoteObject](p, "look for "+what, js)
		if o != nil && o.ObjectID != "" {
			return o.ObjectID
		}
		if time.Now().After(until) {
			p.fail("%s finds no %s", p.Name, what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// call calls a JavaScript function on an element.
func call[T any](p *Person, id runtime.RemoteObjectID, function string, args ...any) T {
	p.t.Helper()
	return run(p, "act on the page", chromedp.CallFunctionOn[T](function, func(c *runtime.CallFunctionOnParams) { c.ObjectID = id }, args...))
}

// command makes an action of a protocol command whose answer is not needed.
func command[P, R any](cmd cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, cmd, params)
		return chromedp.Void{}, err
	}
}

// settle waits until no page, script or fetch request has been under way for a
// moment and the document is complete. Event streams do not count.
func (p *Person) settle() {
	p.t.Helper()
	until := time.Now().Add(Patience)
	for time.Now().Before(until) {
		if p.watch.quiet(80*time.Millisecond) && look[string](p, "see whether the page is complete", `document.readyState`) == "complete" && p.watch.quiet(80*time.Millisecond) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.fail("%s's page does not come to rest: %s", p.Name, p.watch.pending())
}

// fail ends the test and says where she was and what she saw.
func (p *Person) fail(format string, args ...any) {
	p.t.Helper()
	p.t.Fatalf(format+"\nat %s, which shows:\n%s", append(args, p.URL(), clip(p.Text(), 3000))...)
}

// lastLook keeps a picture of the page a test failed on. The test is over, so
// errors are only told.
func (p *Person) lastLook() {
	file, err := shotFile("FAILED-" + p.t.Name() + "-" + p.Name)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(file, png, 0o644)
	}
	p.t.Logf("%s's last page: %s (%v)", p.Name, file, err)
}

// PrintMedia switches her page to how it prints, or back.
func (p *Person) PrintMedia(on bool) {
	p.t.Helper()
	media := ""
	if on {
		media = "print"
	}
	run(p, "switch media", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media}))
}
