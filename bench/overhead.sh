#!/usr/bin/env bash
# What Renditions costs beyond ffmpeg: one rendition (mp4-1080p, the dearest profile) of a 30 s 1080p film, made with
# `renditions run` and with the same ffmpeg command by hand.
#
#   bench/overhead.sh [PAIRS]     PAIRS of runs, one of each kind in turn (default 5, at least 3)
#
# Works from any folder, on Linux and macOS, with a JDK and nothing else. The film and an unpacked ffmpeg are kept in
# bench/.work, the film's name holding the version of its recipe; each run gets a store of its own.
#
# The command by hand is what the program says that it runs (RENDITIONS_LOG=debug), word for word but for the paths of
# source and output, with the same program, libraries and bare environment. CPU is user and system time of a process and of
# all its children, which other jobs on the machine change less than the time on the clock; they do change it, so the two
# kinds take turns and each pair is compared by itself.
#
# Met, and exit code 0, if both hold:
#   overhead   CPU of `run`, less that of a start, is at most 1.03 times the CPU by hand (median of the pairs)
#   start      a start takes at most 1 s on the clock (median)
# A start is a run that finds a rendition of a one-second sound in the store: everything that does not grow with the film.
# What grows with it (hashing the source, probing, proving and publishing the output) counts as overhead.
set -euo pipefail
export LC_ALL=C

readonly PAIRS=${1:-5}
readonly STARTS=7
readonly MOST_RATIO=1.03
readonly MOST_START=1.0
readonly PROFILE=mp4-1080p
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly home
readonly work=$home/bench/.work
readonly film=$work/film-1.mp4
readonly sound=$work/sound-1.wav

say() { echo "overhead: $*" >&2; }

fail() {
  say "$*"
  exit 2
}

[[ $PAIRS =~ ^[0-9]+$ && $PAIRS -ge 3 ]] || fail "PAIRS is a number, 3 or more, not '$PAIRS'"
for variable in $(compgen -e RENDITIONS_ || true); do unset "$variable"; done
mkdir -p "$work"
scratch=$(mktemp -d "$work/run-XXXXXX")
readonly scratch
trap 'rm -rf "$scratch"' EXIT
export RENDITIONS_CACHE_DIR=$work/cache

# renditions_run STORE SOURCE PROFILE: what is measured, as a user would call it.
renditions_run() { "$home/renditions" run "$2" --profiles "$3" --store "file:$1"; }

# measured COMMAND ...: runs it and sets wall and cpu, in seconds; its output goes to a log that is shown if it fails.
measured() {
  local TIMEFORMAT='%R %U %S' user system
  { time "$@" >"$scratch/log" 2>&1; } 2>"$scratch/times" || {
    cat "$scratch/log" >&2
    fail "this failed: $*"
  }
  read -r wall user system <"$scratch/times"
  cpu=$(calculate "$user + $system")
}

calculate() { awk "BEGIN { printf \"%.3f\", $1 }"; }
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.3f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
column() { awk -v c="$2" '{ print $c }' "$scratch/$1"; }
median_of() { column "$1" "$2" | median; }

# commands STORE SOURCE PROFILE: the shell lines of all that a run starts.
commands() {
  RENDITIONS_LOG=debug renditions_run "$@" 2>&1 | sed -n 's/^.*ConfinedProcess - runs //p'
}

# bare COMMAND ...: runs one of our programs as the program does, with nothing in its environment.
bare() {
  local folder
  folder=$(dirname "$1")
  local -a environment=(LC_ALL=C "HOME=$scratch" "TMPDIR=$scratch" PATH=/usr/bin:/bin)
  [[ $(uname) != Linux ]] || environment+=("LD_LIBRARY_PATH=$folder")
  env -i "${environment[@]}" "$@"
}

# A picture that changes everywhere, at about 20 Mbit/s, as a phone's camera writes it.
make_film() {
  say "making the film, once"
  bare "$ffmpeg" -hide_banner -nostdin -v error -y -f lavfi -i testsrc2=s=1920x1080:r=30 \
    -f lavfi -i sine=f=440:r=48000 -t 30 -c:v libx264 -preset ultrafast -crf 18 -pix_fmt yuv420p -g 60 \
    -c:a aac -b:a 128k -ac 2 "$scratch/film.mp4"
  mv "$scratch/film.mp4" "$film"
}

