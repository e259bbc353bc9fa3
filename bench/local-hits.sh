#!/usr/bin/env bash
# The cost of a hit of a large local file: `renditions run` of a file that was hashed before and whose rendition is in the store,
# with the hash of the file remembered, and with the remembered hashes deleted.
#
#   bench/local-hits.sh [PAIRS] [MIB]     PAIRS of runs, one of each kind in turn (default 5), of a file of MIB (default 2048)
#
# Works from any folder, with a JDK and space for the file, which is deleted at the end. The file is a film of one second
# followed by a box of zeros that readers skip: hashing it costs the same as hashing any other.
#
# Exit code 0 if a hit with the remembered hash takes at most a quarter of the time of one without (median of the pairs).
set -euo pipefail
export LC_ALL=C

# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly PAIRS=${1:-5}
readonly MIB=${2:-2048}
readonly MOST_RATIO=0.25
readonly PROFILE=poster
[[ $PAIRS =~ ^[0-9]+$ && $PAIRS -ge 1 ]] || fail "PAIRS must be a number, 1 or more, not '$PAIRS'"
[[ $MIB =~ ^[0-9]+$ && $MIB -ge 1 ]] || fail "MIB must be a number, 1 or more, not '$MIB'"

make_file() {
  bare "$ffmpeg" -hide_banner -nostdin -v error -y -f lavfi -i testsrc2=s=320x180:r=30 -t 1 \
    -c:v libx264 -preset ultrafast -pix_fmt yuv420p -movflags +faststart "$scratch/film.mp4"
  # A box of type `free` with a 64-bit size.
  printf '\0\0\0\001free%b' "$(printf '%016x' $((MIB * 1048576 + 16)) | sed 's/../\\x&/g')" >>"$scratch/film.mp4"
  head -c $((MIB * 1048576)) /dev/zero >>"$scratch/film.mp4"
  # Hashes of files that were just written are not remembered.
  sleep 4
}

hit() {
  measured renditions_run "$scratch/store" "$scratch/film.mp4" "$PROFILE" --json
  grep -q '"outcome":"\(hit\|stored\)"' "$scratch/log" || fail "this was not a hit: $(cat "$scratch/log")"
  echo "$cpu $wall" >>"$scratch/$1"
}

prepare
make_file
measured renditions_run "$scratch/store" "$scratch/film.mp4" "$PROFILE" --json
for ((i = 0; i < PAIRS; i++)); do
  hit remembered
  rm -rf "$RENDITIONS_CACHE_DIR/hashes"
  hit read
done

row "a hit of $MIB MiB" "CPU s" "clock s"
row "its hash is remembered" "$(median_of remembered 1)" "$(median_of remembered 2)"
row "it is read" "$(median_of read 1)" "$(median_of read 2)"
ratio=$(calculate "$(median_of remembered 2) / $(median_of read 2)")
echo "ratio $ratio, target $MOST_RATIO"
awk "BEGIN { exit !($ratio <= $MOST_RATIO) }"
