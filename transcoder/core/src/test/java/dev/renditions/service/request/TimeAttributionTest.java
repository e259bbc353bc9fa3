package dev.renditions.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.MovableClock;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TimeAttributionTest {
    private static final Profile LARGE = profile("mp4-1080p");
    private static final Profile SMALL = profile("mp4-360p");
    private static final Profile SOUND = profile("audio-mp3");

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final TimeAttribution times = new TimeAttribution(clock);

    @Test
    void foundRenditionIsAttributedItsLookup() {
        clock.move(Duration.ofSeconds(2));
        assertThat(times.answered(LARGE, Duration.ZERO)).hasSeconds(2);
        clock.move(Duration.ofSeconds(1));
        assertThat(times.answered(SMALL, Duration.ZERO)).hasSeconds(1);
    }

    @Test
    void renditionsOfOneRunShareItsTime() {
        missed(LARGE, 5);
        missed(SMALL, 1);
        missed(SOUND, 1);

        clock.move(Duration.ofSeconds(40));
        assertThat(times.answered(LARGE, Duration.ofSeconds(30))).hasSeconds(35);
        assertThat(times.answered(SMALL, Duration.ofSeconds(8))).hasSeconds(9);
        clock.move(Duration.ofSeconds(3));
        assertThat(times.answered(SOUND, Duration.ofSeconds(1)))
                .as("including unattributed time")
                .hasSeconds(1 + 2 + 3);
    }

    @Test
    void noMoreThanTheElapsedTimeIsAttributed() {
        missed(LARGE, 0);
        missed(SMALL, 0);

        clock.move(Duration.ofSeconds(10));
        assertThat(times.answered(LARGE, Duration.ofSeconds(60))).hasSeconds(10);
        assertThat(times.answered(SMALL, Duration.ofSeconds(60))).isZero();
    }

    @Test
    void failuresOfOneRunShareItsTimeEvenly() {
        missed(LARGE, 0);
        missed(SMALL, 0);
        missed(SOUND, 0);

        clock.move(Duration.ofSeconds(9));
        assertThat(times.answered(LARGE, Duration.ZERO)).hasSeconds(3);
        assertThat(times.answered(SMALL, Duration.ZERO)).hasSeconds(3);
        assertThat(times.answered(SOUND, Duration.ZERO)).hasSeconds(3);
    }

    private void missed(Profile profile, int seconds) {
        clock.move(Duration.ofSeconds(seconds));
        times.missed(profile);
    }

    private static Profile profile(String name) {
        return ProfileCatalog.builtIn().find(name).orElseThrow();
    }
}
