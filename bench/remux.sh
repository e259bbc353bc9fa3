#!/usr/bin/env bash
# What is spared where the source meets the profile already: `renditions run` of a 60 s film that is itself a rendition under
# mp4-1080p, under mp4-1080p once more, against the encode of it by hand.
#
#   bench/remux.sh [PAIRS [SECONDS]]     PAIRS of runs, one of each kind in turn (default 3), of a film of SECONDS (60)
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. The encode by hand is the
# command that the program logs for the film that the source was made of, word for word but for the paths.
#
# CPU is user and system time of a process and all its children. A `run` is compared less the CPU of a start, which is a run
# that finds a one-second sound in the store; what grows with the film counts (hashing, probing, proving, publishing).
#
# Met, and exit code 0, if each run says `remuxed` and run, less a start, is at most 0.05 of the encode by hand (median).
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly PAIRS=${1:-3}
readonly LENGTH=${2:-60}
readonly MOST=0.05
readonly PROFILE=mp4-1080p
[[ $PAIRS =~ ^[1-9][0-9]*$ ]] || fail "PAIRS is a number, 1 or more, not '$PAIRS'"
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS is a number, 1 or more, not '$LENGTH'"

# Sets rendition, and command to the encode that made it.
make_rendition() {
  local line word
  line=$(commands "$scratch/store-made" "$film" "$PROFILE" | grep "'-c:v' 'libx264'") || fail "the log shows no encode"
  rendition=$(find "$scratch/store-made" -name '*.mp4')
  [[ -f $rendition ]] || fail "there is not one rendition in the store: $rendition"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$rendition ;;
      file:*) command[word]=file:$scratch/by-hand.mp4 ;;
    esac
  done
}

encode() {
  rm -f "$scratch/by-hand.mp4"
  bare "${command[@]}"
}

prepare
film=$(film_of "$LENGTH")
make_rendition
measure_starts
outcome=remuxed
for ((i = 1; i <= PAIRS; i++)); do
  measured encode
  encode_cpu=$cpu
  echo "$cpu $wall" >>"$scratch/encode"
  measured renditions_run "$scratch/store-$i" "$rendition" "$PROFILE"
  grep -q ' 1 remuxed;' "$scratch/log" || outcome=encoded
  echo "$cpu $wall" >>"$scratch/run"
  calculate "($cpu - $start_cpu) / $encode_cpu" >>"$scratch/ratio"
  echo >>"$scratch/ratio"
  say "pair $i of $PAIRS: encode by hand $encode_cpu s, run $cpu s of CPU"
  rm -rf "$scratch/store-$i"
done

row '' 'CPU s' 'clock s'
row 'start (run, stored, 1 s of sound)' "$start_cpu" "$start_wall"
row 'encode by hand' "$(median_of encode 1)" "$(median_of encode 2)"
row "run, $outcome" "$(median_of run 1)" "$(median_of run 2)"
echo
echo "medians of $PAIRS pairs; the pairs' CPU ratios less a start: $(sort -n "$scratch/ratio" | tr '\n' ' ')"
met=0
verdict "remux" "$(median_of ratio 1)" "$MOST" || met=1
if [[ $outcome != remuxed ]]; then
  echo "outcome: $outcome instead of remuxed: NOT MET"
  met=1
fi
exit "$met"
