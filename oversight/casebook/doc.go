// Package casebook is the case book (案件库): registers of cases and of custody,
// interrogation, property, review and correction that organs of this level
// supply, what is missing in them, and what can be counted from them.
//
// It is pure. Rows reach it as text cells in the order of their sort's fields;
// where they are kept is the office's affair. Nothing here says how a case
// should end: what it gives are counts of units, dates and things left out,
// and of single rows only those of concluded cases.
package casebook
