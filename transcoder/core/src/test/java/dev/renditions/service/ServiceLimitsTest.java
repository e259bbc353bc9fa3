package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests over a limit, without disk space or without time are refused before any work, as long as that is so. */
final class ServiceLimitsTest extends ServiceScene {
    private static final RequestLimits USUAL = RequestLimits.of(Duration.ofMinutes(1), VERIFIED);
    private static final SourceLimits D = SourceLimits.DEFAULT;

    @Test
    void sourceThatIsTooLargeIsNotRead() {
        AtomicInteger reads = new AtomicInteger();
        Source large = sized(source("a", "film"), reads, true);
        RenditionResult result = render(limited(new SourceLimits(999, 1, D.duration(), 1, 1, 0)), large, MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo("it has 1000 bytes; the limit is 999 (RENDITIONS_MAX_SOURCE_SIZE)");
        assertThat(result.worthRetrying()).isFalse();
        assertThat(reads).hasValue(0);
    }

    @Test
    void objectThatDoesNotFitOnDiskIsNotReadAndIsWorthRetrying() {
        AtomicInteger reads = new AtomicInteger();
        SourceLimits full =
                new SourceLimits(D.bytes(), D.pixels(), D.duration(), D.streams(), D.outputBytes(), Long.MAX_VALUE);
        RenditionResult result = render(limited(full), sized(source("a", "film"), reads, true), MP4);
        assertThat(result.reason()).contains("not enough disk space for");
        assertThat(result.worthRetrying()).isTrue();
        assertThat(reads).hasValue(0);
    }

    @Test
    void outputsThatDoNotFitOnDiskAreNotStarted() {
        SourceLimits full =
                new SourceLimits(D.bytes(), D.pixels(), D.duration(), D.streams(), D.outputBytes(), Long.MAX_VALUE);
        RenditionResult result = render(limited(full), source("a", "film"), MP4);
        assertThat(result.reason()).contains("not enough disk space for the renditions of");
        assertThat(result.worthRetrying()).isTrue();
        assertThat(transcoder.encodes()).isZero();
    }

    @Test
    void failureByALimitIsRememberedUntilTheLimitChanges() {
        SourceLimits tight = pixels(1000);
        RenditionResult first = render(limited(tight), source("a", "film"), MP4);
        assertThat(first.reason()).contains("RENDITIONS_MAX_PIXELS");
        assertThat(render(limited(tight), source("b", "film"), MP4).reason()).contains("recorded before");
        int probes = transcoder.probes();
        RenditionResult still = render(limited(pixels(1001)), source("c", "film"), MP4);
        assertThat(still.reason()).contains("the limit is 1001").doesNotContain("recorded before");
        assertThat(transcoder.probes())
                .as("limits apply to remembered probes, too")
                .isEqualTo(probes);
        assertThat(render(limited(D), source("d", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @Test
    void lackOfMemoryIsRememberedUntilThereIsMore() {
        transcoder.whileEncoding(() -> {
            throw new MediaException(MediaException.Kind.LIMIT, "it needs more memory than its limit");
        });
        assertThat(render(limited(memory(1 << 30)), source("a", "film"), MP4).reason())
                .doesNotContain("recorded before");
        assertThat(render(limited(memory(1 << 30)), source("b", "film"), MP4).reason())
                .contains("recorded before");
        transcoder.whileEncoding(() -> {});
        assertThat(render(limited(memory(2L << 30)), source("c", "film"), MP4).outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    private static SourceLimits memory(long bytes) {
        return new SourceLimits(
                D.bytes(), D.pixels(), D.stillPixels(), D.duration(), D.streams(), D.outputBytes(), 0, bytes, false);
    }

    /** The fake transcoder reports that each encode took a second. */
    @Test
    void encodeThatMissesTheDeadlineIsNotStarted() {
        RenditionService service = limited(D);
        List<Profile> ladder = List.of(profile("mp4-1080p"), MP4, profile("mp4-480p"));
        assertThat(service.render(source("a", "film"), ladder, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.ENCODED);
        int encodes = transcoder.encodes();
        List<RenditionResult> brief = service.render(
                source("b", "other film"),
                ladder,
                RenditionListener.NONE,
                Instant.now().plusMillis(2200));
        assertThat(brief.get(0).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(brief.get(1).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(brief.get(1).reason()).contains("mp4-720p would take about").contains("more time");
        assertThat(brief.get(1).worthRetrying()).isTrue();
        assertThat(transcoder.encodes()).isLessThan(encodes + 3);
        assertThat(service.render(source("b", "other film"), ladder, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .doesNotContain(Outcome.FAILED);
    }

    private static SourceLimits pixels(long pixels) {
        return new SourceLimits(D.bytes(), pixels, D.duration(), D.streams(), D.outputBytes(), 0);
    }

    private RenditionService limited(SourceLimits limits) {
        return service(index, Sleeper.SLEEP, USUAL.with(limits));
    }

    private static Profile profile(String name) {
        return CATALOG.find(name).orElseThrow();
    }

    private static Source sized(Source source, AtomicInteger reads, boolean copied) {
        return new Source() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public Optional<ContentHash> declaredContent() {
                return Optional.empty();
            }

            @Override
            public OptionalLong bytes() {
                return OptionalLong.of(1000);
            }

            @Override
            public boolean copied() {
                return copied;
            }

            @Override
            public SpooledSource spool(Path into) {
                reads.incrementAndGet();
                return source.spool(into);
            }
        };
    }
}
