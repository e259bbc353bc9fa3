package dev.renditions.kind.streaming;

import static dev.renditions.testing.Media.audio;
import static dev.renditions.testing.Media.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.track.Rung;
import dev.renditions.media.Color;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.Media;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verification of the tracks of a package. Playlists have their own tests. */
final class StreamingVerifierTest {
    private static final MediaInfo SOURCE = withText(Media.of(video(640, 360), audio(1, 2)));
    private static final StreamingPlan PLAN = (StreamingPlan)
            Planner.plan(SOURCE, ProfileCatalog.builtIn().find("hls").orElseThrow());

    @TempDir
    private Path folder;

    @Test
    void everyTextTrackIsRequired() {
        assertThat(PLAN.texts()).hasSize(1);
        assertThat(wrong("yuv420p", 0)).contains("0 text tracks instead of 1");
        assertThat(wrong("yuv420p", 2)).contains("2 text tracks instead of 1");
        assertThat(wrong("yuv420p", 1)).doesNotContain("texts");
    }

    @Test
    void everyRungHasAPixelFormatThatPlayersSupport() {
        assertThat(wrong("yuv444p", 1)).contains("its pixels are yuv444p instead of yuv420p");
        assertThat(wrong("yuv420p", 1)).doesNotContain("pixels");
    }

    @Test
    void everyRungStatesThePlannedColors() {
        assertThat(wrong(new Tracks("yuv420p", new Color("", "", "", "pc")), 1))
                .contains("its color range: pc instead of tv");
        assertThat(wrong("yuv420p", 1)).doesNotContain("color");
    }

    /** Rule 1.33 of Apple's HLS authoring specification. It is not verified before publication: every plan meets it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rungsHaveOneAspectRatioForAnySourceSize(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            Size size = new Size(random.nextInt(16, 4097), random.nextInt(16, 4097));
            MediaInfo source = Media.of(video(size.width(), size.height()), audio(1, 2));
            Plan plan =
                    Planner.plan(source, ProfileCatalog.builtIn().find("hls").orElseThrow());
            assertThat(plan).isInstanceOf(StreamingPlan.class);
            List<Size> rungs =
                    ((StreamingPlan) plan).ladder().stream().map(Rung::size).toList();
            Size first = rungs.get(0);
            assertThat(rungs).as(size + ", seed " + seed).allSatisfy(rung -> {
                long apart = Math.abs((long) rung.width() * first.height() - (long) first.width() * rung.height());
                int pixels = Math.max(rung.width() + first.width(), rung.height() + first.height());
                assertThat(apart).isLessThanOrEqualTo(pixels);
            });
        }
    }

    private String wrong(String pixels, int texts) {
        return wrong(new Tracks(pixels, new Color("smpte170m", "smpte170m", "smpte170m", "tv")), texts);
    }

    /** The mistakes of a package without playlists. */
    private String wrong(Tracks tracks, int texts) {
        List<OutputFile> outputs = new ArrayList<>();
        for (Rung rung : PLAN.ladder()) {
            outputs.add(output(rung.size().toString(), "video/mp4"));
        }
        outputs.add(output("sound", "audio/mp4"));
        for (int i = 0; i < texts; i++) {
            outputs.add(output("text" + i, "text/vtt"));
        }
        List<String> wrong = new ArrayList<>();
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> new OutputVerifier(tracks).check(PLAN, outputs))
                .satisfies(e -> wrong.add(e.getMessage()));
        return wrong.get(0);
    }

    private OutputFile output(String name, String mediaType) {
        return new OutputFile(folder.resolve(name), name, mediaType);
    }

    private static MediaInfo withText(MediaInfo media) {
        List<TextStream> texts = List.of(new TextStream(2, "subrip", "en", false, TextFlags.NONE));
        return new MediaInfo(media.format(), media.duration(), media.video(), media.audio(), texts, 0);
    }

    /** Probes tracks that are as planned except for their pixel format and colors. */
    private record Tracks(String pixels, Color color) implements Transcoder {
        @Override
        public MediaInfo probe(Path file) {
            if (file.endsWith("sound")) {
                return Media.soundOnly(audio(0, 2));
            }
            Size size = PLAN.ladder().get(0).size();
            VideoStream v = video(size.width(), size.height());
            VideoStream picture = new VideoStream(
                    0,
                    v.codec(),
                    size,
                    size,
                    Orientation.UPRIGHT,
                    v.frameRate(),
                    pixels,
                    color,
                    false,
                    false,
                    true,
                    v.span());
            return new MediaInfo("mov", Optional.of(Duration.ofSeconds(10)), List.of(picture), List.of(), List.of(), 0);
        }

        @Override
        public DecodeCondition examine(Input input, Duration limit) {
            throw new UnsupportedOperationException("nothing is examined here");
        }

        @Override
        public void make(Input source, List<Order> orders, Duration limit, Ending.Sink ends) {
            throw new UnsupportedOperationException("nothing is made here");
        }

        @Override
        public String engine() {
            return "none";
        }
    }
}
