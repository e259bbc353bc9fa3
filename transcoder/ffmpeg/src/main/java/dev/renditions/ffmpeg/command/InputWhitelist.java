package dev.renditions.ffmpeg.command;

import dev.renditions.api.SourceLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The demuxers, decoders and protocols that ffmpeg and ffprobe may use for one input. Uploads may be hostile: without a
 * whitelist, a playlist of two lines makes ffmpeg disclose another file or call an internal address, and every decoder that
 * nobody needs can be attacked. Immutable.
 *
 * @param format the format, if ffmpeg can't detect it from the content
 * @param formats ffmpeg's names of the allowed demuxers, separated by commas
 * @param codecs ffmpeg's names of the allowed decoders, separated by commas
 * @param limits its limits, as options
 */
public record InputWhitelist(Optional<String> format, String formats, String codecs, Options limits) {
    /** Only files: ffmpeg opens no network connection, whatever a file contains. */
    private static final String PROTOCOLS = "file";

    /**
     * Ffmpeg's names of the demuxers that sources may use. None of them opens further files. Excluded are playlists (hls,
     * dash, concat), image sequences (image2; stills use the {@code _pipe} demuxers, which read only their file) and generated
     * input (lavfi).
     */
    private static final List<String> FORMATS = List.of(
            // video
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
            // audio
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
            // images
            "png_pipe",
            "jpeg_pipe",
            "webp_pipe",
            "bmp_pipe",
            "tiff_pipe",
            "gif",
            "apng");

    /** Ffmpeg's names of the video, image and audio codecs that are decoded. */
    private static final Set<String> CODECS = Set.of(
            // video
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
            // images
            "mjpeg",
            "png",
            "apng",
            "gif",
            "webp",
            "bmp",
            "tiff",
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

    /** Decoders whose name differs from that of their codec. */
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

    /** Subtitle decoders. Text becomes WebVTT; the image formats are listed so that probing a file with them logs no errors. */
    private static final List<String> SUBTITLES =
            List.of("mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text", "dvbsub", "dvdsub", "pgssub");

    /** Files of the operator and files that the product wrote are not subject to the limits of uploads. */
    private static final Options OWN_LIMITS = Options.of("max_pixels:v", SourceLimits.DEFAULT.pixels());

    /** Ffmpeg's names of the demuxers of the files that encoded tracks are written to. */
    private static final String TRACK_FORMATS = "mov,ogg,mp3";

    private static final String FORMAT_WHITELIST = String.join(",", FORMATS);
    private static final String CODEC_WHITELIST = Stream.of(
                    CODECS.stream().sorted(), DECODERS.stream(), SUBTITLES.stream())
            .flatMap(names -> names)
            .collect(Collectors.joining(","));

    /** Whether sources with a codec are decoded. */
    public static boolean decodes(String codec) {
        return CODECS.contains(codec);
    }

    /** The whitelist for a source. */
    static InputWhitelist ofSource(DecoderLimits limits) {
        return of(FORMAT_WHITELIST, limits);
    }

    /** The whitelist for a file with an encoded track. What a store returns may be anything, so the limits of sources apply. */
    static InputWhitelist ofTrack(DecoderLimits limits) {
        return of(TRACK_FORMATS, limits);
    }

    private static InputWhitelist of(String formats, DecoderLimits limits) {
        return new InputWhitelist(
                Optional.empty(),
                formats,
                CODEC_WHITELIST,
                Options.of("max_pixels", limits.pixels())
                        // One more than allowed, so that the probe sees and refuses it: some demuxers silently ignore
                        // streams above the limit.
                        .with("max_streams", limits.streams() + 1L));
    }

    /** The whitelist for the operator's image of a watermark. */
    static InputWhitelist ofWatermark() {
        return new InputWhitelist(Optional.empty(), "png_pipe,jpeg_pipe,webp_pipe", "png,mjpeg,webp", OWN_LIMITS);
    }

    /** The whitelist for a file of tags that the product wrote. Its format is given, since ffmpeg would not detect it. */
    static InputWhitelist ofTags() {
        return new InputWhitelist(Optional.of("ffmetadata"), "ffmetadata", "text", OWN_LIMITS);
    }

    /** The options, which must come right before the input. */
    Options options() {
        return format.map(f -> Options.of("f", f))
                .orElse(Options.NONE)
                .with("protocol_whitelist", PROTOCOLS)
                .with("format_whitelist", formats)
                .with("codec_whitelist", codecs)
                .and(limits);
    }
}
