package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ffmpeg and ffprobe may open and decode of one input. Uploads are hostile: without this a text of two lines makes ffmpeg
 * hand out a neighbouring file or call an inner address, and every decoder nobody uses is one more to attack. Immutable.
 *
 * @param format the format that it has, where its content does not show it
 * @param formats ffmpeg's names of the containers it may have
 * @param codecs ffmpeg's names of the decoders that may be opened
 * @param limits what it may cost, as options
 */
public record InputWhitelist(Optional<String> format, String formats, String codecs, Options limits) {
    /** Only files: no address is ever called, whatever a file says. */
    private static final String PROTOCOLS = "file";

    /**
     * Ffmpeg's names of the containers that are read. None of them opens further files: no playlists (hls, dash,
     * concat), no sequences of pictures (image2: stills come as {@code _pipe}, which reads the one file it was given),
     * no made-up sources (lavfi).
     */
    private static final List<String> FORMATS = List.of(
            // films
            "mov",
            "matroska",
            "avi",
            "mpegts",
            "mpeg",
            "flv",
            "ogg",
            "asf",
            "mxf",
            "ivf",
            "obu",
            "h264",
            "hevc",
            "m4v",
            "mpegvideo",
            // sound
            "mp3",
            "aac",
            "wav",
            "w64",
            "flac",
            "aiff",
            "caf",
            "amr",
            "ac3",
            "eac3",
            // pictures
            "png_pipe",
            "jpeg_pipe",
            "webp_pipe",
            "bmp_pipe",
            "tiff_pipe",
            "gif",
            "apng");

    /** Ffmpeg's names of the codecs of pictures and sound that are decoded. */
    private static final Set<String> CODECS = Set.of(
            // films
            "h264",
            "hevc",
            "av1",
            "vp8",
            "vp9",
            "mpeg4",
            "msmpeg4v2",
            "msmpeg4v3",
            "mpeg1video",
            "mpeg2video",
            "h263",
            "flv1",
            "wmv1",
            "wmv2",
            "wmv3",
            "vc1",
            "theora",
            "prores",
            "dnxhd",
            "dvvideo",
            "rawvideo",
            // pictures
            "mjpeg",
            "png",
            "apng",
            "gif",
            "webp",
            "bmp",
            "tiff",
            // sound
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
            "wmav1",
            "wmav2",
            "wmapro",
            "speex",
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
            "pcm_mulaw",
            "adpcm_ms",
            "adpcm_ima_wav",
            "adpcm_ima_qt");

    /** Decoders that are called otherwise than their codec. */
    private static final List<String> DECODERS = List.of(
            "libdav1d",
            "libaom-av1",
            "libvpx",
            "libvpx-vp9",
            "msmpeg4",
            "flv",
            "mp3float",
            "mp2float",
            "libopus",
            "amrnb",
            "amrwb",
            "libspeex");

    /** Of subtitles: texts become WebVTT; a file with pictures is to be looked into without complaints. */
    private static final List<String> SUBTITLES =
            List.of("mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text", "dvbsub", "dvdsub", "pgssub");

    /** Files of the operator's and of our own are not under the limits that are set for uploads. */
    private static final Options OWN_LIMITS = Options.of("max_pixels:v", SourceLimits.DEFAULT.pixels());

    private static final String FORMAT_WHITELIST = String.join(",", FORMATS);
    private static final String CODEC_WHITELIST = Stream.of(
                    CODECS.stream().sorted(), DECODERS.stream(), SUBTITLES.stream())
            .flatMap(names -> names)
            .collect(Collectors.joining(","));

    /** Whether a codec, by ffmpeg's name, is decoded. */
    public static boolean decodes(String codec) {
        return CODECS.contains(codec);
    }

    /** A source. */
    static InputWhitelist ofSource(DecoderLimits limits) {
        return new InputWhitelist(
                Optional.empty(),
                FORMAT_WHITELIST,
                CODEC_WHITELIST,
                Options.of("max_pixels", limits.pixels())
                        // One more, to be seen and refused: not every reader fails at the limit, some just leave out
                        // what is beyond.
                        .with("max_streams", limits.streams() + 1L));
    }

    /** A picture of the operator's, that is laid over others. */
    static InputWhitelist ofPicture() {
        return new InputWhitelist(Optional.empty(), "png_pipe,jpeg_pipe,webp_pipe", "png,mjpeg,webp", OWN_LIMITS);
    }

    /** A file of tags that we wrote ourselves, as its kind is not told by its content alone. */
    static InputWhitelist ofTags() {
        return new InputWhitelist(Optional.of("ffmetadata"), "ffmetadata", "text", OWN_LIMITS);
    }

    /** To stand right before the input. */
    Options options() {
        return format.map(f -> Options.of("f", f))
                .orElse(Options.NONE)
                .with("protocol_whitelist", PROTOCOLS)
                .with("format_whitelist", formats)
                .with("codec_whitelist", codecs)
                .and(limits);
    }
}