# One second of silence: 16 bit, mono, 8 kHz. Made without ffmpeg, since it serves to find ffmpeg.
make_sound() {
  {
    printf 'RIFF\244\076\0\0WAVEfmt \020\0\0\0\001\0\001\0\100\037\0\0\200\076\0\0\002\0\020\0data\200\076\0\0'
    head -c 16000 /dev/zero
  } >"$sound"
}

# by_hand: the command that the program ran, with our paths for its source and its output.
by_hand() {
  rm -f "$scratch/by-hand.mp4"
  bare "${command[@]}"
}

prepare_command() {
  local line word
  line=$(commands "$scratch/store-command" "$film" "$PROFILE" | grep "'-c:v'") || fail "the log shows no encode"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$film ;;
      file:*/encoded) command[word]=file:$scratch/by-hand.mp4 ;;
    esac
  done
  [[ " ${command[*]} " == *" file:$film "*" file:$scratch/by-hand.mp4 "* ]] ||
    fail "the paths in this command are not understood: $line"
}

measure_starts() {
  local i
  for ((i = 0; i < STARTS; i++)); do
    measured renditions_run "$scratch/store-sound" "$sound" audio-mp3
    grep -q ' 1 stored;' "$scratch/log" || fail "that start did not find the rendition in the store"
    echo "$cpu $wall" >>"$scratch/start"
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
    grep -q ' 1 encoded;' "$scratch/log" || fail "that run did not encode"
    echo "$cpu $wall" >>"$scratch/run"
    echo "$(calculate "($cpu - $start_cpu) / $hand") $(calculate "$cpu / $hand")" >>"$scratch/ratio"
    say "pair $i of $PAIRS: by hand $hand s, run $cpu s of CPU"
    rm -rf "$scratch/store-$i"
  done
}

row() { printf '%-34s %10s %10s\n' "$@"; }

report() {
  row '' 'CPU s' 'clock s'
  row 'renditions --version' "$(median_of version 1)" "$(median_of version 2)"
  row 'start (run, stored, 1 s of sound)' "$start_cpu" "$start_wall"
  row 'run, stored, the film' "$stored_cpu" "$stored_wall"
  row 'ffmpeg by hand' "$(median_of hand 1)" "$(median_of hand 2)"
  row 'run, encoded' "$(median_of run 1)" "$(median_of run 2)"
  echo
  echo "medians of $PAIRS pairs and $STARTS starts; the pairs' CPU ratios less a start: $(column ratio 1 | sort -n | tr '\n' ' ')"
  echo "with the start in it, the median ratio is $(median_of ratio 2)"
}

# verdict NAME VALUE MOST: says whether it is met, and fails if not.
verdict() {
  if [[ $(calculate "($2 <= $3)") == 1.000 ]]; then
    echo "$1: $2, at most $3: met"
  else
    echo "$1: $2, at most $3: NOT MET"
    return 1
  fi
}

say "building, and unpacking ffmpeg, if that was not done before"
"$home/renditions" --version >/dev/null
[[ -f $sound ]] || make_sound
ffmpeg=$(commands "$scratch/store-sound" "$sound" audio-mp3 | sed -n "s/^'\(.*\)' '-version'\$/\1/p")
[[ -x $ffmpeg ]] || fail "the log does not name the ffmpeg that is run"
[[ -f $film ]] || make_film
prepare_command

measure_starts
start_cpu=$(median_of start 1)
start_wall=$(median_of start 2)
measured renditions_run "$scratch/store-command" "$film" "$PROFILE"
stored_cpu=$cpu
stored_wall=$wall
measure_pairs

report
met=0
verdict "overhead" "$(median_of ratio 1)" "$MOST_RATIO" || met=1
verdict "start" "$start_wall" "$MOST_START" || met=1
exit "$met"
