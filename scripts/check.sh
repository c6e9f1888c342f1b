#!/usr/bin/env bash
# Quick check before every commit: format, generated files, vet, staticcheck,
# and the short tests on SQLite. Every step runs, so one run names every fault.
set -u
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
unset HENGJIAN_TEST_PG HENGJIAN_TEST_FULL
failed=()

step() { # step NAME COMMAND…
	local name=$1 began=$SECONDS
	shift
	if "$@"; then
		echo "ok    $name ($((SECONDS - began)) s)"
	else
		echo "FAIL  $name ($((SECONDS - began)) s)"
		failed+=("$name")
	fi
}

# Files not yet added count too; files deleted but not yet committed do not.
sources() { git ls-files -co --exclude-standard -- "$1" | while read -r f; do [ -f "$f" ] && echo "$f"; done; }

formatted() {
	local bad
	bad=$(sources '*.go' | xargs -r gofmt -l) || return 1
	[ -z "$bad" ] || { echo "gofmt would change:" $bad; return 1; }
}

# Generates from a copy, so that a check never writes into the working tree.
generated() {
	local files tmp bad=0
	files=$(sources '*.templ')
	[ -n "$files" ] || return 0
	tmp=$(mktemp -d) || return 1
	cp go.mod "$tmp/"
	echo "$files" | xargs cp --parents -t "$tmp"
	go build -o "$tmp/templ.bin" github.com/a-h/templ/cmd/templ &&
		(cd "$tmp" && ./templ.bin generate >templ.log 2>&1) || { cat "$tmp/templ.log" 2>/dev/null; rm -rf "$tmp"; return 1; }
	for f in $files; do
		g=${f%.templ}_templ.go
		cmp -s "$tmp/$g" "$g" || { echo "$g does not match $f: run make gen"; bad=1; }
	done
	rm -rf "$tmp"
	return $bad
}

step gofmt formatted
step templ generated
step vet go vet ./...
step staticcheck go tool staticcheck ./...
step "short tests, SQLite" go test -short -vet=off '-ldflags=-s -w' ./...

echo "check took $SECONDS s"
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}"; exit 1; }
