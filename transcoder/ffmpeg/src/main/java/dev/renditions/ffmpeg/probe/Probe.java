package dev.renditions.ffmpeg.probe;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoStream;
import dev.renditions.media.mp4.FirstFragment;
import dev.renditions.media.mp4.HeifFile;
import dev.renditions.media.mp4.LargeIndexException;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.TruncatedMovie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Probes files: reads their headers and, if these are not reliable, their packets.
 *
 * @param ffprobe runs ffprobe
 */
public record Probe(Ffprobe ffprobe) {
    private static final Duration HEADERS_LIMIT = Duration.ofSeconds(60);
    private static final int HEADERS_BYTES = 8 << 20;

    /** Enough for tens of gigabytes on a slow disk. */
    private static final Duration PACKETS_LIMIT = Duration.ofMinutes(5);

    public MediaInfo of(Path file) {
        long size = sizeOf(file);
        if (size == 0) {
            throw new MediaException(Kind.DAMAGED, "the file is empty");
        }
        FileHead head = FileHead.of(file);
        UnsupportedImage.of(head).ifPresent(sentence -> {
            throw new MediaException(Kind.UNSUPPORTED, sentence);
        });
        refuseJpegInTiff(head, file);
        FfprobeReader headers = headers(file);
        List<String> flaws = Stream.of(head.missing(size), truncation(head, file, size))
                .flatMap(Optional::stream)
                .toList();
        MediaInfo media = headers.needsPacketCount() ? counted(file, headers) : headers.stated();
        return withOrientations(file, media).with(flaws);
    }

    private static void refuseJpegInTiff(FileHead head, Path file) {
        try {
            if (head.tiff() && TiffCompression.jpeg(file)) {
                throw new MediaException(
                        Kind.UNSUPPORTED,
                        "TIFF images with JPEG compression are not supported; save the image as JPEG");
            }
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    /**
     * A sentence if the end of an MP4 is missing. Its index lists every frame, but a demuxer reports missing frames only when it
     * reaches them, and skips an incomplete fragment silently. That may be most of a short recording.
     */
    private static Optional<String> truncation(FileHead head, Path file, long size) {
        if (!head.mp4()) {
            return Optional.empty();
        }
        try {
            Optional<TruncatedMovie> movie = TruncatedMovie.of(file);
            return head.fragmented()
                    ? movie.map(m -> "the file is truncated: its last fragment is incomplete")
                    : movie.flatMap(m -> FileHead.cut(m.bytes(), size));
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    /** Adds the orientations of photos and cover art, which are known only after their first frame is decoded. */
    private MediaInfo withOrientations(Path file, MediaInfo media) {
        Map<Integer, Orientation> orientations = new HashMap<>();
        for (VideoStream video : media.video()) {
            if (video.attachedPicture() || MediaInfo.stillFormat(media.format())) {
                firstFrame(file, video).ifPresent(orientation -> orientations.put(video.index(), orientation));
            }
        }
        return media.turned(orientations);
    }

    /** Empty also if the frame can't be decoded, which the encode reports later. */
    private Optional<Orientation> firstFrame(Path file, VideoStream video) {
        CappedText json = new CappedText(HEADERS_BYTES);
        try {
            ffprobe.run(ProbeCommands.firstFrame(file, video.index(), ffprobe.limits(file)), HEADERS_LIMIT, json);
        } catch (MediaException e) {
            if (e.kind() == Kind.DAMAGED || e.kind() == Kind.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
        return FfprobeReader.orientationOfFrame(json.text());
    }

    /** Probes a file and always counts its packets. */
    public MediaInfo byPackets(Path file) {
        return counted(file, headers(file));
    }

    private MediaInfo counted(Path file, FfprobeReader headers) {
        PacketCount count = headers.newPacketCount();
        ffprobe.run(ProbeCommands.packets(file, ffprobe.limits(file)), PACKETS_LIMIT, count);
        return headers.counted(count);
    }

    /** Measures the packets of a file, with bursts at these rates, in kilobits per second. */
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        PacketReader reader = new PacketReader(media, rates);
        boolean timed = FfmpegInput.timed(media);
        ffprobe.run(ProbeCommands.detailedPackets(file, ffprobe.limits(file), timed), PACKETS_LIMIT, reader);
        return reader.stats();
    }

    private FfprobeReader headers(Path file) {
        Optional<HeifFile> heif = heif(file);
        CappedText json = new CappedText(HEADERS_BYTES);
        ConfinedProcess.Ended ended =
                ffprobe.run(ProbeCommands.headers(file, ffprobe.limits(file)), HEADERS_LIMIT, json);
        try {
            FfprobeReader reader = FfprobeReader.of(
                    json.text(), ProbeCommands.guessesDuration(ended.stderr()), heif, firstFragment(file));
            reader.requireStreams(ffprobe.limits(file).streams());
            return reader;
        } catch (MediaException e) {
            throw Diagnosis.ofLimits(Ffprobe.withoutWarnings(ended), file).orElse(e);
        }
    }

    private static Optional<FirstFragment> firstFragment(Path file) {
        try {
            return FileHead.of(file).fragmented() ? Optional.of(FirstFragment.of(file)) : Optional.empty();
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    /** Reads the index before ffprobe does, to check its limits: a small index can claim what costs ffmpeg a lot. */
    private Optional<HeifFile> heif(Path file) {
        if (!FileHead.of(file).heif()) {
            return Optional.empty();
        }
        try {
            HeifFile heif = HeifFile.read(file);
            int most = ffprobe.limits(file).streams();
            if (heif.parts() > most) {
                throw new MediaException(Kind.LIMIT, Diagnosis.tooManyStreams(Integer.toString(most)));
            }
            return Optional.of(heif);
        } catch (PackagingException e) {
            throw new MediaException(Kind.DAMAGED, "the index of the HEIF file can't be read: " + e.getMessage(), e);
        } catch (LargeIndexException e) {
            throw new MediaException(Kind.LIMIT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "the file can't be read: " + file, e);
        }
    }
}
