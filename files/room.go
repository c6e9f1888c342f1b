package files

import (
	"fmt"
	"syscall"
)

// Room is how many bytes are free for us on the disk that holds the
// attachments, and how large it is.
func (s *Store) Room() (free, size int64, err error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(s.dir, &st); err != nil {
		return 0, 0, fmt.Errorf("files: free space: %w", err)
	}
	return int64(st.Bavail) * int64(st.Bsize), int64(st.Blocks) * int64(st.Bsize), nil
}
