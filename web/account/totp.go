package account

import (
	"encoding/base64"

	"hengjian/office"
	"hengjian/oversight/account"
	"hengjian/web/frame"
)

// Codes (动态口令) turns one-time codes on, after one of them was right, or off.
func Codes(p *frame.Page) error {
	in := account.SetTOTP{}
	var err error
	if p.Post() {
		if in, err = frame.Form[account.SetTOTP](p); err == nil {
			in.ID, in.Off = p.Me.ID, p.Acc.Totp != ""
			_, err = p.Do(&in)
		}
		if err == nil && in.Off {
			return p.GoSaying("/me", "动态口令已停用。", "One-time codes are off.")
		}
		if err == nil {
			return p.GoSaying("/me", "动态口令已启用，下次登录需要它。", "One-time codes are on; the next sign-in asks for one.")
		}
	}
	if p.Acc.Totp != "" {
		return p.Again(codesOffPage(p), err)
	}
	t, terr := office.NewTOTP(p.Acc.Login, in.Secret)
	if terr != nil {
		return terr
	}
	return p.Again(codesOnPage(p, t), err)
}

func dataURI(png []byte) string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(png)
}

// spaced writes a secret in groups of four, to be typed by hand.
func spaced(s string) string {
	out := ""
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			out += " "
		}
		out += string(r)
	}
	return out
}
