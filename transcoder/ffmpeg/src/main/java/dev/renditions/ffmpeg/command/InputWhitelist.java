package dev.renditions.ffmpeg.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ffmpeg and ffprobe may read, said before every input. Uploads are hostile: without this a text of two lines makes
 * ffmpeg hand out a neighbouring file or call an inner address, and every decoder nobody uses is one more to attack.
 */
public final class InputWhitelist {
    /**
     * The most pixels of one picture: 8192 x 8192, enough for 8K video and nearly every camera. A picture of 14000 x
     * 14000 in half a megabyte of PNG would take 670 MB of memory.
     */
    static final long MAX_PIXELS = 8192L * 8192L;

    /** The option for files of the operator's: what is set for uploads ({@link dev.renditions.ffmpeg.engine.RunLimits}) takes the place of the usual one alone. */
    private static final String OWN_PIXELS = "-max_pixels:v";

    /** The most streams of a file; those that people make have a dozen at most, those that attack have thousands. */
    static final int MAX_STREAMS = 64;

    /** The most bytes asked of the system at once: a picture of {@link #MAX_PIXELS} at 64 bits a pixel, and its margins. */
    public static final long MAX_ALLOC = 768L * 1024 * 1024;

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

    private static final String FORMAT_WHITELIST = String.join(",", FORMATS);
    private static final String CODEC_WHITELIST = Stream.of(
                    CODECS.stream().sorted(), DECODERS.stream(), SUBTITLES.stream())
            .flatMap(names -> names)
            .collect(Collectors.joining(","));

    private InputWhitelist() {}

    /** Whether a codec, by ffmpeg's name, is decoded. */
    public static boolean decodes(String codec) {
        return CODECS.contains(codec);
    }

    /** Arguments that stand right before the input they are for. */
    public static List<String> arguments() {
        return List.of(
                "-protocol_whitelist", PROTOCOLS,
                "-format_whitelist", FORMAT_WHITELIST,
                "-codec_whitelist", CODEC_WHITELIST,
                "-max_pixels", Long.toString(MAX_PIXELS),
                // One more, to be seen and refused: not every reader fails at the limit, some just leave out what is
                // beyond.
                "-max_streams", Integer.toString(MAX_STREAMS + 1));
    }

    /** A picture of the operator's, that is laid over others. */
    public static List<String> picture(Path file) {
        return pinned(file, "png_pipe,jpeg_pipe,webp_pipe", "png,mjpeg,webp");
    }

    /** A file of tags that we wrote ourselves, as its kind is not told by its content alone. */
    static List<String> tags(Path file) {
        List<String> arguments = new ArrayList<>(List.of("-f", "ffmetadata"));
        arguments.addAll(pinned(file, "ffmetadata", "text"));
        return arguments;
    }

    private static List<String> pinned(Path file, String formats, String codecs) {
        return List.of(
                "-protocol_whitelist",
                PROTOCOLS,
                "-format_whitelist",
                formats,
                "-codec_whitelist",
                codecs,
                OWN_PIXELS,
                Long.toString(MAX_PIXELS),
                "-i",
                "file:" + file.toAbsolutePath());
    }

    /** Arguments that stand before all others: they are for the whole process. */
    public static List<String> global() {
        return List.of("-max_alloc", Long.toString(MAX_ALLOC));
    }

    /** The pins and the input itself; {@code file:} keeps a path from being taken for anything else. */
    public static List<String> input(Path source) {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.add("-i");
        arguments.add("file:" + source.toAbsolutePath());
        return arguments;
    }
}
