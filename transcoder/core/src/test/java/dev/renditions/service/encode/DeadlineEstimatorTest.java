package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.BusyException;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Span;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Media;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadlineEstimatorTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Plan.Make FILM = plan(film(1280, 720, 10), "mp4-720p");

    private final SteppedClock clock = new SteppedClock();
    private final DeadlineEstimator estimator = new DeadlineEstimator(clock);

    @ParameterizedTest(name = "{0} s of {1}x{2} as {3}, after 10 s of 1280x720 took 10 s: {4} s")
    @CsvSource({
        "10, 1280,  720, mp4-720p, 10",
        "60, 1280,  720, mp4-720p, 60",
        "10,  640,  360, mp4-720p, 2.5",
        "10, 1920, 1080, mp4-1080p, 22.5",
        "10, 1280,  720, hevc-720p, ",
        "10, 1280,  720, audio-mp3, ",
        "10, 1280,  720, poster, ",
    })
    void estimateScalesWithPixelsOfTheSameCodec(long seconds, int width, int height, String profile, Double expected) {
        estimator.ended(FILM, TEN);
        Optional<Duration> estimate = estimator.estimate(plan(film(width, height, seconds), profile));
        if (expected == null) {
            assertThat(estimate).isEmpty();
        } else {
            assertThat(estimate.orElseThrow().toMillis() / 1000.0).isCloseTo(expected, within(0.01));
        }
    }

    @ParameterizedTest(name = "{0} ms left for 10 s: begun {1}")
    @CsvSource({"12000, true", "11900, false", "1000, false", "-1, false", "60000, true"})
    void encodeNeedsMoreTimeThanItsEstimate(long left, boolean begun) {
        estimator.ended(FILM, TEN);
        DeadlineEstimator.Budget budget = estimator.budget(Duration.ofMillis(left));
        if (begun) {
            assertThatCode(() -> budget.reserve(FILM)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(BusyException.class)
                    .isThrownBy(() -> budget.reserve(FILM))
                    .withMessageContaining("mp4-720p would take about 10 s")
                    .matches(BusyException::isTransient);
        }
    }

    @Test
    void encodesOfOneRunShareTheTime() {
        estimator.ended(FILM, TEN);
        DeadlineEstimator.Budget budget = estimator.budget(Duration.ofSeconds(25));
        budget.reserve(FILM);
        budget.reserve(FILM);
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> budget.reserve(FILM))
                .withMessageContaining("5 s are left");
        assertThatCode(() -> budget.reserve(plan(film(1280, 720, 10), "poster")))
                .doesNotThrowAnyException();
    }

    @Test
    void encodesAreAdmittedBeforeAnyMeasurement() {
        assertThatCode(() -> estimator.budget(Duration.ofSeconds(1)).reserve(FILM))
                .doesNotThrowAnyException();
    }

    @Test
    void latestEncodesCountMost() {
        estimator.ended(FILM, TEN);
        estimator.ended(FILM, Duration.ofSeconds(5));
        assertThat(estimator.estimate(FILM).orElseThrow()).isCloseTo(Duration.ofMillis(7692), Duration.ofMillis(2));
    }

    @Test
    void oldAndVeryShortMeasurementsAreIgnored() {
        estimator.ended(FILM, TEN);
        clock.step(Duration.ofMinutes(9));
        assertThat(estimator.estimate(FILM)).isPresent();
        clock.step(Duration.ofMinutes(1));
        assertThat(estimator.estimate(FILM)).isEmpty();
        estimator.ended(FILM, Duration.ofMillis(400));
        assertThat(estimator.estimate(FILM)).isEmpty();
    }

    private static MediaInfo film(int width, int height, long seconds) {
        Optional<Span> span = Optional.of(new Span(Duration.ZERO, Duration.ofSeconds(seconds)));
        VideoStream v = Media.video(width, height);
        VideoStream video = new VideoStream(
                0,
                v.codec(),
                v.coded(),
                v.displayed(),
                Orientation.UPRIGHT,
                v.frameRate(),
                v.pixelFormat(),
                v.color(),
                false,
                false,
                true,
                span);
        return Media.of(video, new AudioStream(1, "aac", 2, 48000, "", true, span));
    }

    private static Plan.Make plan(MediaInfo media, String profile) {
        return (Plan.Make)
                Planner.plan(media, ProfileCatalog.builtIn().find(profile).orElseThrow());
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.EPOCH;

        void step(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
