#!/usr/bin/env bash
# Makes the sample media of this folder from sources that are built into ffmpeg.
#
#   ./make.sh           make every file again and write SHA256SUMS
#   ./make.sh --check   make every file in a temporary folder and compare with SHA256SUMS
#
# FFMPEG names the ffmpeg to use (default: the one on PATH): 7.1.5 or later, with libx264, libvpx,
# libopus and libmp3lame.
set -euo pipefail

readonly FFMPEG="${FFMPEG:-ffmpeg}"
readonly OLDEST=7.1.5
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly here

# Without these options the bytes differ from run to run, by dates, random identifiers, versions and thread timing.
readonly EXACT=(-threads 1 -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact)
readonly H264=(-c:v libx264 -preset slow -profile:v high -pix_fmt yuv420p)
readonly AAC=(-c:a aac -b:a 96k -ar 48000)
readonly VP9=(-c:v libvpx-vp9 -b:v 0 -deadline good -cpu-used 2 -row-mt 0 -pix_fmt yuv420p)
readonly OPUS=(-c:a libopus -b:a 64k -ar 48000)

# A chord of A major that swells and fades, a little different on each side.
readonly SWELL='min(1,t/0.4)*min(1,(5-t)/0.8)'
readonly CHORD_LEFT="0.16*$SWELL*(sin(2*PI*220*t)+0.7*sin(2*PI*277.18*t)+0.5*sin(2*PI*440*t))"
readonly CHORD_RIGHT="0.16*$SWELL*(sin(2*PI*220.6*t)+0.7*sin(2*PI*329.63*t)+0.5*sin(2*PI*440*t))"
readonly CHORD="aevalsrc='$CHORD_LEFT|$CHORD_RIGHT':s=48000:c=stereo:d=5"
# Plucked notes, four a second, climbing A, C#, E, A.
readonly STEP='mod(floor(4*t),4)'
readonly PLUCKED="aevalsrc='0.3*exp(-7*mod(t,0.25))*sin(2*PI*220*pow(2,(4*$STEP-eq($STEP,2))/12)*t)':s=48000"

fail() {
    echo "make.sh: $*" >&2
    exit 1
}

