// Package merkle makes a journal book provable to an outsider: an RFC 6962
// tree over its lines, kept as tiles (C2SP tlog-tiles, height 8), summed up in
// signed checkpoints (C2SP tlog-checkpoint, signed-note), which a superior
// committee cosigns after checking that nothing was rewritten (C2SP
// tlog-cosignature, cosignature/v1), and proof files that carry one line with
// everything needed to check it offline (C2SP tlog-proof).
//
// The package does no I/O and reads no clock: tiles come through [TileStore],
// randomness and time are arguments.
//
// Three decisions where the specifications leave room:
//
//   - Consistency from size 0 is refused, in proving and in verifying. Every
//     tree extends the empty one, so such a "proof" would say nothing; a
//     cosigner's first sight of a log is its own case in [Cosigner.Cosign].
//   - A proof file or checkpoint has exactly one spelling: whatever parses but
//     would be written differently (stray base64 bits, a repeated signature) is
//     refused, so a changed byte never passes as "the same file".
//   - Signatures of keys the verifier was not given are ignored, as signed-note
//     demands, and listed as not checked; they never count towards anything.
package merkle

import "fmt"

// Fault is why something is not proven or not well formed, in both languages.
// The texts may quote unverified input; print them through [Printable].
type Fault struct{ Zh, En string }

// Error returns the English sentence.
func (f *Fault) Error() string { return f.En }

func fault(zh, en string) error { return &Fault{Zh: zh, En: en} }

func faultf(zh, en string, args ...any) error {
	return &Fault{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
}
