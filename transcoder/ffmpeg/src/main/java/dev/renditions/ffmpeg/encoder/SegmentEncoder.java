package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.media.mp4.PackagingException;
import dev.renditions.media.mp4.SegmentFile;
import dev.renditions.media.mp4.SegmentJoin;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Encodes segments of tracks, and joins them. Immutable.
 *
 * @param ffmpeg runs it
 */
public record SegmentEncoder(Ffmpeg ffmpeg) {
    /** How many frames more or less than planned a track may have: where frames are dropped or repeated, ends are rounded. */
    private static final long UNSURE = 1;

    /**
     * Encodes the same segment of several tracks in one run.
     *
     * @throws MediaException if any of them fails; of kind UNPROVED if it has other frames than the segment. No file exists then
     */
    public void encode(Input source, List<SegmentPart> parts, Duration limit, Progress progress) {
        TimeLeft time = new TimeLeft(limit);
        WatermarkFile watermarks = new WatermarkFile(ffmpeg);
        parts.forEach(part -> part.recipe().watermark().ifPresent(mark -> watermarks.provide(part.file(), mark)));
        List<SegmentFrames> frames = parts.stream().map(SegmentFrames::of).toList();
        RunInputs inputs = RunInputs.of(
                source,
                frames.get(0).section(),
                parts.stream()
                        .flatMap(part -> part.recipe().streams().stream())
                        .distinct()
                        .toList(),
                ffmpeg.settings(source.file()));
        List<RunOutput> outputs =
                parts.stream().map(part -> VideoTrack.segment(part, inputs)).toList();
        new TrackRun(ffmpeg, inputs, outputs, Optional.of(frames.get(0).length())).run(progress, time.left());
        boolean complete = false;
        try {
            parts.forEach(SegmentEncoder::check);
            complete = true;
        } finally {
            if (!complete) {
                outputs.forEach(RunOutput::delete);
            }
        }
    }

    private static void check(SegmentPart part) {
        try {
            SegmentFile file = SegmentFile.read(part.file(), SegmentFrames.range(part.cut(), part.segment()));
            if (part.segment().last()) {
                checkEnd(file, part.segment());
            }
        } catch (PackagingException e) {
            throw new MediaException(Kind.UNPROVED, "a segment is not as planned: " + e.getMessage(), e);
        } catch (IOException e) {
            throw TrackRun.unreadable(e);
        }
    }

    /** The range of the last segment is open, since the number of frames of a track is known to about one. */
    private static void checkEnd(SegmentFile file, TrackSegment segment) {
        long planned = segment.endFrame() - segment.firstFrame();
        long frames = file.frames();
        if (Math.abs(frames - planned) > UNSURE) {
            throw new PackagingException("the last segment has " + frames + " frames instead of " + planned);
        }
    }

    /**
     * Joins all segments of a track.
     *
     * @throws MediaException of kind UNPROVED if they don't fit together; the target does not exist then
     */
    public static void join(Segmentation.Cut cut, List<Path> segments, Path target) {
        if (segments.size() != cut.segments().size()) {
            throw new IllegalArgumentException(
                    segments.size() + " files of " + cut.segments().size() + " segments");
        }
        List<SegmentJoin.Piece> pieces = new ArrayList<>();
        for (int at = 0; at < segments.size(); at++) {
            pieces.add(new SegmentJoin.Piece(
                    segments.get(at), SegmentFrames.range(cut, cut.segments().get(at))));
        }
        try {
            SegmentJoin.join(pieces, target);
        } catch (PackagingException e) {
            throw new MediaException(Kind.UNPROVED, "segments don't fit together: " + e.getMessage(), e);
        } catch (ClosedByInterruptException e) {
            CancellationException cancelled = new CancellationException("interrupted while segments were joined");
            cancelled.initCause(e);
            throw cancelled;
        } catch (IOException e) {
            throw new MediaException(Kind.ENGINE, "segments can't be read or joined: " + e, e);
        }
    }
}
