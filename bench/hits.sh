#!/usr/bin/env bash
# The cost of a hit beyond a memcached get: RenditionService.render of a source whose hash is known, against a
# bare MemcachedClient.get of the same entry, with JMH, in turns within each round.
#
#   bench/hits.sh [ROUNDS]     default 9; a round takes most of a minute, and the rest another minute
#
# Works from any folder, with a JDK and the program memcached, which it starts on a free port. The head of
# bench/hits/src/main/java/dev/renditions/bench/Hit.java says what is measured.
#
# Exit code 0 if both targets are met by the medians of the rounds:
#   p50          of a hit, one thread: at most 1.25 times the client's
#   throughput   of 16 threads: at least 0.85 of the client's
set -euo pipefail
export LC_ALL=C

readonly ROUNDS=${1:-9}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly home
readonly target=$home/bench/hits/target

fail() {
  echo "hits: $*" >&2
  exit 2
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

start_memcached() {
  local -a user=()
  [[ $(id -u) != 0 ]] || user=(-u nobody)
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 30000))
    ! answers || continue
    memcached -l 127.0.0.1 -p "$port" -U 0 -m 64 "${user[@]}" &
    memcached=$!
    for _ in {1..50}; do
      if answers; then return; fi
      kill -0 "$memcached" 2>/dev/null || break
      sleep 0.1
    done
  done
  fail "memcached does not start"
}

[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, not '$ROUNDS'"
command -v memcached >/dev/null || fail "memcached not found; install it (apt install memcached)"
echo "hits: building" >&2
(cd "$home" && ./mvnw -q -B -f bench/pom.xml -pl hits -am package -Dquick) || fail "the build failed"

memcached=
stop_memcached() {
  [[ -z $memcached ]] || kill "$memcached" 2>/dev/null || true
  wait
}
trap stop_memcached EXIT
start_memcached

java=java
[[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
"$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$target/classes:$target/lib/*" \
  dev.renditions.bench.HitReport "127.0.0.1:$port" "$ROUNDS" | tee "$target/report"
! grep -q 'NOT MET' "$target/report"
