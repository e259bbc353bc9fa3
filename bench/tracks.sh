#!/usr/bin/env bash
# What renditions cost whose tracks are those of other renditions: the four MP4s of a ladder and HLS of the same rungs.
#
#   bench/tracks.sh [ROUNDS [SECONDS]]     ROUNDS of one run of each kind, in turn (default 3), of a grainy film of SECONDS (10)
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. Every run is a process of its own,
# with a store that only the runs named beside it have written to:
#   ladder    the four MP4s
#   together  the four MP4s and HLS, by one run
#   hls       HLS alone
#   after     HLS, in the store that has the four MP4s
#   video     one MP4 of 720p alone
#   sound     the same with another bit rate of its audio, in the store that has the four MP4s
#   renamed   the same under another name, in the store that has the four MP4s
# CPU is user and system time of a process and all its children, less that of a start: a run that finds the rendition of one second
# of audio.
#
# Exit code 0 if, by the medians of the rounds,
#   together is at most 1.10 times ladder, after 0.05 times hls, sound 0.05 times video, and renamed 0.02 times video
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${1:-3}
readonly LENGTH=${2:-10}
readonly LADDER=mp4-1080p,mp4-720p,mp4-480p,mp4-360p
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"

cat >"$scratch/profiles.json" <<'JSON'
{ "profiles": [
  { "name": "quieter", "kind": "video", "video": { "shortSide": 720, "maxRateKbps": 3000 }, "audio": { "bitRateKbps": 96 } },
  { "name": "renamed", "kind": "video", "video": { "shortSide": 720, "maxRateKbps": 3000 }, "audio": {} } ] }
JSON

# kind NAME STORE PROFILES: measures a run and keeps its CPU less that of a start.
kind() {
  measured renditions_run "$scratch/$2" "$film" "$3" --profiles-file "$scratch/profiles.json"
  calculate "$cpu - $start_cpu" >>"$scratch/$1"
  echo >>"$scratch/$1"
}

prepare
film=$(grainy_film_of "$LENGTH")
measure_starts "$home" --profiles-file "$scratch/profiles.json"
for ((round = 1; round <= ROUNDS; round++)); do
  say "round $round of $ROUNDS"
  kind ladder "store-$round" "$LADDER"
  kind together "together-$round" "$LADDER,hls"
  kind hls "hls-$round" hls
  kind video "video-$round" mp4-720p
  kind after "store-$round" hls
  kind sound "store-$round" quieter
  kind renamed "store-$round" renamed
  rm -rf "${scratch:?}"/{store,together,hls,video}-"$round"
done

row "" "CPU s" ""
for name in ladder together hls after video sound renamed; do
  row "$name" "$(median_of "$name" 1)" ""
done
met=0
ratio() { calculate "$(median_of "$1" 1) / $(median_of "$2" 1)"; }
verdict "together to ladder" "$(ratio together ladder)" 1.10 || met=1
verdict "after to hls" "$(ratio after hls)" 0.05 || met=1
verdict "sound to video" "$(ratio sound video)" 0.05 || met=1
verdict "renamed to video" "$(ratio renamed video)" 0.02 || met=1
exit $met
