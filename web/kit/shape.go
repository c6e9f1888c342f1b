package kit

// shapes are the marks of the tones, each told by its form as well as by its
// colour. They are texts, not templates: a list draws one in every row.
var shapes = map[Tone]string{
	Plain:  `<rect x="1.5" y="1.5" width="7" height="7" rx="1" fill="none" stroke="currentColor" stroke-width="1.5"></rect>`,
	Active: `<circle cx="5" cy="5" r="4" fill="currentColor"></circle>`,
	Warn:   `<path d="M5 .5 9.5 5 5 9.5.5 5z" fill="currentColor"></path>`,
	Bad:    `<path d="M5 .8 9.6 9H.4z" fill="currentColor"></path>`,
	OK:     `<path d="m1.2 5.4 2.6 2.6 5-6" fill="none" stroke="currentColor" stroke-width="1.8"></path>`,
	Blue:   `<circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" stroke-width="2"></circle>`,
	Closed: `<path d="M1 5h8" stroke="currentColor" stroke-width="2.4"></path>`,
}

// pills are the beginnings of the pills of the tones, up to the word.
var pills = map[Tone]string{}

func init() {
	for t, in := range shapes {
		shapes[t] = `<svg class="shape" viewBox="0 0 10 10" aria-hidden="true">` + in + `</svg>`
		pills[t] = `<span class="pill ` + string(t) + `">` + shapes[t]
	}
}

// shapeOf gives the mark of a tone; one that is not known is a plain fact.
func shapeOf(t Tone) string {
	if s, ok := shapes[t]; ok {
		return s
	}
	return shapes[Plain]
}

func pillOpen(t Tone) string {
	if s, ok := pills[t]; ok {
		return s
	}
	return pills[Plain]
}
