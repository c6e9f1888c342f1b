//go:build !linux

package casebook

import "time"

func processorTime() time.Duration { return 0 }
