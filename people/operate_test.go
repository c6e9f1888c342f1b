package people

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hengjian/people/stage"
)

// A backup is taken while people work, restored elsewhere, and verifies; what
// was acknowledged before it began is in it.
func TestBackupWhileServing(t *testing.T) {
	c := liveCity(t)
	id := c.problem("rectifying")
	l := c.as("fangzhou")
	before := l.MustAct("problem.progress", M{"id": id, "measure": 1, "text": "备份以前的进展。", "act_id": actID()})
	stop, done := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				done <- n
				return
			default:
				if l.Act("problem.progress", M{"id": id, "measure": 1, "text": "备份期间的进展。"}).Status == 200 {
					n++
				}
			}
		}
	}()
	zip := filepath.Join(t.TempDir(), "备份.zip")
	code, out, errs := stage.Run(t, nil, "backup", "--data", c.Data, zip)
	close(stop)
	if n := <-done; n == 0 {
		t.Error("nobody worked during the backup")
	}
	if code != 0 {
		t.Fatalf("backup: %d %s%s", code, out, errs)
	}
	if st, err := os.Stat(zip); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the backup is %v (%v)", st.Mode(), err)
	}
	to := filepath.Join(t.TempDir(), "other")
	keys := []string{"--keys", c.Data + "-keys"}
	if code, out, errs = stage.Run(t, nil, append([]string{"restore", "--data", to, zip}, keys...)...); code != 0 || !strings.Contains(out, "everything agrees") {
		t.Fatalf("restore: %d %s%s", code, out, errs)
	}
	// On a machine without the key of checkpoints all but the signatures is held.
	if code, out, _ := stage.Run(t, nil, "verify", "--data", to, "--keys", filepath.Join(t.TempDir(), "none")); code != 0 || !strings.Contains(out, "everything agrees") || strings.Contains(out, "files 0,") || !strings.Contains(out, "(0 signatures checked") {
		t.Errorf("verify without keys: %d %s", code, out)
	}
	if code, _, _ = stage.Run(t, nil, append([]string{"restore", "--data", to, zip}, keys...)...); code == 0 {
		t.Error("restore wrote over data that was there")
	}
	s := &town{Server: stage.Start(t, append([]string{"serve", "--data", to, "--now", Today}, keys...)...), t: t}
	s.Accounts = c.Accounts
	m, _ := matter(t, s.as("zhaoheng"), "/api/v1/problems/"+id)
	if m["version"].(float64) < before.Body["version"].(float64) {
		t.Errorf("version %v is restored, %v was acknowledged before", m["version"], before.Body["version"])
	}
	verifies(t, c.Data)
	for _, verb := range [][]string{{"doctor", "--data", c.Data}, {"migrate", "--data", c.Data}} {
		if code, out, errs := stage.Run(t, nil, verb...); code != 0 || out == "" {
			t.Errorf("%s while serving: %d %s%s", verb[0], code, out, errs)
		}
	}
	// Keys among the data would go into whatever copies the data.
	if code, out, _ := stage.Run(t, nil, "doctor", "--data", to, "--keys", filepath.Join(to, "keys")); code != 1 {
		t.Errorf("doctor does not mind keys inside the data folder: %d %s", code, out)
	}
}

// The clock as a command: what scripts rely on.
func TestClockContract(t *testing.T) {
	for _, c := range []struct {
		args []string
		due  string
	}{
		{[]string{"--from", "2024-02-08", "--term", "1wd"}, "2024-02-09"},               // worked, though New Year's Eve
		{[]string{"--from", "2024-02-09", "--term", "1wd"}, "2024-02-18"},               // a Sunday worked in exchange
		{[]string{"--from", "2023-11-30", "--term", "3m"}, "2024-02-29"},                // the month's last day
		{[]string{"--from", "2024-02-05", "--term", "5d"}, "2024-02-18"},                // rolls over the holiday
		{[]string{"--from", "2024-02-05", "--term", "5d", "--no-roll"}, "2024-02-10"},   // unless told not to
		{[]string{"--from", "2024-05-10", "--term", "5d", "--backwards"}, "2024-05-05"}, // a holiday: never rolled forward
		{[]string{"--from", "2024-03-31", "--term", "1m", "--backwards"}, "2024-02-29"},
	} {
		code, out, errs := stage.Run(t, nil, append(append([]string{"clock"}, c.args...), "--json")...)
		var r struct {
			Due   string
			Steps []struct{ Date, Kind, Note, Basis string }
		}
		if err := json.Unmarshal([]byte(out), &r); code != 0 || err != nil {
			t.Errorf("%v: %d %v %s%s", c.args, code, err, out, errs)
			continue
		}
		if r.Due != c.due || len(r.Steps) < 2 || r.Steps[0].Basis == "" {
			t.Errorf("%v: due %s, want %s; %d steps", c.args, r.Due, c.due, len(r.Steps))
		}
	}
	if code, _, errs := stage.Run(t, nil, "clock", "--from", "2024-02-30", "--term", "1wd"); code == 0 || !strings.Contains(errs, "日") {
		t.Errorf("an impossible day: %d %s", code, errs)
	}
	if code, out, _ := stage.Run(t, nil, "version"); code != 0 || !strings.HasPrefix(out, "hengjian ") {
		t.Errorf("version: %d %s", code, out)
	}
	code, out, _ := stage.Run(t, nil, "--help")
	for _, words := range []string{"核对", "hold everything", "导入", "import", "备份", "back up"} {
		if code != 0 || !strings.Contains(out, words) {
			t.Errorf("the help lacks %q", words)
		}
	}
}
