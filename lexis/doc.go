// Package lexis reads Chinese text for the office: it makes the tokens both search
// engines index, finds case numbers, compares texts, suggests a class and groups
// messages into topics. It is pure: no files, no clock, no network, no randomness
// except what a caller's seed determines.
package lexis
