#!/usr/bin/env bash
# The cost of the largest photos of phones: the poster of a JPEG, a PNG and a WebP of 201 megapixels (16384x12288; WebP, which
# is limited to 16383, of 12288x16383), and of every FILE.
#
#   bench/photos.sh [FILE ...]     such as a HEIC of a phone, which ffmpeg can't write
#
# Works from any folder on Linux, with a JDK and nothing else; the photos are kept in bench/.work. The CPU is that of the
# whole `run`, the memory the highest of any ffmpeg or ffprobe that it starts (VmHWM of /proc, read every 20 ms).
#
# Exit code 0 if every poster is made, and none takes more than 12 bytes a pixel and 128 MB of memory.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly PROFILE=poster
readonly PIXEL_BYTES=12
readonly FIXED_MB=128
[[ -r /proc/self/status ]] || fail "this needs Linux"

# photo_of NAME WIDTH HEIGHT OPTION ...: makes, once, an enlarged drawing with the grain of a camera, and prints its path.
photo_of() {
  local photo=$work/photo-1-$1 size=$2:$3
  if [[ ! -f $photo ]]; then
    say "making $1, once"
    bare "$ffmpeg" -hide_banner -nostdin -v error -y -f lavfi -i testsrc2=s=2048x1536:r=1 -frames:v 1 \
      -vf "scale=$size,noise=alls=6:allf=t" "${@:4}" "$scratch/$1"
    mv "$scratch/$1" "$photo"
  fi
  echo "$photo"
}

# Follows all descendants of the process with this id until it ends, and writes the highest memory of each in kB.
watch_children() {
  local pid kb name
  while kill -0 "$1" 2>/dev/null; do
    for pid in /proc/[0-9]*; do
      { read -r name <"$pid/comm"; } 2>/dev/null || continue
      case $name in
        ffmpeg | ffprobe)
          kb=$(awk '/^VmHWM/ { print $2 }' "$pid/status" 2>/dev/null) || continue
          grep -qsF "$scratch" "$pid/cmdline" && echo "$name ${kb:-0}"
          ;;
      esac
    done
    sleep 0.02
  done
}

# poster FILE: a row of its figures.
poster() {
  local file=$1 mb watcher size allowed
  size=$(bare "$ffprobe" -v error -max_pixels 300000000 -select_streams v:0 -show_entries stream=width,height -of csv=p=0:s=x "$file")
  rm -rf "$scratch/store"
  watch_children $$ >"$scratch/children" &
  watcher=$!
  measured renditions_run "$scratch/store" "$file" "$PROFILE" --work-dir "$scratch/jobs"
  kill "$watcher"
  wait "$watcher" 2>/dev/null || true
  grep -q ' 1 encoded;' "$scratch/log" || fail "no poster was made of $file"
  mb=$(awk '$2 > most { most = $2 } END { print most / 1024 }' "$scratch/children")
  allowed=$(awk -v s="$size" "BEGIN { split(s, a, \"x\"); printf \"%d\", a[1] * a[2] * $PIXEL_BYTES / 1048576 + $FIXED_MB }")
  printf '%-28s %12s %8.1f %8.1f %8.0f %8.0f\n' "$(basename "$file")" "$size" "$cpu" "$wall" "$mb" "$allowed"
  verdict "memory of $(basename "$file")" "$mb" "$allowed" >>"$scratch/verdicts" || met=1
}

prepare
photos=(
  "$(photo_of 201.jpg 16384 12288 -pix_fmt yuvj420p -q:v 3)"
  "$(photo_of 201.png 16384 12288 -pix_fmt rgb24)"
  "$(photo_of 201.webp 12288 16383 -pix_fmt yuv420p -c:v libwebp -compression_level 0)"
  "$(photo_of 12.jpg 4096 3072 -pix_fmt yuvj420p -q:v 3)"
  "$@"
)
printf '%-28s %12s %8s %8s %8s %8s\n' '' size 'CPU s' 'clock s' 'peak MB' 'at most'
met=0
for photo in "${photos[@]}"; do poster "$photo"; done
echo
cat "$scratch/verdicts"
exit "$met"
