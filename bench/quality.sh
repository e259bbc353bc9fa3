#!/usr/bin/env bash
# The quality and bit rate of the rungs: SSIM of each against its source scaled to the same size, and the bit
# rate of its video against the rung's cap.
#
#   bench/quality.sh [FILE|FOLDER ...]     the films to measure (default: the samples)
#
# Works from any folder, with a JDK and nothing else. Every built-in MP4 profile is made by `renditions run`. SSIM is that of
# ffmpeg's filter over luma and chroma, frame by frame, 1 for identical frames. The source is rotated and scaled with
# bicubic, as for the rendition, so losses by scaling down do not count. SSIM is left out (-) for sources of high dynamic
# range, which are tone mapped, and means little if the rendition has another frame rate: each of its frames is compared
# with the source's nearest in time. Average and peak are kilobits a second of the video stream; the peak is that of any
# two seconds, or of the whole film if it is shorter. It may be below the average if a film ends soon after a key frame.
#
# Exit code 0 if no peak is above twice its cap: a buffer of twice the cap that is emptied at the cap allows that for two seconds.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [[ $# -gt 0 ]]; then films=("$@"); else films=("$home/samples"); fi

# The built-in H.264 MP4 profiles and their caps, one of each a line.
rungs() {
  tr -d '\n' <"$home/transcoder/core/src/main/resources/dev/renditions/profile/profiles.json" | sed 's/{ *"name"/\n&/g' |
    sed -n 's/^{ *"name": *"\(mp4-[a-z0-9]*\)".*"maxRateKbps": *\([0-9]*\).*/\1 \2/p'
}

# member NAME: the text of a member of the JSON object on one line of input.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

# entries FILE ENTRIES: of the first video, by ffprobe, with commas between.
entries() { bare "$ffprobe" -v error -select_streams v:0 -show_entries "$2" -of csv=p=0 "file:$1"; }

ssim() {
  local hdr
  hdr=$(entries "$1" stream=color_transfer)
  case $hdr in smpte2084* | arib-std-b67*) echo - && return ;; esac
  bare "$ffmpeg" -hide_banner -nostdin -i "file:$2" -i "file:$1" -lavfi "[0:v:0]setpts=PTS-STARTPTS[made];[1:v:0]setpts=PTS-STARTPTS,scale=${3/x/:}:flags=bicubic:out_range=tv,format=yuv420p[source];[made][source]ssim=ts_sync_mode=nearest" \
    -f null - 2>&1 | sed -n 's/.*SSIM.*All:\([0-9.]*\).*/\1/p'
}

# rates FILE: the average, and the most of any two seconds, in kbit/s.
rates() {
  entries "$1" packet=pts_time,duration_time,size | awk -F, '$1 != "N/A"' | sort -t, -n | awk -F, '
    { time[NR] = $1; size[NR] = $3; total += $3; end = $1 + $2 }
    END {
      length_ = end - time[1]
      window = length_ < 2 ? length_ : 2
      first = 1
      for (i = 1; i <= NR; i++) {
        sum += size[i]
        while (time[i] - time[first] >= window) sum -= size[first++]
        if (sum > most) most = sum
      }
      printf "%.0f %.0f", total * 8 / length_ / 1000, most * 8 / window / 1000
    }'
}

# one_row JSON: a line of the table; fails if its peak is too high.
one_row() {
  local source location profile size average peak cap
  source=$(member source <<<"$1")
  location=$(member location <<<"$1")
  location=${location#file://}
  profile=$(member profile <<<"$1")
  [[ -f $source && -f $location ]] || fail "source or location not found: $1"
  cap=$(awk -v p="$profile" '$1 == p { print $2 }' "$scratch/rungs")
  size=$(entries "$location" stream=width,height | tr ',' 'x')
  read -r average peak <<<"$(rates "$location")"
  printf '%-32s %-10s %10s %9s %8s %8s %6s\n' "$(basename "$source")" "$profile" "$size" \
    "$(ssim "$source" "$location" "$size")" "$average" "$peak" "$cap"
  [[ $peak -le $((2 * cap)) ]]
}

prepare
rungs >"$scratch/rungs"
profiles=$(cut -d ' ' -f 1 "$scratch/rungs" | paste -s -d , -)
say "making $profiles"
"$home/renditions" run "${films[@]}" --profiles "$profiles" --store "file:$scratch/store" --json >"$scratch/results" 2>"$scratch/log" || {
  cat "$scratch/log" >&2
  grep '"failed"' "$scratch/results" >&2 || true
  fail "some renditions failed"
}
printf '%-32s %-10s %10s %9s %8s %8s %6s\n' film profile size SSIM average peak cap
met=0
# The same bytes under another name are `stored`, and would repeat a row.
while IFS= read -r result; do one_row "$result" || met=1; done < <(grep -E '"outcome":"(encoded|remuxed)"' "$scratch/results" | sort)
echo
if [[ $met == 0 ]]; then echo "no peak is above twice its cap: met"; else echo "a peak is above twice its cap: NOT MET"; fi
exit "$met"
