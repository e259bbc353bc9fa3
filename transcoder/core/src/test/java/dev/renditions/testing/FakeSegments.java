package dev.renditions.testing;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The segments that {@link FakeTranscoder} encodes and joins. Thread-safe. */
final class FakeSegments {
    private final List<SegmentId> encoded = new CopyOnWriteArrayList<>();
    private final AtomicReference<Consumer<SegmentPart>> whileEncoding = new AtomicReference<>(part -> {});
    private final AtomicReference<Runnable> whileJoining = new AtomicReference<>(() -> {});
    private volatile boolean misfits;

    /** Those that were encoded, in the order of their encodes, of tracks that are named by their settings. */
    List<SegmentId> encoded() {
        return List.copyOf(encoded);
    }

    /** Runs an action in the middle of each encode, which fails if the action does. */
    void whileEncoding(Consumer<SegmentPart> action) {
        whileEncoding.set(action);
    }

    /** Runs an action in the middle of each join, which fails if the action does. */
    void whileJoining(Runnable action) {
        whileJoining.set(action);
    }

    /** Makes segments that can't be joined. */
    void misfit(boolean segmentsMisfit) {
        misfits = segmentsMisfit;
    }

    /** Writes the files of segments. */
    void encode(List<SegmentPart> parts) {
        for (SegmentPart part : parts) {
            whileEncoding.get().accept(part);
            try {
                Files.writeString(part.file(), text(part.segment()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            encoded.add(id(part));
        }
    }

    /**
     * Writes a track of segments.
     *
     * @throws MediaException if they are not those of the cut
     */
    void join(Segmentation.Cut cut, List<Path> segments, Path target) {
        whileJoining.get().run();
        List<String> expected = cut.segments().stream().map(FakeSegments::text).toList();
        List<String> texts =
                segments.stream().map(file -> FakeSource.of(file).text()).toList();
        if (misfits || !texts.equals(expected)) {
            throw new MediaException(MediaException.Kind.UNPROVED, "the segments don't fit together");
        }
        FakeOutput.write(target, String.join("", texts));
    }

    private static String text(TrackSegment segment) {
        return "segment " + segment.firstFrame() + "\n";
    }

    private static SegmentId id(SegmentPart part) {
        String settings = part.recipe().settings().toString();
        String digest =
                ContentHash.of(settings.getBytes(StandardCharsets.UTF_8)).hex();
        return new SegmentId(
                new TrackId(TrackKind.VIDEO, digest),
                part.segment().firstFrame(),
                part.segment().endFrame());
    }
}
