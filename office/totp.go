package office

import (
	"bytes"
	"context"
	"encoding/base32"
	"image/png"
	"strings"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"hengjian/oversight/access"
	"hengjian/oversight/account"
	"hengjian/oversight/act"
	"hengjian/store"
)

// TOTP is what somebody scans to have one-time codes (RFC 6238) on a phone.
type TOTP struct {
	Secret string // base32, also to be typed by hand
	PNG    []byte // QR code of the otpauth URL
}

var plainBase32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewTOTP makes a secret, or shows the given one again; one that is not ours is
// replaced by a new one.
func NewTOTP(login, secret string) (TOTP, error) {
	opt := totp.GenerateOpts{Issuer: "Hengjian", AccountName: login}
	if b, err := plainBase32.DecodeString(secret); err == nil && len(b) >= 20 {
		opt.Secret = b
	}
	k, err := totp.Generate(opt)
	if err != nil {
		return TOTP{}, err
	}
	img, err := k.Image(220, 220)
	if err != nil {
		return TOTP{}, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return TOTP{k.Secret(), b.Bytes()}, err
}

func (o *Office) codeFits(code, secret string) bool {
	ok, err := totp.ValidateCustom(strings.TrimSpace(code), secret, o.Now(), totp.ValidateOpts{Period: 30, Skew: 1, Digits: otp.DigitsSix})
	return ok && err == nil
}

// checkTOTP makes sure of a code before one-time codes are turned on, so that
// nobody locks herself out, and before they are turned off, so that an
// unattended screen is not enough.
func checkTOTP(ctx context.Context, o *Office, who access.Person, a any, ord *Order) error {
	x := a.(*account.SetTOTP)
	acc, err := store.Accounts.Load(o.View(ctx), who.ID)
	if err != nil {
		return err
	}
	secret := x.Secret
	if x.Off {
		if secret = acc.Totp; secret == "" {
			return act.Refuse(act.NotNow, "您没有启用动态口令。", "One-time codes are not turned on.")
		}
	} else if acc.Totp != "" {
		return act.Refuse(act.NotNow, "动态口令已经启用；要换手机，请先停用。", "One-time codes are on already; turn them off first to change the phone.")
	} else if b, err := plainBase32.DecodeString(secret); err != nil || len(b) < 20 {
		return act.Wrong("code", "页面已失效，请刷新后重新扫描。", "The page has expired; reload and scan again.")
	}
	if err := o.locked(ctx, acc.Login); err != nil {
		return err
	}
	if o.codeFits(x.Code, secret) {
		return nil
	}
	if err := o.Store.Failed(ctx, acc.Login, o.Now()); err != nil {
		return err
	}
	return act.Wrong("code", "动态口令不对。请看手机上现在显示的 6 位数字，并检查手机时间是否准确。", "The code is wrong. Use the six digits shown now, and check the phone's clock.")
}
