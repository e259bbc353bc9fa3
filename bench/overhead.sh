#!/usr/bin/env bash
# The cost of Renditions beyond ffmpeg: one rendition (mp4-1080p, the most expensive profile) of a 30 s 1080p film, made with
# `renditions run` and by the same ffmpeg command directly.
#
#   bench/overhead.sh [PAIRS]     PAIRS of runs, one of each kind in turn (default 5, at least 3)
#
# Works from any folder, on Linux and macOS, with a JDK and nothing else. The film and an unpacked ffmpeg are kept in
# bench/.work (the film's name has the version of its recipe); each run gets a store of its own.
#
# The direct command is the one that the program logs (RENDITIONS_LOG=debug), unchanged except the paths of
# source and output, with the same program, libraries and empty environment. CPU is user and system time of a process and of
# all its children. Other jobs on the machine change it less than the time on the clock, but they do change it, so the two
# kinds take turns and each pair is compared separately.
#
# Exit code 0 if both targets are met:
#   overhead   CPU of `run`, less that of a start, is at most 1.03 times the CPU of the direct command (median of the pairs)
#   start      a start takes at most 1 s on the clock (median)
# A start is a run that finds the rendition of one second of audio: everything that does not grow with the film.
# Work that grows with it (hashing the source, probing, verifying and publishing the output) counts as overhead.
set -euo pipefail
export LC_ALL=C

# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly PAIRS=${1:-5}
readonly MOST_RATIO=1.03
readonly MOST_START=1.0
readonly PROFILE=mp4-1080p
[[ $PAIRS =~ ^[0-9]+$ && $PAIRS -ge 3 ]] || fail "PAIRS must be a number, 3 or more, not '$PAIRS'"

# by_hand: the command that the program ran, with our own paths of source and output.
by_hand() {
  rm -f "$scratch"/by-hand-*
  bare "${command[@]}"
}

prepare_command() {
  local line word
  line=$(commands "$scratch/store-command" "$film" "$PROFILE" | grep "'-c:v' 'libx264'") || fail "the log shows no encode"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$film ;;
      file:*/track-*) command[word]=file:$scratch/by-hand-$word ;;
    esac
  done
  [[ " ${command[*]} " == *" file:$film "*" file:$scratch/by-hand-"* ]] ||
    fail "paths not found in this command: $line"
}

measure_versions() {
  local i
  for ((i = 0; i < STARTS; i++)); do
    measured "$home/renditions" --version
    echo "$cpu $wall" >>"$scratch/version"
  done
}

measure_pairs() {
  local i hand
  for ((i = 1; i <= PAIRS; i++)); do
    measured by_hand
    echo "$cpu $wall" >>"$scratch/hand"
    hand=$cpu
    measured renditions_run "$scratch/store-$i" "$film" "$PROFILE"
    grep -q ' 1 encoded;' "$scratch/log" || fail "the run did not encode"
    echo "$cpu $wall" >>"$scratch/run"
    echo "$(calculate "($cpu - $start_cpu) / $hand") $(calculate "$cpu / $hand")" >>"$scratch/ratio"
    say "pair $i of $PAIRS, CPU: direct $hand s, run $cpu s"
    rm -rf "$scratch/store-$i"
  done
}

report() {
  row '' 'CPU s' 'clock s'
  row 'renditions --version' "$(median_of version 1)" "$(median_of version 2)"
  row 'start (run, stored, 1 s of sound)' "$start_cpu" "$start_wall"
  row 'run, stored, the film' "$stored_cpu" "$stored_wall"
  row 'ffmpeg directly' "$(median_of hand 1)" "$(median_of hand 2)"
  row 'run, encoded' "$(median_of run 1)" "$(median_of run 2)"
  echo
  echo "medians of $PAIRS pairs and $STARTS starts; the pairs' CPU ratios less a start: $(column ratio 1 | sort -n | tr '\n' ' ')"
  echo "with the start in it, the median ratio is $(median_of ratio 2)"
}

prepare
film=$(film_of 30)
prepare_command

measure_starts
measure_versions
measured renditions_run "$scratch/store-command" "$film" "$PROFILE"
stored_cpu=$cpu
stored_wall=$wall
measure_pairs

report
met=0
verdict "overhead" "$(median_of ratio 1)" "$MOST_RATIO" || met=1
verdict "start" "$start_wall" "$MOST_START" || met=1
exit "$met"
