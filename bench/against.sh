#!/usr/bin/env bash
# Whether this checkout is slower than another one, such as a worktree of the last release: starts and hits of the command
# line, and hits of the local server under load.
#
#   bench/against.sh CHECKOUT [ROUNDS]     default 5 rounds of about half a minute each, after both are built
#
# Both are measured in turns; which is first alternates from round to round. CPU time is compared, because clock time means
# little on a shared machine. That of the server is read from /proc, so this needs Linux. Each row is the median of the rounds'
# ratios, this checkout to the other.
#
# Exit code 0 if no ratio is above 1.05.
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ROUNDS=${2:-5}
readonly MOST=1.05
readonly CONNECTIONS=64
readonly SECONDS_EACH=4
# Starts that are measured together: CPU time is counted in clock ticks, and one start takes only a few of them.
readonly TIMES=5

[[ -x ${1:-}/renditions ]] || fail "CHECKOUT must be the folder of another checkout"
[[ $ROUNDS =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS must be a number, 1 or more, not '$ROUNDS'"
[[ -r /proc/self/stat ]] || fail "this needs Linux"
other=$(cd "$1" && pwd)
if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then PATH=$JAVA_HOME/bin:$PATH; fi
readonly film=$home/samples/video-720p.mp4

declare -A url server hit
stop() {
  for pid in "${server[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$scratch"
}
trap stop EXIT

# start NAME FOLDER: a server that has a poster of the film.
start() {
  local name=$1 folder=$2 key code
  "$folder/renditions" --version >/dev/null
  "$folder/renditions" serve --port 0 --store "file:$scratch/$name-store" --upload-dir "$scratch/$name-uploads" \
    --work-dir "$scratch/$name-tmp" >"$scratch/$name-log" 2>&1 &
  server[$name]=$!
  url[$name]=
  for _ in {1..150}; do
    url[$name]=$(sed -n 's/^.*listens on \(http:\/\/[^ ]*\)\/ .*$/\1/p' "$scratch/$name-log")
    [[ -z ${url[$name]} ]] || break
    kill -0 "${server[$name]}" 2>/dev/null || fail "a server does not start: $(cat "$scratch/$name-log")"
    sleep 0.2
  done
  [[ -n ${url[$name]} ]] || fail "a server does not print its address"
  key=$(curl -sS --fail -T "$film" "${url[$name]}/v1/uploads/film.mp4" | sed -n 's/.*"key":"\([^"]*\)".*/\1/p')
  hit[$name]=${url[$name]}/v1/renditions/poster/uploads/$key
  code=$(curl -sS -o "$scratch/first" -w '%{http_code}' "${hit[$name]}?wait=25")
  [[ $code == 302 ]] || fail "the poster was not made: $code $(cat "$scratch/first")"
}

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# load NAME: CPU ticks of the server for a million hits, into the file load-NAME.
load() {
  local before rate errors
  before=$(ticks "${server[$1]}")
  read -r rate _ _ errors < <(java "$home/bench/load/Load.java" "${hit[$1]}" "$CONNECTIONS" "$SECONDS_EACH" 302)
  [[ $errors == 0 ]] || fail "$errors answers of $1 were wrong"
  # The first two seconds are not in the rate, but in the ticks.
  calculate "1e6 * ($(ticks "${server[$1]}") - $before) / ($rate * ($SECONDS_EACH + 2))" >"$scratch/load-$1"
}

version() { for ((n = 0; n < TIMES; n++)); do "$1/renditions" --version; done; }
found() { for ((n = 0; n < TIMES; n++)); do "$1/renditions" run "$film" --profiles poster --store "file:$scratch/cli" --jail none; done; }

# round NAME FOLDER: measures one of both once.
round() {
  load "$1"
  measured version "$2"
  echo "$cpu" >"$scratch/version-$1"
  measured found "$2"
  echo "$cpu" >"$scratch/found-$1"
}

say "building"
start this "$home"
start other "$other"
"$home/renditions" run "$film" --profiles poster --store "file:$scratch/cli" --jail none >"$scratch/log" 2>&1 || fail "$(cat "$scratch/log")"
say "warming up"
load this
load other
for ((i = 1; i <= ROUNDS; i++)); do
  if ((i % 2)); then
    round this "$home"
    round other "$other"
  else
    round other "$other"
    round this "$home"
  fi
  for what in load version found; do
    echo "$(calculate "$(cat "$scratch/$what-this") / $(cat "$scratch/$what-other")")" >>"$scratch/$what"
    say "round $i of $ROUNDS: $what $(tail -n 1 "$scratch/$what")"
  done
done

missed=0
for what in load version found; do
  ratio=$(median_of "$what" 1)
  case $what in
    load) label="CPU of the server for a hit" ;;
    version) label="CPU of --version" ;;
    found) label="CPU of a run that finds its rendition" ;;
  esac
  met=met
  if [[ $(calculate "$ratio <= $MOST") != 1.000 ]]; then met='NOT MET' missed=1; fi
  printf '%-38s %s of the other (%s to %s), at most %s: %s\n' "$label" "$ratio" "$(sort -n "$scratch/$what" | head -n 1)" \
    "$(sort -n "$scratch/$what" | tail -n 1)" "$MOST" "$met"
done
exit "$missed"
