package dev.renditions.ffmpeg.hash;

import java.util.Set;

/**
 * The codecs whose decoders depend on nothing but packets, extradata and the parameters that ffprobe prints. The decoders of
 * WMA, MS MPEG-4, ADPCM, Speex and raw video also use the size of blocks or the bits of coded samples that a container states,
 * which ffprobe does not print.
 */
final class HashableCodecs {
    private static final Set<String> NAMES = Set.of(
            // video
            "h264",
            "hevc",
            "av1",
            "vp8",
            "vp9",
            "mpeg4",
            "mpeg1video",
            "mpeg2video",
            "h263",
            "flv1",
            "vc1",
            "theora",
            "prores",
            "dnxhd",
            "dvvideo",
            "mjpeg",
            "png",
            "apng",
            "gif",
            // audio
            "aac",
            "aac_latm",
            "mp3",
            "mp2",
            "opus",
            "vorbis",
            "flac",
            "alac",
            "ac3",
            "eac3",
            "amr_nb",
            "amr_wb",
            "pcm_s8",
            "pcm_u8",
            "pcm_s16le",
            "pcm_s16be",
            "pcm_s24le",
            "pcm_s24be",
            "pcm_s32le",
            "pcm_s32be",
            "pcm_f32le",
            "pcm_f32be",
            "pcm_f64le",
            "pcm_f64be",
            "pcm_alaw",
            "pcm_mulaw");

    private HashableCodecs() {}

    /** Whether the codec with ffmpeg's name is one of them. */
    static boolean contains(String codec) {
        return NAMES.contains(codec);
    }
}
