#!/usr/bin/env bash
# The cost of making cheap renditions first: audio is encoded in a run of its own before the video, so the source is
# read, and its audio decoded, twice.
#
#   bench/turns.sh [ROUNDS [SECONDS]]     ROUNDS of each kind, in turn (default 3), of a grainy film of SECONDS (60)
#
# Measured with the ffmpeg commands that the program logs for `mp4-720p` and for audio alone: one after the other, as the program
# runs them, and as one command with two outputs, as it did before. CPU is user and system time of all processes.
#
# Exit code 0 if the two commands take at most 1.03 times the one, as the median of the rounds.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${1:-3}
readonly LENGTH=${2:-60}
readonly MOST=1.03
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"

# command_of PROFILE: sets command to the encode that the program runs for this profile alone, with the output file by-hand-PROFILE.
command_of() {
  local line word
  line=$(commands "$scratch/store-$1" "$film" "$1" --profiles-file "$scratch/profiles.json" | grep "'-map'" | grep -v -e ffprobe -e seek_timestamp) ||
    fail "the log shows no encode of $1"
  [[ $(wc -l <<<"$line") == 1 ]] || fail "the log shows several encodes of $1"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$film && source=$word ;;
      file:*) command[word]=file:$scratch/by-hand-$1-$word ;;
    esac
  done
}

apart() {
  rm -f "$scratch"/by-hand-*
  bare "${audio[@]}"
  bare "${video[@]}"
}

together() {
  rm -f "$scratch"/by-hand-*
  bare "${both[@]}"
}

prepare
# Without loudness normalization, which needs a run before in both cases.
echo '{ "profiles": [ { "name": "sound", "kind": "audio", "audio": { "codec": "aac" } } ] }' >"$scratch/profiles.json"
film=$(grainy_film_of "$LENGTH")
command_of sound
audio=("${command[@]}")
command_of mp4-720p
video=("${command[@]}")
both=("${video[@]}" "${audio[@]:source+1}")

for ((i = 1; i <= ROUNDS; i++)); do
  measured apart
  one=$cpu
  echo "$cpu $wall" >>"$scratch/apart"
  measured together
  echo "$cpu $wall" >>"$scratch/together"
  calculate "$one / $cpu" >>"$scratch/ratio"
  echo >>"$scratch/ratio"
  say "round $i of $ROUNDS, CPU: apart $one s, together $cpu s"
done
row "$LENGTH s of grainy film" 'CPU s' 'clock s'
row 'audio, then video' "$(median_of apart 1)" "$(median_of apart 2)"
row 'one command with both' "$(median_of together 1)" "$(median_of together 2)"
verdict "apart to together" "$(median_of ratio 1)" "$MOST"
