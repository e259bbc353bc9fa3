#!/usr/bin/env bash
# What all built-in profiles of the samples cost together, with shared tracks, against each profile by itself.
#
#   bench/samples.sh                       together, in turn and separate
#   bench/samples.sh CHECKOUT [ROUNDS]     together and before, by turns, ROUNDS of each (default 1)
#
# Works from any folder, with a JDK and nothing else; ffmpeg is kept in bench/.work. Each run is a process of its own:
#   together   all profiles by one run
#   in turn    a run for each profile, in one store
#   separate   a run for each profile, each in a store of its own
#   before     all profiles by one run of another checkout, such as one from before tracks were shared
# CPU is user and system time of a process and all its children, less that of a start: a run that finds the rendition of one second
# of audio. "encode s" is the sum of the times of what was encoded, as the results state it; it depends on what else the machine does.
#
# Exit code 0 if the CPU of together is at most 0.75 of that of separate, or of before.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly OTHER=${1:-}
readonly ROUNDS=${2:-1}
readonly MOST=0.75
readonly samples=$home/samples
[[ -z $OTHER || -x $OTHER/renditions ]] || fail "CHECKOUT must be a folder with the program, not '$OTHER'"
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"

# run_of NAME CHECKOUT STORE PROFILES: measures a run, and adds its CPU and its encode seconds to those of NAME.
run_of() {
  measured "$2/renditions" run "$samples" --profiles "$4" --store "file:$scratch/store-$3" --jail none --json
  grep '^{' "$scratch/log" >"$scratch/results" || fail "the run has no results"
  if grep -q '"outcome":"failed"' "$scratch/results"; then fail "a rendition failed: $(grep -m 1 failed "$scratch/results")"; fi
  seconds=$(sed -n 's/.*"outcome":"\(encoded\|assembled\)".*"seconds":\([0-9.]*\).*/\2/p' "$scratch/results" |
    awk '{ sum += $1 } END { printf "%.3f", sum }')
  echo "$(calculate "$cpu - $start_cpu") $seconds" >>"$scratch/cost-$1"
}

sum() { awk -v c="$2" '{ sum += $c } END { printf "%.3f", sum }' "$scratch/cost-$1"; }
result() { row "$1" "$(sum "$1" 1)" "$(sum "$1" 2)"; }

prepare
measure_starts
mapfile -t profiles < <("$home/renditions" profiles | awk 'NR > 1 { print $1 }')
all=$(IFS=,; echo "${profiles[*]}")
if [[ -n $OTHER ]]; then
  against=before
  names=(together before)
  for ((round = 1; round <= ROUNDS; round++)); do
    say "round $round of $ROUNDS: all ${#profiles[@]} profiles"
    run_of together "$home" "together-$round" "$all"
    run_of before "$OTHER" "before-$round" "$all"
    rm -rf "$scratch/store-together-$round" "$scratch/store-before-$round"
  done
else
  against=separate
  names=(together 'in turn' separate)
  say "all ${#profiles[@]} profiles together"
  run_of together "$home" together "$all"
  for profile in "${profiles[@]}"; do
    say "$profile"
    run_of separate "$home" "separate-$profile" "$profile"
    run_of "in turn" "$home" turn "$profile"
  done
fi

row "" 'CPU s' 'encode s'
for name in "${names[@]}"; do result "$name"; done
echo
met=0
verdict "CPU, together of $against" "$(calculate "$(sum together 1) / $(sum "$against" 1)")" "$MOST" || met=1
echo "encode s, together of $against: $(calculate "$(sum together 2) / $(sum "$against" 2)")"
exit "$met"
