package kit

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"

	"hengjian/oversight/act"
)

// Refusals lists what an error refuses, in order, or nothing if the error is a fault of ours.
func Refusals(err error) []*act.Refusal {
	var r *act.Refusal
	if errors.As(err, &r) {
		return r.All()
	}
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return []*act.Refusal{act.Refuse(act.Invalid, "提交的内容太大，请减少后再试。", "What you sent is too large. Please shorten it and try again.")}
	}
	return nil
}

// Status is the HTTP status of an error: invalid 422, not_now and conflict 409, forbidden 403, missing 404,
// and 500 for our faults.
func Status(err error) int {
	all := Refusals(err)
	if len(all) == 0 {
		return http.StatusInternalServerError
	}
	switch all[0].Kind {
	case act.Invalid:
		return http.StatusUnprocessableEntity
	case act.NotNow, act.Conflict:
		return http.StatusConflict
	case act.Forbidden:
		return http.StatusForbidden
	case act.Missing:
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// Fail shows the one error page. Faults are logged under a reference the person can quote; their text is
// never shown. Missing has one fixed text, so that outsiders learn nothing.
func (p *Page) Fail(err error) {
	v := p.errorView(err)
	if v.Ref != "" {
		p.logger().Error("fault", "ref", v.Ref, "path", p.R.URL.Path, "err", err)
	}
	if again := p.render(v.Code, ErrorPage(p, v)); again != nil {
		p.logger().Error("error page", "err", again)
		http.Error(p.W, p.L("系统出错，编号 ", "Our fault, reference ")+v.Ref, v.Code)
	}
}

func (p *Page) logger() *slog.Logger {
	if p.Log != nil {
		return p.Log
	}
	return slog.Default()
}

// ErrorView is what [ErrorPage] says.
type ErrorView struct {
	Code              int
	Title, Text, Next string
	Ref               string
}

func (p *Page) errorView(err error) ErrorView {
	if errors.Is(err, ErrRehearsed) {
		return ErrorView{Code: http.StatusOK, Title: p.L("演练结果：会被接受", "Rehearsal: it would be accepted"), Text: p.L("什么都没有保存。", "Nothing was kept."), Next: p.L("正式办理请先结束演练。", "End the rehearsal to do it in earnest.")}
	}
	v := ErrorView{Code: Status(err)}
	all := Refusals(err)
	if len(all) > 0 {
		v.Text = all[0].Text(p.Lang)
	}
	switch v.Code {
	case http.StatusUnprocessableEntity:
		v.Title, v.Next = p.L("填写的内容有误", "Something in the form is not right"), p.L("请返回上一页改正后再提交。", "Go back, correct it and send it again.")
	case http.StatusConflict:
		v.Title, v.Next = p.L("现在还不能这样办", "This cannot be done now"), p.L("请刷新页面，看看这件事现在走到哪一步。", "Reload the page to see where the matter stands.")
	case http.StatusForbidden:
		v.Title, v.Next = p.L("您没有办理这一步的权限", "You may not do this"), p.L("如果工作需要，请与本机关系统管理员联系。", "If your work needs it, speak to your administrator.")
	case http.StatusNotFound:
		v.Title, v.Text = p.L("没有找到", "Not found"), p.L("没有这个页面或事项，或者它不在您的工作范围内。", "There is no such page or matter, or it is outside your work.")
		v.Next = p.L("请检查网址或编号，或从首页重新进入。", "Check the address or number, or begin again at the start page.")
	default:
		v.Ref = rand.Text()[:6]
		v.Title, v.Text = p.L("系统出错了，不是您的问题", "Our fault, not yours"), p.L("刚才的操作可能没有完成。请先查看事项的“经过”，再决定是否重试。", "The last step may not have finished. Look at the record of the matter before trying again.")
		if p.Who == nil { // people outside have no record to look at; the form's own id makes a second sending harmless
			v.Text = p.L("刚才的操作可能没有完成。您可以返回上一页再提交一次；同一份表单重复提交只算一件。", "The last step may not have finished. You may go back and send it again; the same form sent twice counts once.")
		}
		v.Next = p.L("联系管理员时请报编号 ", "When you ask for help, quote reference ")
	}
	return v
}
