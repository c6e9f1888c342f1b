package main

import (
	"fmt"
	"io"
	"runtime/debug"
)

// version is set by the linker; a plain build takes it from the build info.
var version = ""

// VersionCmd prints the version.
type VersionCmd struct{}

// Run prints version and Go.
func (VersionCmd) Run(w io.Writer) error {
	v := version
	if bi, ok := debug.ReadBuildInfo(); ok && v == "" {
		v = bi.Main.Version
	}
	fmt.Fprintln(w, "hengjian", v)
	return nil
}
