package office

import (
	"context"
	"runtime"
	"runtime/debug"

	"hengjian/oversight/access"
	"hengjian/oversight/act"
	"hengjian/store"
)

// System is what a system administrator reads: version, engine, sizes and
// counts. There is no content in it.
type System struct {
	store.System
	Version, Go string
	Free, Disk  int64 // bytes of the attachments' disk
}

// System reads the installation's figures, for system administrators alone.
func (o *Office) System(ctx context.Context, who access.Person) (System, error) {
	if !who.Has(access.SysAdmin) {
		return System{}, act.None()
	}
	s, err := o.Store.System(ctx)
	out := System{System: s, Version: revision(), Go: runtime.Version()}
	if err != nil || o.Files == nil {
		return out, err
	}
	out.Free, out.Disk, err = o.Files.Room()
	return out, err
}

// revision is the version built into the program, or the commit it was built
// from.
func revision() string {
	bi, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	v := bi.Main.Version
	for _, s := range bi.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 && (v == "" || v == "(devel)") {
			v = s.Value[:12]
		}
	}
	return v
}
