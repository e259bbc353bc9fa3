package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.directory.FileSource;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.UnavailableIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests for renditions and their outcomes. */
final class RenditionServiceTest extends ServiceScene {
    private static final List<Profile> FIVE = Stream.of("mp4-1080p", "mp4-720p", "mp4-480p", "audio-mp3", "poster")
            .map(name -> CATALOG.find(name).orElseThrow())
            .toList();

    @Test
    void firstRequestEncodesAndTheNextHits() {
        RenditionResult first = render(service(index), source("a", "film"), MP4);
        RenditionResult second = render(service(index), source("b", "film"), MP4);
        assertThat(first.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(first.saved()).isZero();
        assertThat(second.outcome()).isEqualTo(Outcome.HIT);
        assertThat(second.location()).isEqualTo(first.location());
        assertThat(second.saved()).isEqualTo(first.location().orElseThrow().encodeTime());
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void hitNeedsNoProbe() {
        render(service(index), source("a", "film"), MP4);
        int probes = transcoder.probes();
        render(service(index), source("a", "film"), MP4);
        assertThat(transcoder.probes()).isEqualTo(probes);
    }

    @Test
    void emptyIndexIsFilledFromTheStore() {
        render(service(index), source("a", "film"), MP4);
        MemoryIndex restarted = MemoryIndex.create();
        assertThat(render(service(restarted), source("a", "film"), MP4).outcome())
                .isEqualTo(Outcome.STORED);
        assertThat(render(service(restarted), source("a", "film"), MP4).outcome())
                .isEqualTo(Outcome.HIT);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void oneChangedByteOrSettingEncodesAgain() {
        render(service(index), source("a", "film"), MP4);
        assertThat(render(service(index), source("a", "Film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        VideoProfile v = (VideoProfile) MP4;
        VideoSettings s = v.video();
        Profile sharper = new VideoProfile(
                v.name(),
                v.description(),
                v.ttl(),
                new VideoSettings(
                        s.codec(), s.preset(), 22, s.shortSide(), s.maxRateKbps(), s.maxFrameRate(), s.gopSeconds()),
                v.audio(),
                v.edits());
        assertThat(render(service(index), source("a", "film"), sharper).outcome())
                .isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.encodes()).isEqualTo(3);
    }

    @Test
    void unavailableIndexCostsNoSecondEncode() {
        RenditionService service = service(new UnavailableIndex());
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(render(service, source("a", "film"), MP4).outcome()).isEqualTo(Outcome.STORED);
    }

    @Test
    void profilesThatDoNotApplyDoNotAffectTheOthers() {
        List<RenditionResult> results = service(index).render(source("a", "sound alone"), FIVE, RenditionListener.NONE);
        assertThat(results)
                .extracting(RenditionResult::outcome)
                .containsExactly(
                        Outcome.NOT_APPLICABLE,
                        Outcome.NOT_APPLICABLE,
                        Outcome.NOT_APPLICABLE,
                        Outcome.ENCODED,
                        Outcome.NOT_APPLICABLE);
        assertThat(results.get(0).reason()).isEqualTo("it has no video");
    }

    @Test
    void failureReleasesTheLeaseAndPublishesNothing() throws IOException {
        RenditionResult result = render(service(index), source("a", "broken film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo("the data are damaged");
        assertThat(result.worthRetrying()).isFalse();
        assertThat(index.leases().tryLease(new RenditionKey(contentOf("broken film"), MP4.id()), Duration.ofSeconds(1)))
                .isPresent();
        assertNothingPublished();
    }

    @Test
    void outputThatIsTooShortIsNotPublished() throws IOException {
        RenditionResult result = render(service(index), source("a", "cut film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("5.00 s instead of 10.00 s");
        assertNothingPublished();
    }

    @Test
    void sourceThatChangesMeanwhileIsNotPublishedUnderItsOldHash() throws IOException {
        Path file = Files.writeString(folder.resolve("growing"), "film");
        transcoder.whileEncoding(() -> append(file, " and more"));
        RenditionResult result = render(service(index), new FileSource(file), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("changed while it was encoded");
        assertThat(result.worthRetrying()).isTrue();
        assertNothingPublished();
    }

    @Test
    void missingSourceFailsForEachProfile() {
        List<RenditionResult> results = service(index)
                .render(new FileSource(folder.resolve("nowhere")), List.of(MP4, POSTER), RenditionListener.NONE);
        assertThat(results).hasSize(2).allSatisfy(r -> {
            assertThat(r.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(r.content()).isEmpty();
            assertThat(r.reason()).contains("nowhere");
        });
    }

    @Test
    void internalErrorFailsOneRenditionAndIsWorthRetrying() {
        transcoder.whileEncoding(() -> {
            throw new IllegalStateException("a bug");
        });
        RenditionResult result = render(service(index), source("a", "film"), MP4);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason())
                .contains("unexpected error, probably a bug in Renditions")
                .contains("a bug");
        assertThat(result.worthRetrying()).isTrue();
    }

    @Test
    void previewEncodesNothing() {
        render(service(index), source("a", "film"), MP4);
        List<RenditionResult> results = service(index).preview(source("a", "film"), FIVE);
        assertThat(results)
                .extracting(RenditionResult::outcome)
                .hasSameSizeAs(FIVE)
                .startsWith(Outcome.PLANNED, Outcome.HIT, Outcome.PLANNED)
                .containsOnlyOnce(Outcome.HIT)
                .containsOnly(Outcome.PLANNED, Outcome.HIT);
        assertThat(transcoder.encodes()).isEqualTo(1);
    }

    @Test
    void listenerIsNotifiedOfEachStep() {
        List<String> events = new ArrayList<>();
        service(index).render(source("a", "film"), List.of(MP4), new RenditionListener() {
            @Override
            public void encoding(Profile profile) {
                events.add("encoding " + profile.name());
            }

            @Override
            public void progress(Profile profile, EncodeProgress step) {
                events.add(String.valueOf(step.fraction()));
            }

            @Override
            public void finished(RenditionResult result) {
                events.add(result.outcome().word());
            }
        });
        assertThat(events).containsExactly("encoding mp4-720p", "0.5", "1.0", "encoded");
    }
}
