#!/usr/bin/env bash
# What requests for the same tracks cost. Nine requests of one film, one after the other: two MP4s, then another audio bit rate,
# another name, a title, HLS of both sizes, HLS with one more size, another sample rate, and the film with another tag. Each is
# made by this checkout and by another one, such as a worktree of the last commit before tracks were shared, each with a store of
# its own that has what it made before.
#
#   bench/requests.sh CHECKOUT [ROUNDS [SECONDS]]     ROUNDS (default 1) of a grainy film of SECONDS (10)
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. CPU is user and system time of a
# process and all its children, less that of a start of the same checkout: a run, with the same profiles file, that finds the
# rendition of one second of audio.
# Encoders are counted in the commands that the program logs, and are the same if all their options are, up to the limit of the
# output's size.
#
# Exit code 0 if this checkout takes at most 0.25 of the CPU of the other one, no two encoders are the same, there are as many of them
# as tracks in the store, and the store has at most 1.03 of the bytes of the other one.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${2:-1}
readonly LENGTH=${3:-10}
readonly MOST_CPU=0.25
readonly MOST_BYTES=1.03
[[ -x ${1:-}/renditions ]] || fail "CHECKOUT must be the folder of another checkout"
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"
declare -A checkout start_of
checkout=([this]=$home [other]=$(cd "$1" && pwd))

readonly REQUESTS=(mp4-720p mp4-480p sound-96 renamed titled hls-two hls-three rate-44100 mp4-720p)
readonly LARGE='{ "codec": "h264", "preset": "veryfast", "crf": 23, "shortSide": 720, "maxRateKbps": 3000, "maxFrameRate": 60, "gopSeconds": 2 }'
readonly MIDDLE='{ "codec": "h264", "preset": "veryfast", "crf": 23, "shortSide": 480, "maxRateKbps": 1500, "maxFrameRate": 60, "gopSeconds": 2 }'
readonly SMALL='{ "codec": "h264", "preset": "veryfast", "crf": 23, "shortSide": 360, "maxRateKbps": 800, "maxFrameRate": 60, "gopSeconds": 2 }'

# sound KILOBITS RATE: audio settings.
sound() { echo "{ \"codec\": \"aac\", \"bitRateKbps\": $1, \"channels\": 2, \"sampleRate\": $2 }"; }

profiles() {
  cat >"$scratch/profiles.json" <<JSON
{ "profiles": [
  { "name": "sound-96", "kind": "video", "video": $LARGE, "audio": $(sound 96 48000) },
  { "name": "renamed", "kind": "video", "video": $LARGE, "audio": $(sound 128 48000) },
  { "name": "titled", "kind": "video", "video": $LARGE, "audio": $(sound 128 48000), "metadata": ["title"] },
  { "name": "rate-44100", "kind": "video", "video": $LARGE, "audio": $(sound 128 44100) },
  { "name": "hls-two", "kind": "hls", "ladder": [$LARGE, $MIDDLE], "audio": $(sound 128 48000), "segmentSeconds": 6 },
  { "name": "hls-three", "kind": "hls", "ladder": [$LARGE, $MIDDLE, $SMALL], "audio": $(sound 128 48000), "segmentSeconds": 6 }
] }
JSON
}

# request NAME NUMBER: makes one of the nine.
request() {
  local source=$film
  (($2 == 8)) && source=$tagged
  RENDITIONS_LOG=debug run_by "${checkout[$1]}" "$scratch/$1" "$source" "${REQUESTS[$2]}" --profiles-file "$scratch/profiles.json"
}

bytes_of() { find "$scratch/$1" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }'; }

# encoders: the options of each encoder of video or audio that this checkout ran, one a line. Only images are MJPEG.
encoders() {
  grep 'ConfinedProcess - runs' "$scratch/log-this" | sed "s/'-map' /\n&/g" |
    sed -n "/^'-map'/ { /'-c:[av]' '/ { /'-c:[av]' '\(copy\|mjpeg\)'/! s/ '-fs' .*//p } }"
}
tracks() { find "$scratch/this/tracks" -name "$1-*.json" | wc -l; }
sum() { awk '{ sum += $1 } END { printf "%.3f", sum }' "$scratch/$1"; }

prepare
film=$(grainy_film_of "$LENGTH")
tagged=$scratch/tagged.mp4
bare "$ffmpeg" -hide_banner -nostdin -v error -i "$film" -c copy -metadata title=again -movflags +faststart "$tagged"
profiles
for name in this other; do
  measure_starts "${checkout[$name]}" --profiles-file "$scratch/profiles.json"
  start_of[$name]=$start_cpu
done
for ((round = 1; round <= ROUNDS; round++)); do
  say "round $round of $ROUNDS"
  rm -rf "$scratch"/{this,other,log-this,log-other}
  for i in "${!REQUESTS[@]}"; do
    for name in this other; do
      measured request "$name" "$i"
      cat "$scratch/log" >>"$scratch/log-$name"
      calculate "$cpu - ${start_of[$name]}" >>"$scratch/cpu-$name-$i"
      echo >>"$scratch/cpu-$name-$i"
    done
  done
done

row 'CPU s, less a start' this other
row 'a start' "${start_of[this]}" "${start_of[other]}"
for i in "${!REQUESTS[@]}"; do
  for name in this other; do median_of "cpu-$name-$i" 1 >>"$scratch/cpu-$name" && echo >>"$scratch/cpu-$name"; done
  row "$((i + 1)) ${REQUESTS[i]}" "$(tail -n 1 "$scratch/cpu-this")" "$(tail -n 1 "$scratch/cpu-other")"
done
row all "$(sum cpu-this)" "$(sum cpu-other)"
echo
met=0
count=$(encoders | wc -l)
verdict 'CPU, this of the other' "$(calculate "$(sum cpu-this) / $(sum cpu-other)")" "$MOST_CPU" || met=1
verdict "surplus of $count encoders" "$((count - $(encoders | sort -u | wc -l)))" 0 || met=1
verdict "encoders less the $(tracks video) video and $(tracks audio) audio tracks" "$((count - $(tracks '*')))" 0 || met=1
verdict 'bytes, this of the other' "$(calculate "$(bytes_of this) / $(bytes_of other)")" "$MOST_BYTES" || met=1
exit "$met"
