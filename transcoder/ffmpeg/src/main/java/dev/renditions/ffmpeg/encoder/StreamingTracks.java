package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.command.ClipRange;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.filter.FilterCapabilities;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.text.TextFiles;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.track.Rung;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a {@link StreamingPlan} is made: text tracks and audio by separate runs, video by the run over the whole source, then
 * thumbnails and the rest of the package. Immutable.
 *
 * @param plan the plan
 */
public record StreamingTracks(StreamingPlan plan) implements SharedTracks {
    /** Ffmpeg's names of the encoders and filters that a profile needs, whatever its source. */
    public static Set<String> needs(StreamingProfile profile) {
        Set<String> needs = new TreeSet<>(FilterCapabilities.of(profile.edits()));
        profile.ladder().forEach(rung -> needs.add(VideoEncoder.of(rung.codec()).name()));
        needs.add(AudioOptions.encoder(profile.audio().codec()));
        return needs;
    }

    @Override
    public Set<String> needs() {
        Set<String> needs = new TreeSet<>();
        plan.ladder().forEach(rung -> needs.addAll(FilterCapabilities.of(rung.conversion())));
        return needs;
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.VIDEO;
    }

    /** Only the video: audio has a separate run. */
    @Override
    public List<Integer> streams() {
        return List.of(plan.ladder().get(0).stream());
    }

    @Override
    public List<Rung> rungs() {
        return plan.ladder();
    }

    @Override
    public OutputTracks tracks(Order order, Optional<LoudnessPlan> loudness, RunInputs inputs) {
        StreamingPackage files = filesOf(order);
        return new OutputTracks(order, files.tracks(inputs), files::write);
    }

    @Override
    public void prepare(Input source, Order order, Ffmpeg ffmpeg, TimeLeft time) {
        filesOf(order).writeTexts(source, new TextFiles(ffmpeg), time);
        filesOf(order).soundTrack().ifPresent(track -> encode(track, source, order, ffmpeg, time));
    }

    /** Encodes one track by a separate run. */
    private void encode(RunOutput track, Input source, Order order, Ffmpeg ffmpeg, TimeLeft time) {
        RunInputs inputs = new RunInputs(
                source,
                ClipRange.of(source, plan.clip()),
                plan.sounds().get(0).streams(),
                ffmpeg.settings(source.file()));
        OutputTracks alone = new OutputTracks(order, List.of(track), List::of);
        new SharedRun(ffmpeg, inputs, List.of(alone)).run(List.of(Progress.NONE), time.left());
    }

    @Override
    public void complete(Order order, Ffmpeg ffmpeg, TimeLeft time) throws IOException {
        filesOf(order).makeThumbnails(new ThumbnailSheet(ffmpeg), time);
    }

    private StreamingPackage filesOf(Order order) {
        return new StreamingPackage(plan, order.folder());
    }
}
