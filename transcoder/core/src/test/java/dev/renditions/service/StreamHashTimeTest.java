package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long hashing the streams of a source may take, and what names its tracks without hashes. */
final class StreamHashTimeTest extends ServiceScene {
    private static final VideoProfile ORIGINAL = (VideoProfile) MP4;
    private static final Profile RENAMED =
            new VideoProfile("renamed", "", ORIGINAL.ttl(), ORIGINAL.video(), ORIGINAL.audio(), ORIGINAL.edits());

    private RenditionResult render(Duration left, String name, String text, Profile profile) {
        return service(index)
                .render(
                        source(name, text),
                        List.of(profile),
                        RenditionListener.NONE,
                        Instant.now().plus(left))
                .get(0);
    }

    @Test
    void hashesHaveFiveMinutesWithoutADeadline() {
        render(service(index), source("a", "film"), MP4);
        assertThat(transcoder.hashLimits()).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void hashesHaveAFourthOfTheTimeThatIsLeft() {
        render(Duration.ofSeconds(60), "a", "film", MP4);
        assertThat(transcoder.hashLimits())
                .hasSize(1)
                .allMatch(limit ->
                        limit.compareTo(Duration.ofSeconds(15)) <= 0 && limit.compareTo(Duration.ofSeconds(10)) > 0);
    }

    @Test
    void withLittleTimeTracksAreNamedByTheContent() {
        Duration little = Duration.ofSeconds(18);
        assertThat(render(little, "a", "film", MP4).outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(transcoder.hashLimits()).isEmpty();
        assertThat(render(little, "a", "film", RENAMED).outcome()).isEqualTo(Outcome.ASSEMBLED);
        assertThat(render(little, "b", "film#with a title", RENAMED).outcome()).isEqualTo(Outcome.ENCODED);
    }

    @Test
    void hashesThatAreKnownAreUsedWithLittleTime() {
        render(service(index), source("a", "film"), MP4);
        render(service(index), source("b", "film#with a title"), POSTER);
        render(
                service(index),
                source("b", "film#with a title"),
                CATALOG.find("mp4-480p").orElseThrow());
        assertThat(render(Duration.ofSeconds(18), "b", "film#with a title", MP4).outcome())
                .isEqualTo(Outcome.ASSEMBLED);
    }

    @Test
    void hashesThatTakeTooLongAreTriedOnceInARequest() {
        transcoder.hashesSlowly();
        List<RenditionResult> results = service(index)
                .render(
                        source("a", "film"),
                        List.of(MP4, CATALOG.find("audio-aac").orElseThrow()),
                        RenditionListener.NONE);
        assertThat(results).extracting(RenditionResult::outcome).containsOnly(Outcome.ENCODED);
        assertThat(transcoder.hashLimits()).hasSize(1);
        assertThat(render(service(index), source("a", "film"), RENAMED).outcome())
                .isEqualTo(Outcome.ASSEMBLED);
    }
}
