#!/usr/bin/env bash
# The cost of the hashes of all streams of a source, as a share of an encode of it: mp4-720p of a 10 s 1080p film.
#
#   bench/stream-hash.sh [ROUNDS]     ROUNDS of one run of each kind, in turn (default 5)
#
# Works from any folder, with a JDK and nothing else; films and ffmpeg are kept in bench/.work. There are two films: a grainy one
# at 16 Mbit/s, as phones and cameras write them, by which the target is judged; and a drawn one at 20 Mbit/s, which is cheap to
# encode.
#
# The encode is the command that the program logs, unchanged except the paths. The hashes are made by bench/stream-hash/
# HashStreams.java, with the program's own flags of Java and an archive of its classes, as the program has. Its first hash is
# compared: its CPU, less that of the same process without a hash. The mean of nine more, in the same process, is shown too.
# CPU is user and system time of a process and all its children, without a sandbox.
#
# Exit code 0 if the first hash takes at most 0.02 of the encode (median of the rounds).
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${1:-5}
readonly MOST=0.02
readonly MORE=10
readonly PROFILE=mp4-720p
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"

# Sets java_command: how the launcher starts the program, with our main class.
prepare_java() {
  local jar=$home/transcoder/cli/target/transcoder-cli-0.1.0-SNAPSHOT.jar flags
  flags=$(sed -n '/^flags="/,/"$/p' "$home/renditions" | sed 's/^flags="//; s/"$//' | tr '\n' ' ')
  mkdir -p "$scratch/classes"
  javac --release 17 -proc:none -cp "$jar" -d "$scratch/classes" "$home/bench/stream-hash/HashStreams.java"
  (cd "$scratch/classes" && jar --create --file "$scratch/hash.jar" .)
  # shellcheck disable=SC2206 # one word for each flag
  java_command=(java $flags -cp "$scratch/hash.jar:$jar")
  "${java_command[@]}" -XX:ArchiveClassesAtExit="$scratch/hash.jsa" -Xlog:disable HashStreams \
    "$(film_of 10)" 1 "$RENDITIONS_CACHE_DIR" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; fail "no hash"; }
  java_command=("${java_command[0]}" -XX:SharedArchiveFile="$scratch/hash.jsa" "${java_command[@]:1}")
}

# hash FILM TIMES
hash() { "${java_command[@]}" HashStreams "$1" "$2" "$RENDITIONS_CACHE_DIR"; }

# Sets command to the encode of a film.
encode_of() {
  local line word
  line=$(commands "$scratch/store-made" "$1" "$PROFILE" | grep "'-c:v' 'libx264'") || fail "the log shows no encode"
  rm -rf "$scratch/store-made"
  # The program quotes each argument for a shell.
  eval "command=($line)"
  for word in "${!command[@]}"; do
    case ${command[word]} in
      file:*/source) command[word]=file:$1 ;;
      file:*) command[word]=file:$scratch/by-hand.mp4 ;;
    esac
  done
}

encode() {
  rm -f "$scratch/by-hand.mp4"
  bare "${command[@]}"
}

# compare NAME FILM
compare() {
  local name=$1 film=$2 i encoded none first
  encode_of "$film"
  for ((i = 1; i <= ROUNDS; i++)); do
    measured encode
    encoded=$cpu
    measured hash "$film" 0
    none=$cpu
    measured hash "$film" 1
    first=$(calculate "$cpu - $none")
    measured hash "$film" $((1 + MORE))
    echo "$encoded $first $(calculate "($cpu - $none - $first) / $MORE") $(calculate "$first / $encoded")" >>"$scratch/$name"
    say "round $i of $ROUNDS, $name film: $(tail -n 1 "$scratch/$name")"
  done
}

prepare
prepare_java
compare grainy "$(grainy_film_of 10)"
compare drawn "$(film_of 10)"

printf '%-10s %12s %12s %14s %12s\n' film 'encode, s' 'first, s' 'later, s' share
for name in grainy drawn; do
  printf '%-10s %12s %12s %14s %12s\n' "$name" "$(median_of "$name" 1)" "$(median_of "$name" 2)" "$(median_of "$name" 3)" \
    "$(median_of "$name" 4)"
done
echo "CPU; medians of $ROUNDS rounds"
verdict "hash of all streams" "$(median_of grainy 4)" "$MOST"
