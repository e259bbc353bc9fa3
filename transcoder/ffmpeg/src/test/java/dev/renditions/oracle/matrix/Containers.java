package dev.renditions.oracle.matrix;

import static dev.renditions.oracle.matrix.Films.AAC;
import static dev.renditions.oracle.matrix.Films.H264;
import static dev.renditions.oracle.matrix.Films.MP2;
import static dev.renditions.oracle.matrix.Films.MP3;
import static dev.renditions.oracle.matrix.Films.MPEG2;
import static dev.renditions.oracle.matrix.Films.MPEG4;
import static dev.renditions.oracle.matrix.Films.OPUS;
import static dev.renditions.oracle.matrix.Films.PCM;
import static dev.renditions.oracle.matrix.Films.UNTAGGED;

import dev.renditions.oracle.input.AudioScene;
import dev.renditions.oracle.input.Input;
import dev.renditions.oracle.input.VideoScene;
import dev.renditions.oracle.scene.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The usual scene in each container. */
final class Containers {
    private static final String NOW = "-muxdelay 0 -muxpreload 0 ";

    private Containers() {}

    static List<Input> all() {
        return Stream.of(films(), broadcast(), sound()).flatMap(List::stream).toList();
    }

    private static List<Input> films() {
        return List.of(
                Films.usual("mp4", "mp4", H264 + AAC).alsoUnder(Kind.HEVC, Kind.AV1, Kind.MP3, Kind.OPUS),
                Films.usual("mp4-faststart", "mp4", H264 + AAC + "-movflags +faststart"),
                Films.usual(
                        "mp4-fragmented", "mp4", H264 + AAC + "-movflags +frag_keyframe+empty_moov+default_base_moof"),
                Films.usual("mp4-fragmented-delayed", "mp4", H264 + AAC + "-movflags +frag_keyframe+delay_moov"),
                Films.usual("mov", "mov", H264 + AAC),
                Films.of("mov-pcm", "mov", MPEG4 + "-c:a pcm_s16be", UNTAGGED, AudioScene.STEREO),
                Films.usual("m4v", "m4v", H264 + AAC),
                Films.usual("f4v", "f4v", H264 + AAC),
                Films.of(
                        "3gp",
                        "3gp",
                        "-c:v h263 -q:v 2 -c:a libopencore_amrnb -b:a 12.2k",
                        UNTAGGED.sized(352, 288),
                        AudioScene.MONO.at(8000)),
                Films.usual("mkv", "mkv", H264 + AAC),
                Films.usual("mkv-live", "mkv", H264 + AAC + "-live 1"),
                Films.usual("webm", "webm", Films.VP9 + OPUS),
                Films.of("avi", "avi", MPEG4 + MP3 + "-avoid_negative_ts disabled", UNTAGGED, AudioScene.STEREO),
                Films.of("avi-pcm", "avi", MPEG4 + PCM, UNTAGGED, AudioScene.STEREO),
                Films.usual("avi-h264", "avi", H264 + PCM),
                Films.usual("flv", "flv", H264 + AAC),
                Films.of("ogv", "ogv", Films.VP8 + "-c:a vorbis -strict -2 -b:a 128k", UNTAGGED, AudioScene.STEREO),
                Films.of("wmv", "wmv", "-c:v wmv2 -q:v 2 -c:a wmav2 -b:a 128k", UNTAGGED, AudioScene.STEREO));
    }

    private static List<Input> broadcast() {
        return List.of(
                Films.usual("ts", "ts", NOW + H264 + AAC),
                Films.usual("ts-mpeg2", "ts", NOW + MPEG2 + MP2),
                Films.usual("m2ts", "m2ts", NOW + H264 + "-c:a ac3 -b:a 192k"),
                Films.usual("mpg", "mpg", NOW + MPEG2 + MP2),
                Films.of(
                        "mpg-1",
                        "mpg",
                        "-f mpeg " + NOW + "-c:v mpeg1video -q:v 2 " + MP2,
                        UNTAGGED,
                        AudioScene.STEREO),
                Films.usual("vob", "vob", NOW + MPEG2 + "-c:a ac3 -b:a 192k"),
                Films.usual("mxf", "mxf", MPEG2 + "-c:a pcm_s16le"),
                Films.silent("raw-h264", "h264", H264, VideoScene.STANDARD),
                Films.silent("raw-hevc", "hevc", Films.HEVC, VideoScene.STANDARD),
                Films.silent("ivf", "ivf", Films.VP9, VideoScene.STANDARD),
                Films.silent("obu", "obu", Films.AV1, VideoScene.STANDARD));
    }

    private static List<Input> sound() {
        return List.of(
                Films.sound("wav", "wav", PCM, AudioScene.STEREO).alsoUnder(Kind.MP3, Kind.OPUS),
                Films.sound("w64", "w64", PCM, AudioScene.STEREO),
                Films.sound("aiff", "aiff", "-c:a pcm_s16be", AudioScene.STEREO),
                Films.sound("caf", "caf", "-c:a pcm_s16be", AudioScene.STEREO),
                Films.sound("mp3", "mp3", MP3, AudioScene.STEREO).alsoUnder(Kind.MP3, Kind.OPUS),
                Films.sound("mp3-no-header", "mp3", MP3 + "-write_xing 0 -id3v2_version 0", AudioScene.STEREO),
                Films.sound("flac", "flac", "-c:a flac", AudioScene.STEREO).alsoUnder(Kind.MP3),
                Films.sound("m4a", "m4a", AAC, AudioScene.STEREO).alsoUnder(Kind.OPUS),
                Films.sound("aac", "aac", AAC, AudioScene.STEREO),
                Films.sound("opus", "opus", OPUS, AudioScene.STEREO).alsoUnder(Kind.OPUS),
                Films.sound("oga", "oga", "-c:a flac", AudioScene.STEREO),
                Films.sound("ogg", "ogg", "-c:a vorbis -strict -2 -b:a 128k", AudioScene.STEREO),
                Films.sound("mka", "mka", OPUS, AudioScene.STEREO),
                Films.sound("wma", "wma", "-c:a wmav2 -b:a 128k", AudioScene.STEREO)
                        .heardLater(Codecs.WMA_DELAY),
                Films.sound("ac3", "ac3", "-c:a ac3 -b:a 192k", AudioScene.STEREO),
                Films.sound("eac3", "eac3", "-c:a eac3 -b:a 192k", AudioScene.STEREO),
                Films.sound("amr", "amr", "-c:a libopencore_amrnb -b:a 12.2k", AudioScene.MONO.at(8000)));
    }
}
