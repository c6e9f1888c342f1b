#!/usr/bin/env bash
# A throw-away PostgreSQL 15 cluster for tests.
#
#   scripts/pg.sh start [--durable]         start (or find) it, print its DSN
#   scripts/pg.sh dsn                       print the DSN of the running one
#   scripts/pg.sh stop                      stop it and delete its folder
#   scripts/pg.sh run [--durable] CMD…      start one of its own, run CMD with HENGJIAN_TEST_PG set, stop
#
# It listens on a unix socket and on a random port of the loopback interface and
# trusts whoever reaches them: it holds invented data and lives for minutes.
# --durable keeps fsync on, for tests that pull the plug.
set -u

bin=${HENGJIAN_PG_BIN:-/usr/lib/postgresql/15/bin}
dir=${HENGJIAN_PG_DIR:-${TMPDIR:-/tmp}/hengjian-pg-$(id -u)}

die() { echo "pg.sh: $*" >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_pg() {
	if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

dsn() {
	[ -f "$dir/port" ] || die "no cluster in $dir; scripts/pg.sh start"
	echo "postgres://postgres@127.0.0.1:$(cat "$dir/port")/hengjian?sslmode=disable"
}

alive() { [ -f "$dir/port" ] && as_pg "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }

# A port that nobody holds now. Somebody may take it before the server does,
# so start tries again with another one.
free_port() {
	local p
	while :; do
		p=$((20000 + RANDOM % 12000))
		(exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo $p; return; }
	done
}

start() {
	local safe="-c fsync=off -c synchronous_commit=off -c full_page_writes=off" port try
	[ "${1:-}" = --durable ] && safe=""
	[ -x "$bin/initdb" ] || die "no PostgreSQL 15 in $bin; run scripts/need.sh"
	alive && return 0
	if [ -e "$dir" ]; then
		[ -O "$dir" ] && [ -f "$dir/hengjian-throw-away" ] || die "$dir is not ours"
		rm -rf "$dir"
	fi
	mkdir "$dir" || die "cannot make $dir"
	touch "$dir/hengjian-throw-away"
	mkdir "$dir/data" "$dir/socket"
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 "$dir"
		chown postgres "$dir/data" "$dir/socket"
		runuser -u postgres -- test -w "$dir/data" || die "user postgres cannot reach $dir: a parent folder is closed to it"
	fi
	chmod 700 "$dir/data"
	as_pg "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions \
		>"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; rm -rf "$dir"; die "initdb failed"; }
	for try in 1 2 3 4 5; do
		port=$(free_port)
		if as_pg "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w -t 60 start \
			-o "-p $port -k $dir/socket -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=128MB $safe" \
			>/dev/null 2>&1; then
			echo "$port" >"$dir/port"
			"$bin/createdb" -h "$dir/socket" -p "$port" -U postgres hengjian && return 0
		fi
	done
	cat "$dir/data/server.log" >&2
	stop
	die "PostgreSQL did not start"
}

stop() {
	[ -e "$dir" ] || return 0
	[ -f "$dir/hengjian-throw-away" ] || die "$dir is not ours"
	as_pg "$bin/pg_ctl" -D "$dir/data" -m immediate -w -t 30 stop >/dev/null 2>&1
	rm -rf "$dir"
}

# run gives the command a process group of its own, so that an interruption
# ends everything it started, and only then the server.
run() {
	local durable="" code=0
	[ "${1:-}" = --durable ] && { durable=--durable; shift; }
	[ $# -gt 0 ] || die "run: no command"
	dir=$(mktemp -u "${TMPDIR:-/tmp}/hengjian-pg.XXXXXXXX")
	child=""
	trap 'finish' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	# If this script itself is killed outright, its traps do not run. The pause
	# lets a server that was just starting get far enough to be stopped.
	setsid bash -c 'while kill -0 "$1" 2>/dev/null; do sleep 1; done
		[ -d "$2" ] || exit 0
		kill -KILL -- "-$(cat "$2/group")" 2>/dev/null
		sleep 2
		HENGJIAN_PG_DIR="$2" exec "$3" stop' \
		watch $$ "$dir" "$(realpath "$0")" >/dev/null 2>&1 </dev/null &
	start $durable
	export HENGJIAN_TEST_PG; HENGJIAN_TEST_PG=$(dsn) || exit 1
	set -m
	"$@" </dev/null &
	child=$!
	set +m
	echo "$child" >"$dir/group"
	wait "$child"
	code=$?
	exit $code
}

finish() {
	local code=$? i
	trap '' INT TERM HUP
	if [ -n "$child" ] && kill -TERM -- "-$child" 2>/dev/null; then
		for i in $(seq 50); do kill -0 -- "-$child" 2>/dev/null || break; sleep 0.1; done
		kill -KILL -- "-$child" 2>/dev/null
	fi
	stop
	exit $code
}

case ${1:-} in
start) shift; start "$@"; dsn ;;
stop) stop ;;
dsn) dsn ;;
run) shift; run "$@" ;;
*) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
