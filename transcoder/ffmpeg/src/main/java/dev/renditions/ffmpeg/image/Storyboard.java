package dev.renditions.ffmpeg.image;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.encoder.Assembly;
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
 * Makes a {@link StoryboardPlan} from key frames, which costs a ninth of decoding all frames. If key frames are too far apart to
 * represent their parts of the video, all frames are decoded. A seek for each image would be cheaper for videos of hours (1.5
 * seconds of CPU instead of 6 for 72 minutes of 1080p), but seeks are unreliable in MPEG streams, and short videos would need
 * fifty runs. If the source ends long before the storyboard does, the order fails, unless the source is read tolerantly.
 *
 * @param ffmpeg runs it
 * @param plan the plan
 */
public record Storyboard(Ffmpeg ffmpeg, StoryboardPlan plan) implements OwnRun {
    /** The file name of the sheet. The cues refer to it. */
    static final String SHEET = "storyboard.jpg";

    /** The most that a key frame may be away from the time of its tile, in parts of the video: one tile. */
    private static final double MOST_OFF_BY_KEY_FRAMES = 1;

    /** The most for all frames, as a share of the video. Frames of slides are long, but only a missing end exceeds this. */
    private static final double MOST_OFF_BY_ALL_FRAMES = 0.5;

    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
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
    public List<OutputFile> encode(Input source, Order order, TimeLeft time) throws IOException {
        Path sheet = order.folder().resolve(Assembly.UNVERIFIED);
        if (!keyFramesSuffice(source, sheet, time)) {
            Files.deleteIfExists(sheet);
            double parts = run(source, false, sheet, time);
            if (!source.tolerant() && parts > MOST_OFF_BY_ALL_FRAMES * plan.tiles() && plan.tiles() > 1) {
                throw new MediaException(
                        Kind.DAMAGED,
                        "the source ends long before its stated duration, or has a long gap without frames");
            }
        }
        Path cues = order.folder().resolve("cues");
        OwnFile.write(cues, cues(plan).text());
        return List.of(
                new OutputFile(cues, plan.profile().fileName(), plan.profile().mediaType()),
                new OutputFile(sheet, SHEET, "image/jpeg"));
    }

    /**
     * Makes the sheet from key frames, and returns whether it is good enough. If damage ends this run, decoding all frames may
     * still succeed.
     */
    private boolean keyFramesSuffice(Input source, Path sheet, TimeLeft time) {
        try {
            return run(source, true, sheet, time) <= MOST_OFF_BY_KEY_FRAMES;
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
            throw new MediaException(Kind.DAMAGED, "no frame could be decoded");
        }
        return times.worst();
    }

    /** The cues, which assign a tile of the sheet to each part of the video, without gaps. */
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
