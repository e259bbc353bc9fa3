package dev.renditions.service.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.api.BusyException;
import dev.renditions.kind.EncoderEffort;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadlineEstimatorTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final List<EncoderEffort> EFFORTS =
            plan(film(1280, 720, 10), "mp4-720p").cost().efforts();

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
        estimator.ended(EFFORTS, TEN);
        Optional<Duration> estimate = estimator.estimate(
                plan(film(width, height, seconds), profile).cost().efforts());
        if (expected == null) {
            assertThat(estimate).isEmpty();
        } else {
            assertThat(estimate.orElseThrow().toMillis() / 1000.0).isCloseTo(expected, within(0.01));
        }
    }

    @ParameterizedTest(name = "{0} ms left for 10 s: begun {1}")
    @CsvSource({"12000, true", "11900, false", "1000, false", "-1, false", "60000, true"})
    void encodeNeedsMoreTimeThanItsEstimate(long left, boolean begun) {
        estimator.ended(EFFORTS, TEN);
        DeadlineEstimator.Budget budget = estimator.budget(Duration.ofMillis(left));
        if (begun) {
            assertThatCode(() -> budget.reserve("mp4-720p", EFFORTS)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(BusyException.class)
                    .isThrownBy(() -> budget.reserve("mp4-720p", EFFORTS))
                    .withMessageContaining("mp4-720p would take about 10 s")
                    .matches(BusyException::isTransient);
        }
    }

    @Test
    void encodesOfOneRunShareTheTime() {
        estimator.ended(EFFORTS, TEN);
        DeadlineEstimator.Budget budget = estimator.budget(Duration.ofSeconds(25));
        budget.reserve("mp4-720p", EFFORTS);
        budget.reserve("mp4-720p", EFFORTS);
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> budget.reserve("mp4-720p", EFFORTS))
                .withMessageContaining("5 s are left");
        assertThatCode(() -> budget.reserve(
                        "poster", plan(film(1280, 720, 10), "poster").cost().efforts()))
                .doesNotThrowAnyException();
    }

    @Test
    void encodesAreAdmittedBeforeAnyMeasurement() {
        assertThatCode(() -> estimator.budget(Duration.ofSeconds(1)).reserve("mp4-720p", EFFORTS))
                .doesNotThrowAnyException();
    }

    @Test
    void latestEncodesCountMost() {
        estimator.ended(EFFORTS, TEN);
        estimator.ended(EFFORTS, Duration.ofSeconds(5));
        assertThat(estimator.estimate(EFFORTS).orElseThrow()).isCloseTo(Duration.ofMillis(7692), Duration.ofMillis(2));
    }

    @Test
    void oldAndVeryShortMeasurementsAreIgnored() {
        estimator.ended(EFFORTS, TEN);
        clock.step(Duration.ofMinutes(9));
        assertThat(estimator.estimate(EFFORTS)).isPresent();
        clock.step(Duration.ofMinutes(1));
        assertThat(estimator.estimate(EFFORTS)).isEmpty();
        estimator.ended(EFFORTS, Duration.ofMillis(400));
        assertThat(estimator.estimate(EFFORTS)).isEmpty();
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
