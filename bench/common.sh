# Shared functions of the benchmarks of `renditions run`, which source this file. Do not run it.
#
# Makes a scratch folder, $scratch, which is deleted when the benchmark ends. Files that benchmarks keep are in bench/.work.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly home
readonly work=$home/bench/.work
readonly sound=$work/sound-1.wav
readonly STARTS=7
bench=$(basename "$0" .sh)
readonly bench

say() { echo "$bench: $*" >&2; }

fail() {
  say "$*"
  exit 2
}

for variable in $(compgen -e RENDITIONS_ || true); do unset "$variable"; done
mkdir -p "$work"
scratch=$(mktemp -d "$work/run-XXXXXX")
readonly scratch
trap 'rm -rf "$scratch"' EXIT
export RENDITIONS_CACHE_DIR=$work/cache

# renditions_run STORE SOURCE PROFILES [MORE ...]: the measured command, as a user would run it.
renditions_run() { run_by "$home" "$@"; }

# run_by CHECKOUT STORE SOURCE PROFILES [MORE ...]: the same by another checkout.
run_by() {
  local checkout=$1 store=$2 source=$3 profiles=$4
  shift 4
  # Without a sandbox: processes in another PID namespace are not counted as our children.
  "$checkout/renditions" run "$source" --profiles "$profiles" --store "file:$store" --jail none "$@"
}

# measured COMMAND ...: runs it and sets wall and cpu, in seconds; its output goes to a log, which is printed if it fails.
measured() {
  local TIMEFORMAT='%R %U %S' user system
  { time "$@" >"$scratch/log" 2>&1; } 2>"$scratch/times" || {
    cat "$scratch/log" >&2
    fail "command failed: $*"
  }
  read -r wall user system <"$scratch/times"
  cpu=$(calculate "$user + $system")
}

calculate() { awk "BEGIN { printf \"%.3f\", $1 }"; }
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.3f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
column() { awk -v c="$2" '{ print $c }' "$scratch/$1"; }
median_of() { column "$1" "$2" | median; }
row() { printf '%-34s %10s %10s\n' "$@"; }

# commands STORE SOURCE PROFILES [MORE ...]: the shell lines of all processes that a run starts.
commands() {
  RENDITIONS_LOG=debug renditions_run "$@" 2>&1 | sed -n 's/^.*ConfinedProcess - runs //p'
}

# bare COMMAND ...: runs ffmpeg or ffprobe as the product does, with an empty environment.
bare() {
  local folder
  folder=$(dirname "$1")
  local -a environment=(LC_ALL=C "HOME=$scratch" "TMPDIR=$scratch" PATH=/usr/bin:/bin MALLOC_ARENA_MAX=2)
  env -i "${environment[@]}" "$@"
}

# prepare: builds and unpacks ffmpeg if necessary, and sets $ffmpeg and $ffprobe.
prepare() {
  say "building and unpacking ffmpeg, if necessary"
  "$home/renditions" --version >/dev/null
  [[ -f $sound ]] || make_sound
  ffmpeg=$(commands "$scratch/store-sound" "$sound" audio-mp3 | sed -n "s/^'\(.*\/ffmpeg\)' '-version'\$/\1/p")
  [[ -x $ffmpeg ]] || fail "the log does not name the ffmpeg program"
  ffprobe=$(dirname "$ffmpeg")/ffprobe
}

# One second of silence: 16 bit, mono, 8 kHz. Made without ffmpeg, because it is used to find ffmpeg.
make_sound() {
  {
    printf 'RIFF\244\076\0\0WAVEfmt \020\0\0\0\001\0\001\0\100\037\0\0\200\076\0\0\002\0\020\0data\200\076\0\0'
    head -c 16000 /dev/zero
  } >"$sound"
}

# film_of SECONDS: makes, once, a 1080p film that changes everywhere in the frame, at about 20 Mbit/s, as a phone's camera
# writes it, and prints its path.
film_of() {
  local film=$work/film-1-$1s.mp4
  if [[ ! -f $film ]]; then
    say "making a film of $1 s, once"
    bare "$ffmpeg" -hide_banner -nostdin -v error -y -f lavfi -i testsrc2=s=1920x1080:r=30 \
      -f lavfi -i sine=f=440:r=48000 -t "$1" -c:v libx264 -preset ultrafast -crf 18 -pix_fmt yuv420p -g 60 \
      -c:a aac -b:a 128k -ac 2 "$scratch/film.mp4"
    mv "$scratch/film.mp4" "$film"
  fi
  echo "$film"
}

# grainy_film_of SECONDS: makes, once, a 1080p film that is as expensive to decode as uploads are, and prints its path: H.264 High
# at about 16 Mbit/s, as phones and cameras write it at 30 frames a second, most of it grain, with B-frames and key frames
# every 2 s. Ten seconds of the video are repeated, because making them takes long: without the audio, which would move the frames of
# each repetition.
grainy_film_of() {
  local film=$work/grainy-3-$1s.mp4 loops=$((($1 + 9) / 10 - 1))
  if [[ ! -f $film ]]; then
    say "making a grainy film of $1 s, once"
    bare "$ffmpeg" -hide_banner -nostdin -v error -y \
      -f lavfi -i "mandelbrot=s=1920x1080:r=30:start_scale=1.5:end_scale=0.3:end_pts=900:maxiter=300,noise=alls=14:allf=t,format=yuv420p" \
      -t 10 -c:v libx264 -preset medium -profile:v high -b:v 16M -maxrate 24M -bufsize 32M -g 60 "$scratch/grainy-10.mp4"
    bare "$ffmpeg" -hide_banner -nostdin -v error -y -stream_loop "$loops" -i "$scratch/grainy-10.mp4" \
      -f lavfi -i sine=f=440:r=48000 -t "$1" -map 0:v -c:v copy -map 1:a -c:a aac -b:a 128k -ac 2 \
      -movflags +faststart "$scratch/grainy.mp4"
    mv "$scratch/grainy.mp4" "$film"
  fi
  echo "$film"
}

# measure_starts [CHECKOUT [MORE ...]]: sets start_cpu and start_wall to the medians of runs that find the rendition of one second of
# audio.
measure_starts() {
  local i checkout=${1:-$home}
  shift $(($# > 0))
  rm -rf "$scratch/start" "$scratch/store-starts"
  run_by "$checkout" "$scratch/store-starts" "$sound" audio-mp3 "$@" >"$scratch/log" 2>&1 || fail "the audio file can't be encoded"
  for ((i = 0; i < STARTS; i++)); do
    measured run_by "$checkout" "$scratch/store-starts" "$sound" audio-mp3 "$@"
    grep -q ' 1 stored;' "$scratch/log" || fail "the start did not find the rendition in the store"
    echo "$cpu $wall" >>"$scratch/start"
  done
  start_cpu=$(median_of start 1)
  start_wall=$(median_of start 2)
}

# verdict NAME VALUE MOST: prints whether the target is met, and fails if not.
verdict() {
  if [[ $(calculate "($2 <= $3)") == 1.000 ]]; then
    echo "$1: $2, at most $3: met"
  else
    echo "$1: $2, at most $3: NOT MET"
    return 1
  fi
}
