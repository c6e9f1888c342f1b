package clue

import "hengjian/oversight/law"

// Decides returns the phrase of a text that would have the congress decide a
// case, "" if there is none; quoted speech of the sender (来信人称……) is free.
func Decides(text string) string { return law.DecidesCase(text) }
