#!/usr/bin/env bash
# Throughput of the local server: hits over many connections on loopback, against constant answers of the same server.
#
#   bench/load.sh [CONNECTIONS] [SECONDS]     default 200 and 20
#
# Works from any folder, with a JDK and curl. The hit is a redirect to a stored poster; the constant is a small file of the
# page, which is in memory. Exit code 1 if any answer was wrong.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly CONNECTIONS=${1:-200}
readonly SECONDS_EACH=${2:-20}
# Not $SECONDS, which is special in bash.

if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then PATH=$JAVA_HOME/bin:$PATH; fi
"$home/renditions" --version >/dev/null

"$home/renditions" serve --port 0 --store "file:$scratch/store" --upload-dir "$scratch/uploads" --work-dir "$scratch/tmp" \
  >"$scratch/server" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
url=
for _ in {1..150}; do
  url=$(sed -n 's/^.*listens on \(http:\/\/[^ ]*\)\/ .*$/\1/p' "$scratch/server")
  [[ -z $url ]] || break
  kill -0 "$server" 2>/dev/null || fail "the server does not start: $(cat "$scratch/server")"
  sleep 0.2
done
[[ -n $url ]] || fail "the server does not print its address"

key=$(curl -sS --fail -T "$home/samples/video-720p.mp4" "$url/v1/uploads/film.mp4" | sed -n 's/.*"key":"\([^"]*\)".*/\1/p')
hit=$url/v1/renditions/poster/uploads/$key
code=$(curl -sS -o "$scratch/first" -w '%{http_code}' "$hit?wait=25")
[[ $code == 302 ]] || fail "the poster was not made: $code $(cat "$scratch/first")"

java "$home/bench/load/Load.java" "$url/page/icon.svg" "$CONNECTIONS" "$SECONDS_EACH" 200 >"$scratch/constant"
java "$home/bench/load/Load.java" "$hit" "$CONNECTIONS" "$SECONDS_EACH" 302 >"$scratch/hit"
read -r constant c50 c99 c_errors <"$scratch/constant"
read -r rate h50 h99 h_errors <"$scratch/hit"

printf '%-10s %12s %10s %10s %8s\n' '' 'answers/s' 'p50 ms' 'p99 ms' errors
printf '%-10s %12s %10s %10s %8s\n' constant "$constant" "$c50" "$c99" "$c_errors" hit "$rate" "$h50" "$h99" "$h_errors"
echo "rate of hits to the rate of constant answers: $(calculate "$rate / $constant")"
[[ $c_errors == 0 && $h_errors == 0 ]]
