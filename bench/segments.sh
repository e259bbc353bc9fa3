#!/usr/bin/env bash
# What a track costs that is encoded in segments, against the same as a whole: CPU, size, quality, and the quality around joins.
#
#   bench/segments.sh [SECONDS]     a grainy 720p film of SECONDS (default 130), with a key frame every 250 frames
#
# Works from any folder, with a JDK and nothing else; film and ffmpeg are kept in bench/.work. Takes less than five minutes. The
# profile is an MP4 of 360p; the rules cut it into segments of up to 45 s, which are encoded one after the other. CPU is user and
# system time of a process and all its children, without a sandbox; it includes probing, the join and the copy into the MP4.
# SSIM and PSNR are against the source, scaled to 360p. Around each join (8 frames before and after) the table shows the mean
# PSNR of both encodes, and the most that any frame of the segments is below the same frame of the whole.
#
# Exit code 0 if
#   the CPU of segments is at most 1.10 times that of the whole, the size at most 1.02 times, SSIM is at most 0.5 % lower,
#   and no frame around a join is more than 2.5 dB lower
set -euo pipefail
export LC_ALL=C
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly LENGTH=${1:-130}
readonly AROUND=8
[[ $LENGTH =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number, 1 or more, not '$LENGTH'"

cat >"$scratch/profiles.json" <<'JSON'
{ "extends": false, "profiles": [
  { "name": "small", "kind": "video", "video": { "shortSide": 360, "maxRateKbps": 800 }, "audio": {} } ] }
JSON

prepare_java() {
  local jar=$home/transcoder/cli/target/transcoder-cli-0.1.0-SNAPSHOT.jar
  mkdir -p "$scratch/classes"
  javac --release 17 -proc:none -cp "$jar" -d "$scratch/classes" "$home/bench/segments/Segments.java"
  java_command=(java -XX:+UseSerialGC -Xmx256m -cp "$scratch/classes:$jar" Segments)
}

# long_film_of SECONDS: makes, once, a film like grainy_film_of in 720p, without sound, whose key frames are far apart.
long_film_of() {
  local film=$work/segments-2-$1s.mp4
  if [[ ! -f $film ]]; then
    say "making a film of $1 s, once"
    bare "$ffmpeg" -hide_banner -nostdin -v error -y \
      -f lavfi -i "mandelbrot=s=640x360:r=30:start_scale=1.5:end_scale=0.3:end_pts=900:maxiter=200,scale=1280:720,noise=alls=10:allf=t,format=yuv420p" \
      -t 30 -c:v libx264 -preset ultrafast -crf 12 "$scratch/film-30.mp4"
    # Encoded again: where copies join, frames would not be at equal distances.
    bare "$ffmpeg" -hide_banner -nostdin -v error -y -stream_loop "$((($1 + 29) / 30 - 1))" -i "$scratch/film-30.mp4" -t "$1" \
      -c:v libx264 -preset superfast -b:v 6M -g 250 -bf 3 -movflags +faststart "$scratch/film.mp4"
    mv "$scratch/film.mp4" "$film"
  fi
  echo "$film"
}

# encode KIND: sets cpu, and leaves the printed lines in $scratch/KIND.lines.
encode() {
  mkdir -p "$scratch/$1"
  measured "${java_command[@]}" "$1" "$film" "$scratch/profiles.json" "$scratch/$1" "$RENDITIONS_CACHE_DIR"
  cp "$scratch/log" "$scratch/$1.lines"
  encoded=$(sed -n 's/^file //p' "$scratch/$1.lines")
  echo "$cpu" >"$scratch/$1.cpu"
  wc -c <"$encoded" >"$scratch/$1.size"
  # One line for each frame: PSNR, then SSIM.
  bare "$ffmpeg" -hide_banner -nostdin -v error -i "$encoded" -i "$film" -filter_complex \
    "[0:v]split[a][b];[1:v]scale=640:360:flags=bicubic,split[c][d];[a][c]psnr=stats_file=$scratch/$1.psnr[x];[b][d]ssim=stats_file=$scratch/$1.ssim[y]" \
    -map '[x]' -f null - -map '[y]' -f null -
  sed -i 's/.*psnr_avg:\([0-9.inf]*\).*/\1/' "$scratch/$1.psnr"
  sed -i 's/.*All:\([0-9.]*\).*/\1/' "$scratch/$1.ssim"
}

mean() { awk '{ sum += $1 } END { printf "%.5f", sum / NR }' "$1"; }
figure() { cat "$scratch/$1"; }

prepare
prepare_java
film=$(long_film_of "$LENGTH")
for kind in whole segments; do
  say "encoding: $kind"
  encode "$kind"
done

row "" whole segments
row "CPU s" "$(figure whole.cpu)" "$(figure segments.cpu)"
row "bytes" "$(figure whole.size)" "$(figure segments.size)"
row "SSIM" "$(mean "$scratch/whole.ssim")" "$(mean "$scratch/segments.ssim")"
row "PSNR dB" "$(mean "$scratch/whole.psnr")" "$(mean "$scratch/segments.psnr")"
row "frames" "$(wc -l <"$scratch/whole.psnr")" "$(wc -l <"$scratch/segments.psnr")"
worst=0
for join in $(sed -n 's/^join //p' "$scratch/segments.lines"); do
  read -r one two lost < <(paste "$scratch/whole.psnr" "$scratch/segments.psnr" | awk -v from=$((join - AROUND)) -v to=$((join + AROUND)) '
    NR > from && NR <= to { a += $1; b += $2; n++; if ($1 - $2 > lost) lost = $1 - $2 }
    END { printf "%.2f %.2f %.2f\n", a / n, b / n, lost }')
  row "PSNR dB around frame $join" "$one" "$two"
  worst=$(calculate "($lost > $worst ? $lost : $worst)")
done
read -r milliseconds size < <(sed -n 's/^took //p' "$scratch/segments.lines")
echo "join: $milliseconds ms for $size bytes, $(calculate "$size / 1000 / ($milliseconds + 0.5)") MB/s"

met=0
[[ $(wc -l <"$scratch/whole.psnr") == $(wc -l <"$scratch/segments.psnr") ]] || { echo "frames: NOT THE SAME"; met=1; }
verdict "CPU of segments to whole" "$(calculate "$(figure segments.cpu) / $(figure whole.cpu)")" 1.10 || met=1
verdict "size of segments to whole" "$(calculate "$(figure segments.size) / $(figure whole.size)")" 1.02 || met=1
verdict "SSIM of whole to segments" "$(calculate "$(mean "$scratch/whole.ssim") / $(mean "$scratch/segments.ssim")")" 1.005 || met=1
verdict "most dB lost around joins" "$worst" 2.5 || met=1
exit $met
