#!/usr/bin/env bash
# The work that is saved if a source already meets the profile, whole or in part. The sources are a rendition of 60 s with
# mp4-1080p, and the same with MP3 instead of its AAC. `renditions run` copies all of the first (`remuxed`), and the video of
# the second, whose audio it encodes. Both are compared with a direct encode of the source.
#
#   bench/remux.sh [ROUNDS [SECONDS]]     ROUNDS of runs, one of each kind in turn (default 3), of a film of SECONDS (60)
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. The direct encode is the
# command that the program logs for the film from which the source was made, unchanged except the paths.
#
# CPU is user and system time of a process and all its children. A `run` is compared less the CPU of a start, which is a run
# that finds the rendition of one second of audio; work that grows with the film counts (hashing, probing, decoding, verifying,
# publishing). A source is decoded once before any stream of it is copied: that is measured directly too, and shown as
# a share of the encode.
#
# Exit code 0 if each run copies what it should, and run, less a start and the decoding, is at most this share of the
# direct encode (median): 0.05 if everything is copied, 0.15 if only the video is.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${1:-3}
readonly LENGTH=${2:-60}
readonly MOST_REMUXED=0.05
readonly MOST_PICTURE=0.15
readonly PROFILE=mp4-1080p
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"

# Sets rendition, and command to the encode that made it.
make_rendition() {
  local line word
  line=$(commands "$scratch/store-made" "$film" "$PROFILE" | grep "'-c:v' 'libx264'") || fail "the log shows no encode"
  rendition=$(find "$scratch/store-made" -name '*.mp4')
  [[ -f $rendition ]] || fail "the store does not have exactly one rendition: $rendition"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$rendition ;;
      file:*) command[word]=file:$scratch/by-hand-$word ;;
    esac
  done
}

# Sets foreign to the rendition with MP3 instead of AAC.
make_foreign() {
  foreign=$scratch/foreign.mp4
  bare "$ffmpeg" -hide_banner -nostdin -v error -y -i "$rendition" -c:v copy -c:a libmp3lame -b:a 192k "$foreign"
}

encode() {
  rm -f "$scratch"/by-hand-*
  bare "${command[@]}"
}

decode() { bare "$ffmpeg" -hide_banner -nostdin -v error -i "$rendition" -f null -; }

# would_be SOURCE: the result of a dry run.
would_be() { renditions_run "$scratch/store-dry" "$1" "$PROFILE" --dry-run --json 2>/dev/null; }

# measure NAME SOURCE: a run, less a start and the decoding, as a share of the encode.
measure() {
  measured renditions_run "$scratch/store-$1-$i" "$2" "$PROFILE"
  grep -q "$(expected "$1")" "$scratch/log" || fail "not copied as expected: $2"
  echo "$cpu $wall" >>"$scratch/$1"
  calculate "($cpu - $start_cpu - $decode_cpu) / $encode_cpu" >>"$scratch/$1-ratio"
  echo >>"$scratch/$1-ratio"
  say "round $i of $ROUNDS, CPU: run, $1: $cpu s"
  rm -rf "$scratch/store-$1-$i"
}

expected() { [[ $1 == remuxed ]] && echo ' 1 remuxed;' || echo ' 1 encoded;'; }

prepare
film=$(film_of "$LENGTH")
make_rendition
make_foreign
would_be "$rendition" | grep -q 'it would be remuxed' || fail "$rendition would not be remuxed"
would_be "$foreign" | grep -q 'its video would be copied' || fail "the video of $foreign would not be copied"
measure_starts
for ((i = 1; i <= ROUNDS; i++)); do
  measured encode
  encode_cpu=$cpu
  echo "$cpu $wall" >>"$scratch/encode"
  measured decode
  decode_cpu=$cpu
  echo "$cpu $wall" >>"$scratch/decode"
  calculate "$decode_cpu / $encode_cpu" >>"$scratch/decode-share"
  echo >>"$scratch/decode-share"
  say "round $i of $ROUNDS, CPU: direct encode $encode_cpu s, direct decode $decode_cpu s"
  measure remuxed "$rendition"
  measure picture "$foreign"
done

row '' 'CPU s' 'clock s'
row 'start (run, stored, 1 s of sound)' "$start_cpu" "$start_wall"
row 'direct encode' "$(median_of encode 1)" "$(median_of encode 2)"
row 'direct decode' "$(median_of decode 1)" "$(median_of decode 2)"
row 'run, remuxed' "$(median_of remuxed 1)" "$(median_of remuxed 2)"
row 'run, picture copied' "$(median_of picture 1)" "$(median_of picture 2)"
echo
echo "medians of $ROUNDS rounds; decoding is $(median_of decode-share 1) of the encode"
met=0
verdict "remuxed" "$(median_of remuxed-ratio 1)" "$MOST_REMUXED" || met=1
verdict "picture copied, sound encoded" "$(median_of picture-ratio 1)" "$MOST_PICTURE" || met=1
exit "$met"
