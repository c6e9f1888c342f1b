// Package assets holds what the scenarios bring into a page and the product
// never ships: axe-core 4.14.1 (npm package axe-core, Mozilla Public License
// 2.0, unchanged; see axe.LICENSE). SHA256SUMS is checked by a test.
package assets

import _ "embed"

// Axe is the source of axe-core, the accessibility checker.
//
//go:embed axe.min.js
var Axe string
