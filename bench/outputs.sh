#!/usr/bin/env bash
# The cost of several profiles of one source: five profiles of a 60 s 1080p film by one `renditions run`, against five direct
# ffmpeg commands, and against one hand-written ffmpeg command with five outputs.
#
#   bench/outputs.sh [ROUNDS [SECONDS]]     ROUNDS of one run of each kind, in turn (default 3), of films of SECONDS (60)
#
# There are two films: a grainy one at 16 Mbit/s, as phones and cameras write them, by which the targets are judged; and a drawn
# one, whose large even areas take almost no work to decode, so that there is little to share.
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. The five direct commands are
# those that the program logs for a request for one profile, unchanged except the paths. The one command is composed
# of them: their common beginning up to the source once, then the options of each output. So it shares reading
# and decoding, and not scaling. All have the same threads, libraries and environment.
#
# CPU is user and system time of a process and all its children. A `run` is compared less the CPU of a start, which is a run
# that finds the rendition of one second of audio; its other work (hashing, probing, verification) counts.
#
# Exit code 0 if both targets are met with the grainy film, by the medians of the rounds:
#   five   run, less a start, is at most 0.82 times the five commands
#   one    run, less a start, is at most 1.03 times the one command
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${1:-3}
readonly LENGTH=${2:-60}
readonly MOST_OF_FIVE=0.82
readonly MOST_OF_ONE=1.03
readonly PROFILES=(mp4-1080p mp4-720p mp4-480p mp4-360p sound)
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"

# Audio without loudness normalization, which needs several runs that one direct command can't do.
profiles() {
  cat >"$scratch/profiles.json" <<'JSON'
{ "profiles": [ { "name": "sound", "kind": "audio", "audio": { "codec": "mp3" } } ] }
JSON
}

run_all() {
  renditions_run "$1" "$film" "$(IFS=, && echo "${PROFILES[*]}")" --profiles-file "$scratch/profiles.json"
}

# single_command PROFILE: sets command to the encode that the program runs for this profile alone, with the output file by-hand-PROFILE.
single_command() {
  local line word
  line=$(commands "$scratch/store-$1" "$film" "$1" --profiles-file "$scratch/profiles.json" | grep "'-map'" | grep -v -e ffprobe -e seek_timestamp) ||
    fail "the log shows no encode of $1"
  [[ $(wc -l <<<"$line") == 1 ]] || fail "the log shows several encodes of $1"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$film ;;
      file:*) command[word]=file:$scratch/by-hand-$1-$word ;;
    esac
  done
}

# The five commands, in files of one argument a line, and the one: up to the source they are the same.
prepare_commands() {
  local profile word source
  one=()
  for profile in "${PROFILES[@]}"; do
    single_command "$profile"
    printf '%s\n' "${command[@]}" >"$scratch/command-$profile"
    source=-1
    for word in "${!command[@]}"; do [[ ${command[word]} != "file:$film" ]] || source=$word; done
    [[ $source -ge 0 ]] || fail "source not found in the command: ${command[*]}"
    [[ ${#one[@]} -gt 0 ]] || one=("${command[@]:0:source+1}")
    one+=("${command[@]:source+1}")
  done
}

by_hand() {
  local profile
  rm -f "$scratch"/by-hand-*
  for profile in "${PROFILES[@]}"; do
    mapfile -t command <"$scratch/command-$profile"
    bare "${command[@]}"
  done
}

by_hand_at_once() {
  rm -f "$scratch"/by-hand-*
  bare "${one[@]}"
}

measure_rounds() {
  local i five at_once
  rm -f "$scratch"/{five,one,run,ratio}
  for ((i = 1; i <= ROUNDS; i++)); do
    measured by_hand
    five=$cpu
    echo "$cpu $wall" >>"$scratch/five"
    measured by_hand_at_once
    at_once=$cpu
    echo "$cpu $wall" >>"$scratch/one"
    measured run_all "$scratch/store-$i"
    grep -q " ${#PROFILES[@]} encoded;" "$scratch/log" || fail "the run did not encode all profiles"
    echo "$cpu $wall" >>"$scratch/run"
    echo "$(calculate "($cpu - $start_cpu) / $five") $(calculate "($cpu - $start_cpu) / $at_once") $(calculate "$at_once / $five")" \
      >>"$scratch/ratio"
    say "round $i of $ROUNDS, CPU: five commands $five s, one command $at_once s, run $cpu s"
    rm -rf "$scratch/store-$i"
  done
}

report() {
  echo
  row "$1" 'CPU s' 'clock s'
  row 'start (run, stored, 1 s of sound)' "$start_cpu" "$start_wall"
  row 'five direct ffmpeg commands' "$(median_of five 1)" "$(median_of five 2)"
  row 'one command with five outputs' "$(median_of one 1)" "$(median_of one 2)"
  row "run, ${#PROFILES[@]} profiles" "$(median_of run 1)" "$(median_of run 2)"
  echo "medians of $ROUNDS rounds; one direct command takes $(median_of ratio 3) of the CPU of the five"
  echo "run less a start to the five commands: $(median_of ratio 1), round by round: $(column ratio 1 | tr '\n' ' ')"
  echo "run less a start to the one command: $(median_of ratio 2), round by round: $(column ratio 2 | tr '\n' ' ')"
}

# measure NAME FILM: all rounds with this film, and their figures.
measure() {
  film=$2
  prepare_commands
  measure_rounds
  report "$1"
}

prepare
profiles
measure_starts
measure 'a drawn film' "$(film_of "$LENGTH")"
measure 'a grainy film' "$(grainy_film_of "$LENGTH")"
echo
met=0
verdict "five" "$(median_of ratio 1)" "$MOST_OF_FIVE" || met=1
verdict "one" "$(median_of ratio 2)" "$MOST_OF_ONE" || met=1
exit "$met"
