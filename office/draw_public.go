package office

import (
	"context"

	"hengjian/oversight/draw"
	"hengjian/store"
)

// PublicDraw is what anybody may read of a draw: the fingerprint that was fixed
// before the seed, the seed, and how many of how many, never a case nor who
// watched: deputies and officials who came are not named before the public.
type PublicDraw struct {
	Number, Title, Day, State string
	Organ                     string // its name
	Frame                     string
	Cases, Strata, PerStratum int64
	Mode, Seed                string
	Witnessed                 bool // somebody watched; who, is not said
	Ended                     string
}

// PublicDraws lists a committee's draws, newest first, voided ones too: whoever
// voids a draw until it suits shows it.
func (o *Office) PublicDraws(ctx context.Context, place string) (out []PublicDraw, err error) {
	v := o.View(ctx)
	ds, err := store.Draws.Where(v, "place=? ORDER BY opened DESC, serial DESC LIMIT 200", place)
	names := map[string]string{}
	for _, d := range ds {
		if _, ok := names[d.Organ]; !ok {
			g, err := store.Organs.Load(v, d.Organ)
			if noneIsNot(err) != nil {
				return nil, err
			}
			names[d.Organ] = g.Name
		}
		out = append(out, publicDraw(d, names[d.Organ]))
	}
	return out, err
}

func publicDraw(d draw.Sample, organ string) PublicDraw {
	return PublicDraw{Number: d.Number, Title: d.Title, Day: d.Opened, State: d.State, Organ: organ, Frame: d.Frame, Cases: d.Cases, Strata: int64(len(d.Strata)), PerStratum: d.PerStratum, Mode: d.Mode, Seed: d.Seed,
		Witnessed: d.Witnesses != "", Ended: d.Ended}
}
