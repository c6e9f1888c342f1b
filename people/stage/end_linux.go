package stage

import "syscall"

// endWithUs makes the kernel kill a started program when the test process dies,
// however it dies.
func endWithUs() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
