package site

import "hengjian/web/account"

func init() { parts = append(parts, people) }

// people are the first set-up, the pages about oneself and those of the three
// administrators.
func people(t *table) {
	t.open("/setup", account.Setup)
	t.get("/me", account.Me)
	t.post("/me/sign-out", account.SignOutAll)
	t.both("/me/password", account.Password)
	t.both("/me/declare", account.Declare)
	t.both("/me/totp", account.Codes)
	t.both("/me/keys", account.Keys)
	t.both("/me/keys/{id}/retire", account.RetireKey)
	t.both("/me/delegate", account.Delegate)
	t.post("/me/delegate/{id}/end", account.EndDelegation)
	// 安全管理员
	t.get("/admin", account.Admin)
	t.get("/admin/accounts", account.Accounts)
	t.both("/admin/accounts/new", account.OpenAccount)
	t.get("/admin/accounts/{id}", account.Account)
	t.both("/admin/accounts/{id}/change", account.ChangeAccount)
	t.both("/admin/accounts/{id}/reset", account.ResetAccount)
	t.both("/admin/accounts/{id}/sign-out", account.Ask("account.sign_out", "已退出其所有登录。", "Signed out everywhere."))
	t.both("/admin/accounts/{id}/disable", account.Ask("account.disable", "账号已停用。", "The account is disabled."))
	t.both("/admin/accounts/{id}/enable", account.Ask("account.enable", "账号已恢复。", "The account is enabled."))
	t.get("/admin/keys", account.AllKeys)
	// 系统管理员
	t.get("/admin/system", account.System)
	// 审计管理员
	t.get("/audit", account.Audit)
	t.get("/audit.csv", account.AuditCSV)
	t.get("/audit/openings", account.Openings)
}
