package public

import (
	"context"

	"hengjian/oversight/organ"
)

type congressKey struct{}

func withCongress(ctx context.Context, c organ.Congress) context.Context {
	return context.WithValue(ctx, congressKey{}, c)
}

func congressOf(ctx context.Context) organ.Congress {
	c, _ := ctx.Value(congressKey{}).(organ.Congress)
	return c
}
