#!/usr/bin/env bash
# Installs what the full tests need and this machine lacks: the PostgreSQL 15
# server programs, Chromium (the build without windows where there is one: the same
# engine opens a page in half the processor time), a Chinese font, and R and Python, with which the statistics
# are compared. Does nothing when all is here.
set -u

pg_bin=${HENGJIAN_PG_BIN:-/usr/lib/postgresql/15/bin}

browser=chromium-headless-shell

lacking() {
	[ -x "$pg_bin/initdb" ] && [ -x "$pg_bin/postgres" ] || echo postgresql-15
	command -v ${HENGJIAN_CHROMIUM:-chromium-headless-shell chromium} >/dev/null || echo "$browser"
	command -v Rscript >/dev/null || echo r-base-core
	[ -d /usr/lib/R/site-library/lme4 ] || echo r-cran-lme4
	[ -d /usr/lib/R/site-library/BiasedUrn ] || echo r-cran-biasedurn
	/usr/bin/python3 -c 'import scipy, statsmodels' 2>/dev/null || echo python3-scipy python3-statsmodels
	compgen -G '/usr/share/fonts/*/noto/Noto*CJK*' >/dev/null ||
		compgen -G '/usr/share/fonts/*/Noto*CJK*' >/dev/null ||
		compgen -G '/usr/share/fonts/noto-cjk/*' >/dev/null || echo fonts-noto-cjk
}

need=$(lacking | xargs)
[ -z "$need" ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
	cat >&2 <<TEXT
The full tests need programs that are not here: $need
On Debian or Ubuntu, as root:
    apt-get update && apt-get install --no-install-recommends $need
Elsewhere install PostgreSQL 15 (server), Chromium, R (lme4, BiasedUrn), Python (scipy, statsmodels) and Noto CJK, and name them:
    HENGJIAN_PG_BIN=/path/to/postgresql-15/bin HENGJIAN_CHROMIUM=/path/to/chromium make test
make check needs none of them.
TEXT
	exit 1
fi

echo "installing: $need"
export DEBIAN_FRONTEND=noninteractive

# Only the server programs are wanted. Without this file the package would make
# and start a cluster of its own on port 5432.
conf=/etc/postgresql-common/createcluster.conf
if [[ $need == *postgresql-15* && ! -e $conf ]]; then
	mkdir -p "${conf%/*}"
	printf 'create_main_cluster = false\nstart_conf = manual\n' >$conf
fi

# A first installation of Chromium has been seen to break off half-way while it
# unpacked; repairing and asking again finishes it.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for try in 1 2 3 4; do
	{
		dpkg --configure -a
		apt-get update -q
		apt-cache show "$browser" || browser=chromium # older distributions have only the whole
		need=$(lacking | xargs)
		apt-get install -f -y -q --no-install-recommends
		apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold $need
	} >"$log" 2>&1 </dev/null
	need=$(lacking | xargs)
	[ -z "$need" ] && { echo "installed"; exit 0; }
	echo "attempt $try: still lacking $need"
	[ "$try" -lt 4 ] && sleep $((try * 3))
done
tail -30 "$log" >&2
echo "could not install: $need" >&2
exit 1
