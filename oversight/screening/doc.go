// Package screening finds patterns in registers of closed cases that deserve
// human eyes, at a known rate of false discoveries. A flag is a question to a
// person, never a score, a rank or a prediction. All tails are exact; what a
// detector can see and cannot see is said with its result.
//
// The engine is generic: a subject (judge, officer, unit), perhaps a partner
// (lawyer, investigator, appraiser), an outcome, and the strata within which
// chance alone would decide: the true assignment pool.
package screening
