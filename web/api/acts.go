package api

import (
	"hengjian/office"
	"hengjian/oversight/act"
)

// doAct answers one registered act: the act's fields, act_id, and for acts of
// a collective its minute. A repeat with the same act_id and the same fields
// gets the first answer; other fields under the same act_id are a conflict.
func doAct(name act.Name) fn {
	return func(c *call) (any, error) {
		a := office.NewAct(name)
		var ord office.Order
		if err := c.decode(a, map[string]any{"act_id": &ord.ActID, "body": &ord.Body}); err != nil {
			return nil, err
		}
		if ord.ActID == "" {
			return nil, act.Wrong("act_id", "请给出 act_id：由您一方生成的小写 UUID，重复提交时不变。", "Give act_id: a lower-case UUID made by you, the same when you send again.")
		}
		office.Own(a)
		ans, err := c.o.Do(c.ctx(), c.me, a, ord)
		if err != nil {
			return nil, err
		}
		return ans, nil
	}
}
