package dev.renditions.ffmpeg.image;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.encoder.OutputTracks;
import dev.renditions.ffmpeg.engine.Diagnosis;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.filter.FilterCapabilities;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.order.OwnRun;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.media.Cue;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a {@link StoryboardPlan}: of key frames alone, which costs a ninth of decoding all, and of all frames where key
 * frames are too far apart to stand for their parts. A search for each picture would be cheaper still for films of hours
 * (1.5 seconds of CPU against 6 for 72 minutes of 1080p), but where it ends is not to be relied on in MPEG streams, and
 * short films would pay for fifty starts. A source that can't be decoded as far as its sheet claims gives none, until it is
 * known that all there is of it decodes.
 *
 * @param ffmpeg runs it
 * @param plan the plan
 */
public record Storyboard(Ffmpeg ffmpeg, StoryboardPlan plan) implements OwnRun {
    /** The name of the sheet beside its cues. */
    static final String SHEET = "storyboard.jpg";

    /** In parts of the film: what is shown may be as old as the part before. */
    private static final double KEY_FRAMES_REACH = 1;

    /** Frames themselves may be long, in slides; only an end that is missing is more than this. */
    private static final double FRAMES_REACH = 0.5;

    /** By ffmpeg's names, what a profile needs whatever its source. */
    public static final Set<String> NEEDS = Set.of("tile");

    @Override
    public Set<String> needs() {
        Set<String> needs = new TreeSet<>(FilterCapabilities.of(plan.conversion()));
        if (plan.conversion().deinterlace()) {
            needs.add("estdif");
        }
        return needs;
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.STORYBOARD;
    }

    @Override
    public List<OutputFile> make(Input source, Order order, TimeLeft time) throws IOException {
        Path sheet = order.folder().resolve(OutputTracks.UNPROVED);
        if (!byKeyFrames(source, sheet, time)) {
            Files.deleteIfExists(sheet);
            double parts = run(source, false, sheet, time);
            if (!source.tolerant() && parts > FRAMES_REACH * plan.tiles() && plan.tiles() > 1) {
                throw new MediaException(
                        Kind.DAMAGED, "the source ends long before its end, or has no frames for long");
            }
        }
        Path cues = order.folder().resolve("cues");
        OwnFile.write(cues, cues(plan).text());
        return List.of(
                new OutputFile(cues, plan.profile().fileName(), plan.profile().mediaType()),
                new OutputFile(sheet, SHEET, "image/jpeg"));
    }

    /** Whether that will do. What breaks here may be whole with all that key frames are not allowed to lean on. */
    private boolean byKeyFrames(Input source, Path sheet, TimeLeft time) {
        try {
            return run(source, true, sheet, time) <= KEY_FRAMES_REACH;
        } catch (MediaException e) {
            if (e.kind() != Kind.DAMAGED) {
                throw e;
            }
            return false;
        }
    }

    private double run(Input source, boolean keyFrames, Path sheet, TimeLeft time) {
        TileTimes times = new TileTimes(plan);
        FfmpegCommand command = StoryboardCommand.of(source, plan, keyFrames, sheet, ffmpeg.settings(source.file()));
        ConfinedProcess.Ended ended = ffmpeg.run(command, time.left(), times);
        Diagnosis.checkSuccess(ended, source, sheet);
        if (!Files.exists(sheet)) {
            throw new MediaException(Kind.DAMAGED, "no picture could be decoded");
        }
        return times.furthest();
    }

    /** Which picture is shown when: without a gap, from the beginning to the end. */
    static WebVtt cues(StoryboardPlan plan) {
        int across = plan.sheet().width() / plan.tile().width();
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < plan.tiles(); i++) {
            cues.add(new Cue(
                    millis(plan.length().multipliedBy(i).dividedBy(plan.tiles())),
                    millis(plan.length().multipliedBy(i + 1L).dividedBy(plan.tiles())),
                    String.format(
                            Locale.ROOT,
                            "%s#xywh=%d,%d,%d,%d",
                            SHEET,
                            i % across * plan.tile().width(),
                            i / across * plan.tile().height(),
                            plan.tile().width(),
                            plan.tile().height())));
        }
        return new WebVtt(cues);
    }

    private static Duration millis(Duration duration) {
        return Duration.ofMillis(duration.toMillis());
    }
}
