//go:build !linux

package stage

import "syscall"

// endWithUs does nothing special here: only Linux can tie a child to its parent.
func endWithUs() *syscall.SysProcAttr { return nil }
