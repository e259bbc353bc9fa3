package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.index.MovableClock;
import dev.renditions.index.TrackKind;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.video.VideoProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is lost, and what is made again, when something fails while a film is made in segments. */
final class LongFilmFailuresTest extends LongFilmScene {
    @Test
    void repeatedRequestEncodesOnlyWhatIsMissing() {
        AtomicInteger segments = new AtomicInteger();
        transcoder.whileEncodingSegment(part -> {
            if (segments.incrementAndGet() > 5) {
                throw new MediaException(MediaException.Kind.ENGINE, "the machine stops");
            }
        });
        assertThat(render(service(index), film(), MP4).failure()).isPresent();
        assertThat(segmentFiles()).hasSize(5);
        transcoder.whileEncodingSegment(part -> {});

        assertThat(render(service(MemoryIndex.create()), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS).doesNotHaveDuplicates();
    }

    @Test
    void sourceThatCannotBeCutIsEncodedAsAWhole() {
        transcoder.whileEncodingSegment(part -> {
            if (part.segment().last()) {
                throw new MediaException(MediaException.Kind.UNPROVED, "the segment has other frames");
            }
        });

        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedTracks())
                .extracting(TrackRecipe::kind)
                .containsExactlyInAnyOrder(TrackKind.VIDEO, TrackKind.AUDIO);
    }

    @Test
    void segmentsThatDoNotFitAreDeletedAndTheFilmIsEncodedAsAWhole() {
        transcoder.segmentsMisfit(true);

        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedTracks()).hasSize(2);
        assertThat(segmentFiles()).isEmpty();
    }

    /** Its encode would take twice as long as the caller has, as the service knows from the encode of a short film. */
    @Test
    void callersWithDeadlinesMakeAFilmTogether() {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-29T00:00:00Z"));
        RenditionService service = service(clock);
        assertThat(render(service, source("short", "film"), MP4).failure()).isEmpty();
        transcoder.whileEncodingSegment(part -> clock.move(Duration.ofSeconds(10)));
        Source film = film();

        List<RenditionResult> attempts = new ArrayList<>();
        do {
            attempts.addAll(service.render(
                    film, List.of(MP4), RenditionListener.NONE, clock.instant().plusSeconds(35)));
        } while (last(attempts).failure().isPresent() && attempts.size() < SEGMENTS);

        assertThat(last(attempts).failure()).isEmpty();
        assertThat(attempts).hasSizeBetween(4, 7);
        assertThat(attempts.subList(0, attempts.size() - 1)).allMatch(RenditionResult::worthRetrying);
        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS).doesNotHaveDuplicates();
    }

    private static RenditionResult last(List<RenditionResult> results) {
        return results.get(results.size() - 1);
    }

    /** A full disk says nothing about the segments. */
    @Test
    void segmentsSurviveAJoinThatFails() {
        transcoder.whileJoining(() -> {
            throw new MediaException(MediaException.Kind.ENGINE, "the disk is full");
        });
        assertThat(render(service(index), film(), MP4).failure()).isPresent();
        assertThat(segmentFiles()).hasSize(SEGMENTS);
        transcoder.whileJoining(() -> {});

        assertThat(render(service(index), film(), MP4).failure()).isEmpty();

        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS);
    }

    @Test
    void filmWhoseJoinedTrackIsNotAsPlannedIsEncodedAsAWhole() {
        VideoProfile like = (VideoProfile) MP4;
        Profile sameSound = new VideoProfile(
                "same-sound", "", like.ttl(), ((VideoProfile) SMALL).video(), like.audio(), like.edits());
        assertThat(render(service(index), film(), sameSound).failure()).isEmpty();
        transcoder.copiesShort(true);

        RenditionResult result = render(service(index), film(), MP4);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodedTracks()).extracting(TrackRecipe::kind).contains(TrackKind.VIDEO);
        assertThat(segmentFiles()).isEmpty();
    }

    /** Its manifest is still there and lists the track. */
    @Test
    void trackWhosePublishedFileIsLostIsMadeInSegmentsAgain() throws IOException {
        render(service(index), film(), MP4);
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".mp4")).toList()) {
                Files.delete(file);
            }
        }

        RenditionResult result = render(service(MemoryIndex.create()), film(), withSound("other-sound", 96));

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodedSegments()).hasSize(2 * SEGMENTS);
        assertThat(transcoder.encodedTracks()).extracting(TrackRecipe::kind).containsOnly(TrackKind.AUDIO);
    }

    @Test
    void damagedSegmentIsEncodedAgain() {
        AtomicInteger segments = new AtomicInteger();
        transcoder.whileEncodingSegment(part -> {
            if (segments.incrementAndGet() == 4) {
                damage(segmentFiles().get(0));
            }
        });

        assertThat(render(service(index), film(), MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments()).hasSize(SEGMENTS + 1);
        assertThat(Set.copyOf(transcoder.encodedSegments())).hasSize(SEGMENTS);
    }

    /** The segments are gone by then, so they look as if they were missing. */
    @Test
    void trackThatAnotherWorkerHasPublishedIsNotEncodedAgain() {
        Source film = film();
        AtomicInteger segments = new AtomicInteger();
        transcoder.whileEncodingSegment(part -> {
            if (segments.incrementAndGet() == 3) {
                assertThat(render(service(ofItsOwn()), film, withSound("other-sound", 96))
                                .outcome())
                        .isEqualTo(Outcome.ENCODED);
            }
        });

        assertThat(render(service(ofItsOwn()), film, MP4).outcome()).isEqualTo(Outcome.ENCODED);

        assertThat(transcoder.encodedSegments())
                .as("both encode one at the same time")
                .hasSize(SEGMENTS + 1);
        assertThat(transcoder.encodedTracks())
                .extracting(TrackRecipe::kind)
                .containsExactly(TrackKind.AUDIO, TrackKind.AUDIO);
    }
}
