package dev.renditions.service.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.Plan;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.AnimatedWebp;
import dev.renditions.media.Cue;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.TextFlags;
import dev.renditions.media.WebVtt;
import dev.renditions.plan.Planner;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What storyboards, previews and captions must be to be published. */
final class SmallPicturesProofTest {
    private static final MediaInfo SOURCE = Media.of(Media.video(1280, 720));
    private static final StoryboardPlan SHEET = (StoryboardPlan) plan("storyboard");
    private static final PreviewPlan PREVIEW = (PreviewPlan) plan("preview");
    private static final Duration FRAME = Duration.ofMillis(83);

    @TempDir
    private Path folder;

    @Test
    void timesAsPlannedPass() {
        assertThat(mistakes(cues -> cues)).isEmpty();
        assertThat(SHEET.sheet()).isEqualTo(new Size(1600, 450));
    }

    @Test
    void timesMustCoverTheWholeWithoutAGap() {
        assertThat(mistakes(cues -> cues.subList(0, 49))).containsExactly("it has 49 times instead of 50");
        assertThat(mistakes(cues -> change(cues, 3, c -> new Cue(c.start().plusMillis(1), c.end(), c.text()))))
                .containsExactly("nothing, or more than one picture, is shown at 600 ms");
        assertThat(mistakes(cues ->
                        change(cues, 49, c -> new Cue(c.start(), c.end().minusMillis(9), c.text()))))
                .containsExactly("its times end at 9991 ms instead of 10000");
    }

    @Test
    void everyTimeHasAPictureOfItsOwnOnTheSheet() {
        List<String> elsewhere = List.of(
                "storyboard.jpg#xywh=0,0,160,90",
                "storyboard.jpg#xywh=1600,0,160,90",
                "storyboard.jpg#xywh=160,450,160,90",
                "storyboard.jpg#xywh=320,0,161,90",
                "https://example.org/#xywh=320,0,160,90",
                "a text");
        assertThat(elsewhere)
                .allSatisfy(text -> assertThat(mistakes(
                                cues -> change(cues, 2, c -> new Cue(c.start(), c.end(), text))))
                        .containsExactly("a time has no picture of its own on the sheet: " + text));
    }

    @Test
    void previewPlaysAsLongAsPlanned() {
        assertThat(PREVIEW.size()).isEqualTo(new Size(320, 180));
        assertThat(mistakes(72)).isEmpty();
        assertThat(mistakes(71)).isEmpty();
        assertThat(mistakes(40)).singleElement().asString().contains("plays 3320 ms instead of 6000");
        assertThat(mistakes(90)).hasSize(2);
        assertThat(PreviewVerifier.mistakes(PREVIEW, new AnimatedWebp(new Size(320, 181), frames(72))))
                .containsExactly("it is 320x181 instead of 320x180");
    }

    @Test
    void previewOfWhatNeverMovesIsAStill() {
        assertThat(mistakes(0)).isEmpty();
    }

    @Test
    void captionsAreWebVttInOrder() throws IOException {
        CaptionsPlan plan = new CaptionsPlan(
                new CaptionsProfile("captions", "", Duration.ofDays(1)),
                List.of(new TextTrack(2, "subrip", "en", TextFlags.NONE)));
        assertThat(proved(plan, "WEBVTT\n").format()).isEqualTo("webvtt");
        assertThat(proved(plan, "WEBVTT\n\n00:01.000 --> 00:02.000\na\n").video())
                .isEmpty();
        for (String wrong :
                List.of("", "<html>", "WEBVTT\n\n00:03.000 --> 00:04.000\na\n\n00:01.000 --> 00:02.000\nb\n")) {
            assertThatExceptionOfType(MediaException.class)
                    .as(wrong)
                    .isThrownBy(() -> proved(plan, wrong))
                    .matches(e -> e.kind() == MediaException.Kind.UNPROVED);
        }
    }

    private MediaInfo proved(CaptionsPlan plan, String file) throws IOException {
        Path path = Files.writeString(folder.resolve("text"), file);
        return new OutputVerifier(new FakeTranscoder())
                .check(plan, List.of(new Transcoder.Output(path, "captions.vtt", "text/vtt")));
    }

    private static List<String> mistakes(int frames) {
        return PreviewVerifier.mistakes(PREVIEW, new AnimatedWebp(PREVIEW.size(), frames(frames)));
    }

    private static List<Duration> frames(int count) {
        return Collections.nCopies(count, FRAME);
    }

    private static List<String> mistakes(UnaryOperator<List<Cue>> change) {
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String place = String.format(Locale.ROOT, "storyboard.jpg#xywh=%d,%d,160,90", i % 10 * 160, i / 10 * 90);
            cues.add(new Cue(Duration.ofMillis(200L * i), Duration.ofMillis(200L * (i + 1)), place));
        }
        return StoryboardVerifier.check(SHEET, "storyboard.jpg", new WebVtt(change.apply(cues)));
    }

    private static List<Cue> change(List<Cue> cues, int index, UnaryOperator<Cue> change) {
        List<Cue> changed = new ArrayList<>(cues);
        changed.set(index, change.apply(cues.get(index)));
        return changed;
    }

    private static Plan.Make plan(String profile) {
        return (Plan.Make)
                Planner.plan(SOURCE, ProfileCatalog.builtIn().find(profile).orElseThrow());
    }
}
