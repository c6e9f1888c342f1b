#!/bin/sh
# Makes the third-party browser files from exact npm packages, bundled by an exact esbuild.
#
#   scripts/vendor.sh           rebuild web/kit/assets/{vendor,icons} and people/assets, rewrite the checksums
#   scripts/vendor.sh --check   rebuild in a temporary folder and compare byte by byte; changes nothing
#
# Needs node, npm and the npm registry. The product itself needs none of them: the files are committed
# and the Go test beside them verifies their checksums offline.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
out="$tmp/out"
mkdir -p "$out/web/kit/assets/vendor" "$out/web/kit/assets/icons" "$out/people/assets"

cp "$root"/scripts/vendor/package.json "$root"/scripts/vendor/package-lock.json "$root"/scripts/vendor/age-entry.js "$tmp"/
# --ignore-scripts: no package may run code at installation. npm checks each tarball against the lock file's hash.
(cd "$tmp" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
m="$tmp/node_modules"

(cd "$tmp" && node node_modules/esbuild/bin/esbuild age-entry.js --bundle --format=esm --target=es2022 \
	--minify --legal-comments=none --log-level=error --charset=utf8 \
	--banner:js='/* age-encryption 0.3.1 (BSD-3-Clause), @noble/* and @scure/base (MIT): see README.md. Made by scripts/vendor.sh; do not edit. */' \
	--outfile="$out/web/kit/assets/vendor/age.js")
cp "$m/htmx.org/dist/htmx.min.js" "$out/web/kit/assets/vendor/htmx.min.js"
sed -i '/^\/\/# sourceMappingURL=/d' "$out/web/kit/assets/vendor/htmx.min.js"
cp "$m/axe-core/axe.min.js" "$out/people/assets/axe.min.js"
while read -r icon; do
	[ -n "$icon" ] || continue
	# The licence comment and the class are dropped (README.md carries the licence); pages set size and colour by CSS.
	sed -e '/^<!-- @license/d' -e '/^  class="lucide/d' "$m/lucide-static/icons/$icon.svg" >"$out/web/kit/assets/icons/$icon.svg"
done <"$root/scripts/vendor/icons.txt"
for l in age-encryption htmx.org axe-core lucide-static; do
	f=$(ls "$m/$l" | grep -i '^licen' | head -n 1)
	cp "$m/$l/$f" "$out/web/kit/assets/vendor/LICENSE.$l.txt"
done
for l in @noble/hashes @noble/curves @noble/ciphers @noble/post-quantum @scure/base; do
	printf '%s\n\n' "== $l =="
	cat "$m/$l/LICENSE"
	echo
done >"$out/web/kit/assets/vendor/LICENSE.noble.txt"

sums="$out/web/kit/assets/vendor/SHA256SUMS"
(cd "$out" && find . -type f ! -name SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort | xargs sha256sum) >"$tmp/sums"
mv "$tmp/sums" "$sums"

if [ "${1:-}" = "--check" ]; then
	(cd "$out" && find . -type f) | while read -r f; do
		cmp -s "$out/$f" "$root/$f" || { echo "differs from a fresh build: $f" >&2; exit 1; }
	done
	echo "vendored files are exactly what the pinned packages give"
	exit 0
fi
rm -f "$root"/web/kit/assets/icons/*.svg
cp -R "$out"/. "$root"/
echo "written; review with git diff --stat"
