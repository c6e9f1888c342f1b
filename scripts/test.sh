#!/usr/bin/env bash
# Everything: all tests on SQLite and on a throw-away PostgreSQL, with a real
# browser. Arguments go to `go test`. The tests leave a line in $HENGJIAN_TEST_EVIDENCE
# whenever they really used PostgreSQL or the browser; a run without both has not
# proven anything and fails.
set -u
cd "$(dirname "$0")/.."

if [ -z "${HENGJIAN_TEST_PG:-}" ]; then
	exec scripts/pg.sh run "$PWD/scripts/test.sh" "$@"
fi

export CGO_ENABLED=0 HENGJIAN_TEST_FULL=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export HENGJIAN_TEST_EVIDENCE=$work/evidence
: >"$HENGJIAN_TEST_EVIDENCE"

# One package more than there are processors: stories wait for the browser to come
# to rest, PostgreSQL's tests for its answers.
packages=$(($(nproc 2>/dev/null || echo 2) + 1))

# The longest first, so that they run from the first second to the last and the
# short ones fill the gaps: go test takes packages in the order it is told them.
# The stories take longest of all.
if [ "${!#}" = ./... ]; then
	set -- "${@:1:$#-1}" ./people ./office ./web/site ./demo ./...
fi

# GOGC: what tests build they throw away; looking less often for what is garbage
# spares a sixth of their processors' time, and none of them keeps much.
collect='env GOGC=400'

# -s -w: seventy test programs are linked, a third faster without what only a
# debugger reads.
# -count=1: a remembered result would prove nothing about this machine.
go build -o "$work/tally" ./internal/tally || exit 1
go test -json -count=1 -ldflags='-s -w' -exec "$collect" -p "$packages" "$@" 2>"$work/stderr" | "$work/tally" -evidence "$HENGJIAN_TEST_EVIDENCE" -require postgres,browser
codes=("${PIPESTATUS[@]}")
cat "$work/stderr" >&2
[ "${codes[0]}" -eq 0 ] && [ "${codes[1]}" -eq 0 ]
