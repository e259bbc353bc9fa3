#!/usr/bin/env bash
# What requests for the same tracks cost. Nine requests of one film, one after the other: two MP4s, then another audio bit rate,
# another name, a title, HLS of both sizes, HLS with one more size, another sample rate, and the film with another tag. Each is
# made twice: in a store that has all before it, and in an empty one, where nothing can be shared.
#
#   bench/requests.sh [SECONDS]     of a grainy film of SECONDS (default 10)
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. CPU is user and system time of a
# process and all its children, less what does not grow with the film: the CPU of a run that makes the MP3 of one second of audio.
#
# Exit code 0 if the shared requests take at most 0.25 of the CPU of the others, each track was encoded once (encoders in the
# commands against tracks in the store), and the store has at most 1.03 of the bytes of the separate ones.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly LENGTH=${1:-10}
readonly MOST_CPU=0.25
readonly MOST_BYTES=1.03
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"

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

# request STORE NUMBER: makes one of the nine. Its log is appended to $scratch/log-STORE.
request() {
  local source=$film
  (($2 == 8)) && source=$tagged
  RENDITIONS_LOG=debug renditions_run "$scratch/$1" "$source" "${REQUESTS[$2]}" --profiles-file "$scratch/profiles.json"
}

bytes_of() { find "$scratch"/$1 -type f -size +0 -printf '%s\n' | awk '{ sum += $1 } END { print sum }'; }
encoders() { grep 'ConfinedProcess - runs' "$scratch/log-shared" | grep -o "$1" | wc -l; }
tracks() { find "$scratch/shared/tracks" -name "$1-*.json" | wc -l; }

prepare
film=$(grainy_film_of "$LENGTH")
tagged=$scratch/tagged.mp4
bare "$ffmpeg" -hide_banner -nostdin -v error -i "$film" -c copy -metadata title=again -movflags +faststart "$tagged"
profiles
for ((i = 0; i < STARTS; i++)); do
  measured renditions_run "$scratch/second-$i" "$sound" audio-mp3
  grep -q ' 1 encoded;' "$scratch/log" || fail "the audio was not encoded"
  echo "$cpu" >>"$scratch/second"
done
start_cpu=$(median_of second 1)
row 'CPU s, less a start' shared separate
for i in "${!REQUESTS[@]}"; do
  for store in shared "separate-$i"; do
    measured request "$store" "$i"
    cat "$scratch/log" >>"$scratch/log-$store"
    echo "$(calculate "$cpu - $start_cpu")" >>"$scratch/cpu-${store%-*}"
  done
  row "$((i + 1)) ${REQUESTS[i]}" "$(tail -n 1 "$scratch/cpu-shared")" "$(tail -n 1 "$scratch/cpu-separate")"
done
sum() { awk '{ sum += $1 } END { printf "%.3f", sum }' "$scratch/$1"; }
row all "$(sum cpu-shared)" "$(sum cpu-separate)"
echo
met=0
verdict 'CPU, shared of separate' "$(calculate "$(sum cpu-shared) / $(sum cpu-separate)")" "$MOST_CPU" || met=1
verdict 'video encoders for each track' "$(calculate "$(encoders "'-c:v' 'libx264'") / $(tracks video)")" 1 || met=1
verdict 'bytes, shared of separate' "$(calculate "$(bytes_of shared) / $(bytes_of 'separate-*')")" "$MOST_BYTES" || met=1
exit "$met"
