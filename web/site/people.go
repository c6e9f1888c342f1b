package site

import (
	"hengjian/web/account"
	"hengjian/web/frame"
)

// people are the pages about oneself and those of the three administrators.
func people(page func(method, path string, f frame.Func), both func(path string, f frame.Func)) {
	page("GET", "/me", account.Me)
	page("POST", "/me/sign-out", account.SignOutAll)
	both("/me/password", account.Password)
	both("/me/declare", account.Declare)
	both("/me/totp", account.Codes)
	both("/me/keys", account.Keys)
	both("/me/keys/{id}/retire", account.RetireKey)
	both("/me/delegate", account.Delegate)
	page("POST", "/me/delegate/{id}/end", account.EndDelegation)
	// 安全管理员
	page("GET", "/admin", account.Admin)
	page("GET", "/admin/accounts", account.Accounts)
	both("/admin/accounts/new", account.OpenAccount)
	page("GET", "/admin/accounts/{id}", account.Account)
	both("/admin/accounts/{id}/change", account.ChangeAccount)
	both("/admin/accounts/{id}/reset", account.ResetAccount)
	both("/admin/accounts/{id}/sign-out", account.Ask("account.sign_out", "已退出其所有登录。", "Signed out everywhere."))
	both("/admin/accounts/{id}/disable", account.Ask("account.disable", "账号已停用。", "The account is disabled."))
	both("/admin/accounts/{id}/enable", account.Ask("account.enable", "账号已恢复。", "The account is enabled."))
	page("GET", "/admin/keys", account.AllKeys)
	// 系统管理员
	page("GET", "/admin/system", account.System)
	// 审计管理员
	page("GET", "/audit", account.Audit)
	page("GET", "/audit.csv", account.AuditCSV)
	page("GET", "/audit/openings", account.Openings)
}
