// Package outline reads the structure of an official document (公文): a plan, a
// speech, a notice, a local measure. From its numbering it makes a tree, and says
// of each item whether it states a goal, scope, content, requirement, time or
// organisation, with the place it came from.
//
// Nothing is dropped: every character that is not layout belongs to exactly one
// [Span], and what was not understood stands in [Outline.Unclassed]. The rules are
// tables: marks in marks.go, words in class.go, lines about the letter in letter.go.
// What comes out is a draft for a person to edit.
package outline
