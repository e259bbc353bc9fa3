package dev.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.directory.DirectoryStore;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.Condition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Pace;
import dev.renditions.media.VideoStream;
import dev.renditions.plan.Plan;
import dev.renditions.profile.Profile;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.Media;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a source is copied as it is, and what happens where that does not work out. */
final class RemuxTest extends ServiceScene {
    private static final Pace FITS = new Pace(1000, 1500, Duration.ofSeconds(2), true, true);
    private static final Pace TOO_FAST = new Pace(1000, 9500, Duration.ofSeconds(2), true, true);

    private final AtomicInteger looks = new AtomicInteger();
    private final List<Plan.Make> made = new ArrayList<>();

    @Test
    void packetsAreLookedAtOnceAndOnlyForThoseThatMayDo() {
        RenditionService service = over(new Copier(Optional.of(TOO_FAST), false));
        Source source = source("film.mp4", "film");
        List<Profile> profiles = Stream.of("mp4-1080p", "mp4-720p", "mp4-480p", "poster")
                .map(name -> CATALOG.find(name).orElseThrow())
                .toList();

        assertThat(service.render(source, profiles, RenditionListener.NONE))
                .extracting(RenditionResult::outcome)
                .containsOnly(Outcome.ENCODED);
        assertThat(looks).hasValue(1);
    }

    @Test
    void sourceThatMeetsTheProfileIsRemuxed() {
        RenditionService service = over(new Copier(Optional.of(FITS), false));

        assertThat(render(service, source("film.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.REMUXED);
        assertThat(made).singleElement().isInstanceOf(Plan.Remux.class);
    }

    @Test
    void copyThatFailsIsEncodedAfterAll() {
        RenditionService service = over(new Copier(Optional.of(FITS), true));

        RenditionResult result = render(service, source("film.mp4", "film"), MP4);

        assertThat(result.outcome()).isEqualTo(Outcome.ENCODED);
        assertThat(made).hasSize(2);
        assertThat(made.get(1)).isInstanceOf(Plan.Video.class);
        assertThat(render(service, source("again.mp4", "film"), MP4).outcome()).isEqualTo(Outcome.HIT);
    }

    @Test
    void paceThatCannotBeToldMeansAnEncode() {
        assertThat(render(over(new Copier(Optional.empty(), false)), source("film.mp4", "film"), MP4)
                        .outcome())
                .isEqualTo(Outcome.ENCODED);
    }

    @Test
    void profileThatTheProgramCannotMakeFailsBeforeAnythingIsMade() {
        RenditionService service = over(new Copier(Optional.empty(), false) {
            @Override
            public Optional<String> unable(Profile profile) {
                return Optional.of("this ffmpeg was built without x, which " + profile.name() + " needs");
            }
        });

        RenditionResult result = render(service, source("film.mp4", "film"), MP4);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("this ffmpeg was built without x, which mp4-720p needs");
        assertThat(made).isEmpty();
    }

    private RenditionService over(Transcoder copier) {
        RenditionService service = new RenditionService(
                index,
                new DirectoryStore(folder.resolve("store")),
                copier,
                new Workspace(work(), Clock.systemUTC()),
                Limits.of(Duration.ofMinutes(1), VERIFIED),
                new Timing(Clock.systemUTC(), Pause.SLEEP, new Random(42)));
        services.add(service);
        return service;
    }

    /** Takes every source for one that may do as it is. */
    private class Copier implements Transcoder {
        private final FakeTranscoder fake = transcoder;
        private final Optional<Pace> pace;
        private final boolean copyFails;

        Copier(Optional<Pace> pace, boolean copyFails) {
            this.pace = pace;
            this.copyFails = copyFails;
        }

        @Override
        public MediaInfo probe(Path file) {
            MediaInfo media = fake.probe(file);
            return media.video().isEmpty() || media.still() ? media : coded(media);
        }

        @Override
        public Optional<Pace> pace(Path file, int videoStream) {
            looks.incrementAndGet();
            return pace;
        }

        @Override
        public Condition examine(Input input, Duration limit) {
            return fake.examine(input, limit);
        }

        @Override
        public void make(Input source, List<Order> orders, Duration limit, Results results) {
            for (Order order : orders) {
                made.add(order.plan());
                if (copyFails && order.plan() instanceof Plan.Remux) {
                    results.failed(order, new MediaException(MediaException.Kind.UNPROVED, "no"));
                } else {
                    fake.make(source, List.of(order), limit, results);
                }
            }
        }

        @Override
        public String engine() {
            return fake.engine();
        }

        private MediaInfo coded(MediaInfo media) {
            VideoStream v = media.video().get(0);
            VideoStream video = new VideoStream(
                    v.index(),
                    v.codec(),
                    v.coded(),
                    v.displayed(),
                    v.orientation(),
                    v.frameRate(),
                    v.pixelFormat(),
                    v.color(),
                    v.interlaced(),
                    v.attachedPicture(),
                    v.main(),
                    v.span(),
                    new Coding("High", 31, 1000));
            List<AudioStream> audio = media.audio().stream()
                    .map(a -> new AudioStream(
                            a.index(),
                            a.codec(),
                            a.channels(),
                            a.sampleRate(),
                            a.language(),
                            a.main(),
                            Media.audio(1, 2).span(),
                            new Coding("LC", 0, 128)))
                    .toList();
            return new MediaInfo(media.format(), media.duration(), List.of(video), audio, media.text(), 0);
        }
    }
}
