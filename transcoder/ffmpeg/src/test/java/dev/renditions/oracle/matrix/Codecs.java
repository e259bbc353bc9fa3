package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.HEVC;
import static dev.renditions.oracle.matrix.Films.MP2;
import static dev.renditions.oracle.matrix.Films.OPUS;
import static dev.renditions.oracle.matrix.Films.PCM;
import static dev.renditions.oracle.matrix.Films.UNTAGGED;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.Signal;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The usual scene in each codec that ffmpeg can encode. */
final class Codecs {
    /** In seconds. The WMA encoder adds a delay of 2048 samples, for which ASF has no field. */
    static final double WMA_DELAY = 2048.0 / 48_000;

    private static final String X264 = "-c:v libx264 -preset veryfast ";
    private static final String VORBIS = "-c:a vorbis -strict -2 -b:a 128k ";

    private Codecs() {}

    static List<Input> all() {
        return Stream.of(pictures(), oldPictures(), sound(), samples())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Input> pictures() {
        return List.of(
                Films.usual("h264-b-frames", "mp4", X264 + "-bf 3 -g 50 " + AAC),
                Films.usual(
                        "h264-open-gop", "mp4", X264 + "-bf 3 -x264-params open-gop=1:keyint=20:min-keyint=20 " + AAC),
                Films.usual("h264-baseline", "mkv", "-c:v libx264 -preset ultrafast -profile:v baseline " + AAC),
                Films.usual("h264-b-frames-ts", "ts", "-muxdelay 0 -muxpreload 0 " + X264 + "-bf 3 " + AAC),
                Films.usual("hevc", "mp4", HEVC + AAC),
                Films.usual("hevc-mkv", "mkv", HEVC + AAC).alsoUnder(Kind.HEVC),
                Films.usual("av1", "mp4", Films.AV1 + OPUS).alsoUnder(Kind.AV1),
                Films.usual("av1-mkv", "mkv", Films.AV1 + OPUS),
                Films.of("vp8", "webm", Films.VP8 + VORBIS, UNTAGGED, AudioScene.STEREO),
                shaped("prores", "mov", "-c:v prores_ks -profile:v 1 " + PCM, "yuv422p10le"),
                shaped("dnxhr", "mov", "-c:v dnxhd -profile:v dnxhr_sq " + PCM, "yuv422p"),
                shaped("mpeg2-422", "ts", "-muxdelay 0 -muxpreload 0 -c:v mpeg2video -q:v 2 " + MP2, "yuv422p"));
    }

    private static Input shaped(String name, String extension, String arguments, String pixels) {
        return Films.of(name, extension, arguments, VideoScene.STANDARD.in(Signal.BT709.as(pixels)), AudioScene.STEREO);
    }

    private static List<Input> oldPictures() {
        return List.of(
                old("mpeg4-b-frames", "avi", "-c:v mpeg4 -q:v 2 -bf 2 " + PCM),
                old("mpeg4-mp4", "mp4", "-c:v mpeg4 -q:v 2 " + AAC),
                old("msmpeg4v2", "avi", "-c:v msmpeg4v2 -q:v 2 " + PCM),
                old("msmpeg4v3", "avi", "-c:v msmpeg4 -q:v 2 " + PCM),
                old("wmv1", "wmv", "-c:v wmv1 -q:v 2 -c:a wmav1 -b:a 128k"),
                old("flv1", "flv", "-c:v flv1 -q:v 2 -c:a libmp3lame -ar 44100").heardLater(0.013),
                old("mpeg1", "ts", "-muxdelay 0 -muxpreload 0 -c:v mpeg1video -q:v 2 " + MP2),
                Films.of(
                        "dv",
                        "avi",
                        "-c:v dvvideo " + PCM,
                        new VideoScene(
                                768,
                                576,
                                "25",
                                3,
                                VideoScene.STANDARD.drawn(),
                                VideoScene.STANDARD.opacity(),
                                VideoScene.FLASHES,
                                Signal.BT601.untagged(),
                                "scale=720:576,setsar=16/15"),
                        AudioScene.STEREO),
                Films.of(
                        "mjpeg",
                        "avi",
                        "-c:v mjpeg -q:v 2 -color_range pc " + PCM,
                        VideoScene.STANDARD.in(Signal.JPEG.as("yuvj420p")),
                        AudioScene.STEREO),
                Films.of("rawvideo", "avi", "-c:v rawvideo " + PCM, UNTAGGED, AudioScene.STEREO),
                Films.of(
                        "png-film",
                        "mov",
                        "-c:v png " + PCM,
                        VideoScene.STANDARD.in(Signal.rgb("rgb24")),
                        AudioScene.STEREO));
    }

    private static Input old(String name, String extension, String arguments) {
        return Films.of(name, extension, arguments, UNTAGGED, AudioScene.STEREO);
    }

    private static List<Input> sound() {
        return List.of(
                codec("alac", "m4a", "alac"),
                codec("aac-latm", "ts", "aac -mpegts_flags latm -muxdelay 0 -muxpreload 0"),
                codec("aac-mkv", "mka", "aac -b:a 128k"),
                codec("mp3-mp4", "mp4", "libmp3lame -b:a 128k"),
                codec("mp2", "ts", "mp2 -muxdelay 0 -muxpreload 0"),
                codec("opus-mp4", "mp4", "libopus"),
                codec("vorbis-webm", "webm", "vorbis -strict -2 -b:a 128k"),
                codec("flac-mp4", "mp4", "flac -strict -2"),
                codec("ac3-mp4", "mp4", "ac3 -b:a 192k"),
                codec("eac3-mkv", "mka", "eac3 -b:a 192k"),
                codec("wmav1", "wma", "wmav1 -b:a 128k").heardLater(WMA_DELAY),
                telephone("amr-wb", "amr", "libvo_amrwbenc -b:a 23.85k", 16_000),
                telephone("speex", "ogg", "libspeex", 16_000),
                telephone("alaw", "wav", "pcm_alaw", 8000),
                telephone("mulaw", "wav", "pcm_mulaw", 8000),
                codec("adpcm-ms", "wav", "adpcm_ms"),
                codec("adpcm-ima-wav", "wav", "adpcm_ima_wav"),
                codec("adpcm-ima-qt", "mov", "adpcm_ima_qt"));
    }

    private static List<Input> samples() {
        return Stream.of(
                        "u8 wav",
                        "s8 mov",
                        "s24le wav",
                        "s24be aiff",
                        "s32le wav",
                        "s32be caf",
                        "f32le wav",
                        "f32be mov",
                        "f64le wav",
                        "f64be mov")
                .map(words -> words.split(" ", -1))
                .map(words -> codec("pcm-" + words[0], words[1], "pcm_" + words[0]))
                .toList();
    }

    private static Input codec(String name, String extension, String codec) {
        return Films.sound(name, extension, "-c:a " + codec, AudioScene.STEREO);
    }

    private static Input telephone(String name, String extension, String codec, int rate) {
        return Films.sound(name, extension, "-c:a " + codec, AudioScene.MONO.at(rate));
    }
}
