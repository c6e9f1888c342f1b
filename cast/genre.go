package cast

// genre is one kind of message: what happened, told in the sender's words, and the same thing told of her in the third person.
//
// Placeholders: {单位} the unit, {这里} what people call it on the spot, {机关} its organ, {人} whom it befell (我儿子, 我), {其人} the same in the third person,
// {他} the pronoun, {日} {月} {夜} when, {天} {次} numbers, {额} a sum, {官} an officer by surname and post, {案号} a case number,
// {罪} an accusation, {镇} a town, {物} a thing, {外} an outsider (a firm, a shop).
type genre struct {
	code    string
	kinds   []string // organs accused
	units   []string // words in the names of the units accused
	voices  []string
	tell    []told // the event and its working summary belong together
	details []string
	effects []string
}

type told struct{ first, third string }

// tells reads lines of "first person｜third person".
func tells(block string) []told {
	var out []told
	for _, l := range lines(block) {
		for i, r := range l {
			if r == '｜' {
				out = append(out, told{l[:i], l[i+len("｜"):]})
				break
			}
		}
	}
	return out
}

var kinVoices = split("mother father wife daughter self lawyer neighbour")

func genreOf(code string) genre {
	for _, g := range genres {
		if g.code == code {
			return g
		}
	}
	panic("cast: no genre " + code)
}

var genres = concat(policeGenres, custodyGenres, courtGenres, integrityGenres, serviceGenres, specialGenres)

func concat(parts ...[]genre) []genre {
	var out []genre
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