ff() {
    "$FFMPEG" -hide_banner -nostdin -v error -y -filter_threads 1 -filter_complex_threads 1 "$@"
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

require_ffmpeg() {
    local version encoders encoder
    version="$("$FFMPEG" -version | sed -n '1s/^ffmpeg version n\{0,1\}\([0-9][0-9.]*\).*/\1/p')" ||
        fail "'$FFMPEG' does not run; set FFMPEG to ffmpeg $OLDEST or later"
    # A build from git is named after a commit, not a release: it counts as new enough.
    if [[ -n $version && "$(printf '%s\n' "$OLDEST" "$version" | sort -V | head -n 1)" != "$OLDEST" ]]; then
        fail "'$FFMPEG' is version $version; $OLDEST or later is needed"
    fi
    encoders="$("$FFMPEG" -hide_banner -v error -encoders)"
    for encoder in libx264 libvpx-vp9 libopus libmp3lame; do
        [[ $encoders == *" $encoder "* ]] || fail "'$FFMPEG' was built without $encoder"
    done
}

make_videos() {
    ff -f lavfi -i 'mandelbrot=s=1280x720:r=25:start_scale=1.4:end_scale=0.25:end_pts=125:maxiter=400' \
        -f lavfi -i "$CHORD" -t 5 \
        "${H264[@]}" -crf 37 "${AAC[@]}" "${EXACT[@]}" -movflags +faststart video-720p.mp4
    cp video-720p.mp4 video-720p-copy.mp4

    # Closed groups of exactly two seconds, as players need them to switch between rungs.
    ff -f lavfi -i 'gradients=s=1920x1080:r=30:n=4:c0=0x0b1d51:c1=0x7a2e8d:c2=0xf25f5c:c3=0xffe066:seed=7:speed=0.03' \
        -f lavfi -i "$CHORD" -t 3 \
        "${H264[@]}" -crf 28 -g 60 -keyint_min 60 -sc_threshold 0 \
        "${AAC[@]}" "${EXACT[@]}" -movflags +faststart video-1080p.mp4

    ff -f lavfi -i 'life=s=80x45:r=12:ratio=0.3:seed=42:mold=12:life_color=0xa8ff60:death_color=0x205030:mold_color=0x081010' -t 4 \
        -vf 'scale=640:360:flags=neighbor' \
        "${H264[@]}" -crf 30 "${EXACT[@]}" -movflags +faststart no-sound.mp4

    ff -f lavfi -i 'gradients=s=854x480:r=25:n=3:c0=0x2b160c:c1=0x8a5a34:c2=0xf6e7cb:type=spiral:seed=3:speed=0.05' \
        -f lavfi -i "$PLUCKED" -t 4 \
        "${H264[@]}" -crf 28 "${AAC[@]}" "${EXACT[@]}" -movflags +faststart 'café + crème.mp4'

    ff -f lavfi -i 'life=s=80x45:r=10:rule=B36/S23:ratio=0.15:seed=11:mold=6:life_color=0xffd166:death_color=0xef476f:mold_color=0x073b4c' \
        -f lavfi -i "$PLUCKED" -t 4 -vf 'scale=480:270:flags=neighbor' -ac 2 \
        "${VP9[@]}" -crf 52 "${OPUS[@]}" "${EXACT[@]}" vp9-opus.webm
}

make_awkward_videos() {
    # Drawn upright in 360x640, stored rotated, with a display matrix for the player.
    ff -f lavfi -i 'testsrc2=s=360x640:r=25' -f lavfi -i 'sine=f=330:r=48000' -t 3 \
        -vf 'transpose=cclock' -af 'volume=-9dB' -ac 2 \
        "${H264[@]}" -crf 30 "${AAC[@]}" "${EXACT[@]}" "$work/lying.mp4"
    ff -display_rotation:v:0 -90 -i "$work/lying.mp4" -c copy \
        "${EXACT[@]}" -movflags +faststart portrait-by-rotation.mp4

    ff -f lavfi -i 'testsrc=s=321x181:r=25' -f lavfi -i 'sine=f=440:b=4:r=48000' -t 3 -ac 1 \
        "${VP9[@]}" -crf 40 "${OPUS[@]}" "${EXACT[@]}" odd-size-321x181.webm

    ff -f lavfi -i 'zoneplate=s=640x360:r=25:ku=512:kv=0:kt2=0:kx2=60:ky2=60:kt=6' -t 3 \
        -vf 'format=yuv444p10le' -c:v libx264 -preset slow -crf 36 "${EXACT[@]}" ten-bit-444.mkv

    # One second at 30 frames a second, one at 10, then 15: the clock in the image runs evenly, the frames do not.
    ff -f lavfi -i 'testsrc2=s=640x360:r=30' -f lavfi -i 'sine=f=262:b=2:r=48000' -t 4 \
        -vf "select='lt(t,1)+between(t,1,2)*not(mod(n,3))+gt(t,2)*not(mod(n,2))'" -fps_mode vfr -ac 2 \
        "${H264[@]}" -crf 30 "${AAC[@]}" "${EXACT[@]}" -movflags +faststart variable-frame-rate.mp4

    printf '1\n00:00:00,500 --> 00:00:02,000\nColour bars, and a chord.\n\n2\n00:00:02,500 --> 00:00:04,500\nÀ bientôt !\n' >"$work/lines.srt"
    ff -f lavfi -i 'smptehdbars=s=1280x720:r=25' -f lavfi -i "$CHORD" -i "$work/lines.srt" -t 5 \
        -map 0:v -map 1:a -map 2:s "${H264[@]}" -crf 26 "${AAC[@]}" -c:s subrip \
        -metadata:s:s:0 language=eng "${EXACT[@]}" subtitles.mkv

    # The speakers play one after another, half a second each.
    local speakers='' turn=0 hertz
    for hertz in 262 330 392 65 440 523; do
        speakers+="${speakers:+|}0.3*eq(floor(2*t),$turn)*sin(2*PI*$hertz*t)"
        turn=$((turn + 1))
    done
    ff -f lavfi -i 'yuvtestsrc=s=640x360:r=25' \
        -f lavfi -i "aevalsrc='$speakers':s=48000:c=5.1" -t 3 \
        "${H264[@]}" -crf 26 -c:a aac -b:a 256k "${EXACT[@]}" -movflags +faststart surround-5.1.mp4
}

make_sounds() {
    ff -f lavfi -i "$CHORD" -c:a libopus -b:a 96k "${EXACT[@]}" chord.opus
    ff -f lavfi -i "$CHORD" -c:a flac -sample_fmt s16 "${EXACT[@]}" chord.flac

    ff -f lavfi -i 'mandelbrot=s=500x500:start_scale=0.02:start_x=-0.743:start_y=0.131' -frames:v 1 \
        -c:v mjpeg -pix_fmt yuvj420p -q:v 8 -update 1 "${EXACT[@]}" "$work/cover.jpg"
    ff -f lavfi -i "$PLUCKED" -i "$work/cover.jpg" -map 0:a -map 1:v -t 4 \
        -c:a libmp3lame -b:a 96k -ac 2 -c:v copy -disposition:v:0 attached_pic "${EXACT[@]}" cover-art.mp3
    ff -i cover-art.mp3 -map 0:a -map 0:v \
        "${AAC[@]}" -c:v copy -disposition:v:0 attached_pic "${EXACT[@]}" -movflags +faststart cover-art.m4a
}

make_pictures() {
    ff -f lavfi -i 'mandelbrot=s=1280x960:start_scale=0.003:start_x=-0.7453:start_y=0.1127' -frames:v 1 \
        -c:v mjpeg -pix_fmt yuvj420p -q:v 6 -update 1 "${EXACT[@]}" still.jpg
    ff -f lavfi -i 'sierpinski=s=640x480:seed=5:type=carpet' -frames:v 1 \
        -c:v png -pix_fmt rgb24 -update 1 "${EXACT[@]}" still.png
    # The length is set before the source: the palette is made at its end, and this source is endless.
    ff -f lavfi -t 3 -i 'cellauto=s=120x90:rule=30:r=12:seed=9:ratio=0.5:scroll=1' \
        -vf 'format=rgb24,scale=240:180:flags=neighbor,split[a][b];[a]palettegen=max_colors=4[p];[b][p]paletteuse=dither=none' \
        -c:v gif "${EXACT[@]}" animation.gif
}

# The header and its index come first and are whole, so a decoder starts, runs out of data and ends with status 0.
make_broken() {
    head -c "$(($(wc -c <video-720p.mp4) * 60 / 100))" video-720p.mp4 >truncated.mp4.part
}

prove_whole() {
    local file errors
    for file in *.*; do
        errors="$(ff -xerror -i "$file" -f null - 2>&1)" || fail "$file does not decode: $errors"
        [[ -z $errors ]] || fail "$file decodes with errors: $errors"
    done
}

checksums() {
    sha256 *.*
}

make_all() {
    make_videos
    make_awkward_videos
    make_sounds
    make_pictures
    prove_whole
    make_broken
}

[[ $# -eq 0 || ($# -eq 1 && $1 == --check) ]] || fail "usage: make.sh [--check]"
export LC_ALL=C
require_ffmpeg
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/made"
cd "$work/made"
make_all
checksums >"$work/sums"

if [[ ${1:-} == --check ]]; then
    diff -u "$here/SHA256SUMS" "$work/sums" ||
        fail "the files made here differ from SHA256SUMS; another build of ffmpeg may be why"
    echo "make.sh: all $(wc -l <"$work/sums") files are as in SHA256SUMS" >&2
else
    cp -R . "$here/"
    cp "$work/sums" "$here/SHA256SUMS"
    echo "make.sh: made $(wc -l <"$work/sums") files" >&2
fi
