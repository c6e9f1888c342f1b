package casebook

import (
	"encoding/json"
	"io"
	"math"

	"hengjian/oversight/screening"
)

// num is a number that JSON cannot always hold: what is infinite or unknown is null.
type num float64

func (n num) MarshalJSON() ([]byte, error) {
	if f := float64(n); math.IsInf(f, 0) || math.IsNaN(f) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

type resultJSON struct {
	Subject  string   `json:"subject"`
	Partner  string   `json:"partner"`
	N        int      `json:"n"`
	Observed num      `json:"observed"`
	Expected num      `json:"expected"`
	Variance num      `json:"variance"`
	Z        num      `json:"z"`
	P        num      `json:"p"`
	Lower    num      `json:"p_lower"`
	Upper    num      `json:"p_upper"`
	Adjusted num      `json:"p_adj"`
	Effect   num      `json:"effect"`
	CI       [2]num   `json:"ci"`
	Flag     bool     `json:"flag"`
	Cases    []string `json:"cases"`
}

type reportJSON struct {
	Detector string `json:"detector"`
	Rows     int    `json:"rows"`
	Units    int    `json:"units"`
	Strata   int    `json:"strata"`
	M        int    `json:"m"`
	Q        num    `json:"q"`
	SDZ      num    `json:"sd_z"`
	Null     struct {
		Permutations int `json:"permutations"`
		Flags        num `json:"flags_per_run"`
		Share        num `json:"share_p_le_05"`
	} `json:"null"`
	Results []resultJSON `json:"results"`
	Notes   []string     `json:"notes"`
}

// WriteReport writes what a run found as JSON.
func WriteReport(w io.Writer, r *screening.Report) error {
	out := reportJSON{Detector: r.Detector, Rows: r.Rows, Units: r.Units, Strata: r.Strata, M: r.Tested, Q: num(r.Q), SDZ: num(r.SDZ), Results: []resultJSON{}, Notes: append([]string{}, r.Notes...)}
	out.Null.Permutations, out.Null.Flags, out.Null.Share = r.Null_.Permutations, num(r.Null_.FlagsPerRun), num(r.Null_.ShareP05)
	for _, x := range r.Results {
		out.Results = append(out.Results, resultJSON{x.Subject, x.Partner, x.N, num(x.Value), num(x.Expected), num(x.Variance), num(x.Z), num(x.P), num(x.Lower), num(x.Upper),
			num(x.Adjusted), num(x.Effect), [2]num{num(x.Lo), num(x.Hi)}, x.Flag, append([]string{}, x.Cases...)})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}
