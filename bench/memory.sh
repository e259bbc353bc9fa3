#!/usr/bin/env bash
# The memory that a large source needs: a film of 4 GiB from a folder, and the same from S3 and to it,
# each compared with a film of 100 kB that differs in nothing else.
#
#   bench/memory.sh [GIB]     the size of the large one in GiB, 1 to 4 (default 4)
#
# Works from any folder on Linux, with a JDK, and curl for the part with S3 (which needs twice that size on the disk). The large
# film is one second of video and a box `free` that pads it: every byte is read and hashed, and, from S3, written to the
# job's folder, while the encode is short. S3 is the emulator of the tests, in a process of its own.
#
# The virtual machine gets a heap of 64 MB, a quarter of the launcher's. Its peak is VmHWM of /proc, which does not include
# ffmpeg and S3; the heap's part of it comes from the log of the garbage collector.
#
# Exit code 0 if both runs with the large film succeed and take at most 1.15 times the memory of those with the
# small one.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly GIB=${1:-4}
readonly HEAP=64m
readonly MOST=1.15
readonly PROFILES=mp4-480p,poster
[[ $GIB =~ ^[1-4]$ ]] || fail "GIB must be a number from 1 to 4, not '$GIB'"
[[ -r /proc/self/status ]] || fail "this needs Linux"

emulator=
stop_emulator() {
  [[ -z $emulator ]] || kill "$emulator" 2>/dev/null || true
  wait
  rm -rf "$scratch"
}
trap stop_emulator EXIT

java=java
[[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java

make_films() {
  bare "$ffmpeg" -hide_banner -nostdin -v error -y -f lavfi -i testsrc2=s=640x360:r=25 -t 1 \
    -c:v libx264 -preset ultrafast -pix_fmt yuv420p -movflags +faststart "$scratch/small.mp4"
  local box=$((GIB * 1024 * 1024 * 1024 - $(wc -c <"$scratch/small.mp4"))) hex
  cp "$scratch/small.mp4" "$scratch/large.mp4"
  # A box with a 64-bit size: the size 1, its name, its size. The rest is a hole in the file: zeros that take no space.
  hex=$(printf '%016x' "$box" | sed 's/../\\x&/g')
  printf '\0\0\0\1free'"$hex" >>"$scratch/large.mp4"
  dd if=/dev/null of="$scratch/large.mp4" bs=1 seek=$((GIB * 1024 * 1024 * 1024)) 2>/dev/null
}

# peak NAME ARGUMENT ...: runs the command line and sets rss and heap, in MB, and wall, in seconds.
peak() {
  local name=$1 begin=$SECONDS kb pid
  shift
  "$java" -XX:+UseSerialGC "-Xmx$HEAP" "-Xlog:gc:file=$scratch/gc" -jar "$home"/transcoder/cli/target/transcoder-cli-*-SNAPSHOT.jar \
    run "$@" --profiles "$PROFILES" --work-dir "$scratch/jobs" >"$scratch/log" 2>&1 &
  pid=$!
  rss=0
  # A process that ended and was not waited for has no memory any more.
  while kb=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $kb ]]; do
    rss=$kb
    sleep 0.05
  done
  wait "$pid" || {
    cat "$scratch/log" >&2
    fail "command failed: run $*"
  }
  grep -q ' 2 encoded;' "$scratch/log" || fail "that run did not encode both profiles"
  wall=$((SECONDS - begin))
  rss=$(calculate "$rss / 1024")
  heap=$(sed -n 's/.* \([0-9]*\)M->.*/\1/p' "$scratch/gc" | sort -n | tail -n 1)
  printf '%-34s %10s %10s %10s\n' "$name" "$rss" "${heap:-0}" "$wall"
}

start_emulator() {
  (cd "$home" && ./mvnw -q -B -pl transcoder -Dmaven.test.skip=true dependency:copy@s3-emulator) >&2 ||
    fail "the S3 emulator is unavailable; Maven could not copy it"
  mkdir -p "$scratch/s3"
  port=$((20000 + RANDOM % 30000))
  "$java" -Xmx256m "-Djava.io.tmpdir=$scratch/s3" -jar "$home/target/emulator/s3mock.jar" \
    --server.ssl.enabled=false "--server.port=$port" --http.port=0 >"$scratch/s3.log" 2>&1 &
  emulator=$!
  local i
  for ((i = 0; i < 300; i++)); do
    ! curl -sf -o "$scratch/answer" "http://127.0.0.1:$port/favicon.ico" || return 0
    kill -0 "$emulator" 2>/dev/null || break
    sleep 0.2
  done
  cat "$scratch/s3.log" >&2
  fail "the S3 emulator does not start"
}

from_s3() {
  local url=http://127.0.0.1:$port
  curl -sf -X PUT "$url/bench" || fail "the bucket can't be created"
  curl -sf -o "$scratch/answer" -T "$scratch/small.mp4" "$url/bench/in/small.mp4" || fail "the small film can't be uploaded"
  say "uploading $GIB GiB to the emulator"
  curl -sf -o "$scratch/answer" -T "$scratch/large.mp4" "$url/bench/in/large.mp4" || fail "the large film can't be uploaded"
  export AWS_ENDPOINT_URL_S3=$url AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=bench AWS_SECRET_ACCESS_KEY=bench
  export AWS_EC2_METADATA_DISABLED=true
  local -a store=(--store s3://bench/out --s3-path-style true)
  peak "from S3 and to it, 100 kB" s3://bench/in/small.mp4 "${store[@]}"
  local small=$rss
  peak "from S3 and to it, $GIB GiB" s3://bench/in/large.mp4 "${store[@]}"
  s3_ratio=$(calculate "$rss / $small")
}

prepare
make_films
printf '%-34s %10s %10s %10s\n' "heap of at most $HEAP" 'peak MB' 'heap MB' 'clock s'
peak "a file, 100 kB" "$scratch/small.mp4" --store "file:$scratch/store"
small=$rss
peak "a file, $GIB GiB" "$scratch/large.mp4" --store "file:$scratch/store"
file_ratio=$(calculate "$rss / $small")
s3_ratio=
if command -v curl >/dev/null; then
  start_emulator
  from_s3
else
  say "curl not found: the part with S3 is skipped"
fi

echo
met=0
verdict "file, large to small" "$file_ratio" "$MOST" || met=1
[[ -z $s3_ratio ]] || verdict "S3, large to small" "$s3_ratio" "$MOST" || met=1
exit "$met"
