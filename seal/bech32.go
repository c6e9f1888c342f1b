package seal

const bech32Set = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32Encode is BIP 173 encoding of data under the lower-case prefix hrp, as age writes its keys (no length
// limit). It exists because age keeps its own encoder internal; age's parser checks every result.
func bech32Encode(hrp string, data []byte) string {
	values := make([]byte, 0, len(data)*8/5+1)
	acc, bits := uint32(0), uint(0)
	for _, b := range data {
		acc, bits = acc<<8|uint32(b), bits+8
		for bits >= 5 {
			bits -= 5
			values = append(values, byte(acc>>bits)&31)
		}
	}
	if bits > 0 {
		values = append(values, byte(acc<<(5-bits))&31)
	}
	out := []byte(hrp + "1")
	for _, v := range values {
		out = append(out, bech32Set[v])
	}
	sum := bech32Polymod(append(bech32Expand(hrp), append(values, 0, 0, 0, 0, 0, 0)...)) ^ 1
	for i := range 6 {
		out = append(out, bech32Set[(sum>>(5*(5-i)))&31])
	}
	return string(out)
}

func bech32Expand(hrp string) []byte {
	var out []byte
	for i := range len(hrp) {
		out = append(out, hrp[i]>>5)
	}
	out = append(out, 0)
	for i := range len(hrp) {
		out = append(out, hrp[i]&31)
	}
	return out
}

func bech32Polymod(values []byte) uint32 {
	chk := uint32(1)
	for _, v := range values {
		top := chk >> 25
		chk = (chk&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				chk ^= g
			}
		}
	}
	return chk
}
