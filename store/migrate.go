package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migrate brings the schema up to this program's, one transaction for each
// numbered file, and reports how many it applied.
func Migrate(ctx context.Context, dsn string) (applied int, err error) {
	s, err := connect(dsn)
	if err != nil {
		return 0, err
	}
	close(s.done)
	defer s.Close()
	files, err := migrations()
	if err != nil {
		return 0, err
	}
	have, err := s.version(ctx)
	if err != nil {
		return 0, err
	}
	if have > len(files) {
		return 0, newer(have, len(files))
	}
	for i := have; i < len(files); i++ {
		if err := s.apply(ctx, i+1, files[i]); err != nil {
			return applied, fmt.Errorf("migration %d: %w", i+1, err)
		}
		applied++
	}
	return applied, nil
}

func newer(have, know int) error {
	return fmt.Errorf("the database has schema %d, this program knows %d: use the newer program", have, know)
}

func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []string
	for i, n := range names {
		if no, _ := strconv.Atoi(path.Base(n)[:4]); no != i+1 {
			return nil, fmt.Errorf("%s: migrations are numbered without a gap", n)
		}
		b, err := migrationFiles.ReadFile(n)
		if err != nil {
			return nil, err
		}
		out = append(out, string(b))
	}
	return out, nil
}

func (s *Store) version(ctx context.Context) (int, error) {
	if _, err := s.w.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)`); err != nil {
		return 0, err
	}
	var v int
	err := s.w.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM schema_version`).Scan(&v)
	return v, err
}

func (s *Store) apply(ctx context.Context, no int, text string) error {
	tx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmts := Statements(s.eng.words.Replace(text))
	if no == 1 {
		stmts = append(stmts, s.eng.guards()...)
		stmts = append(stmts, s.eng.searchTable()...)
	}
	for _, q := range stmts {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("%.120s: %w", q, err)
		}
	}
	if _, err := tx.ExecContext(ctx, s.eng.rebind(`INSERT INTO schema_version (version) VALUES (?)`), no); err != nil {
		return err
	}
	return tx.Commit()
}

// Statements splits a migration at its semicolons; our files hold none inside
// a statement.
func Statements(text string) []string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		if i := strings.Index(line, "--"); i >= 0 {
			line = line[:i]
		}
		b.WriteString(line + "\n")
	}
	var out []string
	for _, q := range strings.Split(b.String(), ";") {
		if q = strings.TrimSpace(q); q != "" {
			out = append(out, q)
		}
	}
	return out
}

func (s *Store) checkSchema(ctx context.Context) error {
	files, err := migrations()
	if err != nil {
		return err
	}
	have, err := s.version(ctx)
	if err != nil {
		return err
	}
	if have > len(files) {
		return newer(have, len(files))
	}
	if have < len(files) {
		return fmt.Errorf("the database has schema %d, this program needs %d: run hengjian migrate", have, len(files))
	}
	return nil
}
