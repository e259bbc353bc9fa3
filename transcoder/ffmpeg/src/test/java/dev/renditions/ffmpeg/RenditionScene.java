package dev.renditions.ffmpeg;

import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Makes and verifies renditions of one kind with the bundled ffmpeg. */
@Timeout(180)
public abstract class RenditionScene {
    public static final Path SAMPLES = Checkout.path("samples");
    static final Duration LIMIT = Duration.ofSeconds(60);
    public static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    /** A video whose brightness rises by ten steps a second. */
    public static final String LIGHTER = "-f lavfi -i nullsrc=s=160x90:r=25:d=20,geq=lum=16+T*10:cb=128:cr=128 ";

    @TempDir
    public Path folder;

    /** A verified rendition. */
    public record Made(Plan.Make plan, List<OutputFile> outputs, MediaInfo media) {
        public Path file(int index) {
            return outputs.get(index).file();
        }

        /** The image or video itself, or the highest rung of a ladder. */
        public Path picture() {
            return outputs.stream()
                    .filter(output -> output.mediaType().matches("image/.*|video/mp4"))
                    .findFirst()
                    .orElseThrow()
                    .file();
        }

        /** The width of the image or video; for a storyboard, that of one of its images. */
        int width() {
            return plan instanceof StoryboardPlan sheet
                    ? sheet.tile().width()
                    : TestMedia.look(picture())
                            .path("streams")
                            .path(0)
                            .path("width")
                            .asInt();
        }
    }

    public Made make(Path source, String profile) throws IOException {
        return make(source, plan(source, profile));
    }

    public static Plan plan(Path source, String profile) {
        return Planner.plan(
                TRANSCODER.probe(source), ProfileCatalog.builtIn().find(profile).orElseThrow());
    }

    public Made make(Path source, Plan plan) throws IOException {
        return make(Rendering.input(source), plan);
    }

    public Made make(Transcoder.Input source, Plan plan) throws IOException {
        Path order = Files.createTempDirectory(folder, "order");
        List<OutputFile> made = new ArrayList<>();
        TRANSCODER.make(
                source,
                List.of(DirectEncode.order((Plan.Make) plan, order, Transcoder.Progress.NONE)),
                LIMIT,
                (rendition, ending) -> made.addAll(DirectEncode.outputs(ending)));
        MediaInfo media = new OutputVerifier(TRANSCODER).check((Plan.Make) plan, made);
        Rendering.assertConformant(plan, order);
        return new Made((Plan.Make) plan, made, media);
    }

    public Path cut(Path whole, int percent) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(
                folder.resolve("cut-" + percent), Arrays.copyOf(bytes, (int) ((long) bytes.length * percent / 100)));
    }
}
