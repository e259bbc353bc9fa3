package dev.renditions.kind.streaming;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.track.AudioRecipe;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.AudioTracks;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.kind.track.TextTracks;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.AudioStream;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ladder to encode and package.
 *
 * @param profile its profile
 * @param ladder its video tracks, the highest rung first, all with the same frames and key frames
 * @param sounds its audio tracks, the default first; empty if there are none
 * @param texts its subtitle tracks
 * @param clip the part of the source to use; absent for all of it
 * @param timing when the frames of all rungs are shown
 * @param duration see {@link Plan.Make#duration()}
 */
public record StreamingPlan(
        StreamingProfile profile,
        List<Rung> ladder,
        List<AudioRecipe> sounds,
        List<TextTrack> texts,
        Optional<Clip> clip,
        FrameTiming timing,
        Optional<Duration> duration)
        implements Plan.Make {
    /** Copies the lists. */
    public StreamingPlan {
        ladder = List.copyOf(ladder);
        sounds = List.copyOf(sounds);
        texts = List.copyOf(texts);
    }

    @Override
    public List<Integer> streams() {
        return Stream.concat(
                        Stream.of(ladder.get(0).stream()), sounds.stream().flatMap(sound -> sound.streams().stream()))
                .distinct()
                .toList();
    }

    @Override
    public List<TrackRecipe> tracks() {
        return Stream.<TrackRecipe>concat(ladder.stream().map(this::recipe), sounds.stream())
                .toList();
    }

    /** The track of a rung. With the times of the source, it is that of an MP4 with the same settings. */
    public VideoRecipe recipe(Rung rung) {
        Rung effective = timing instanceof FrameTiming.Source ? rung.atSourceRate() : rung;
        return new VideoRecipe(effective, timing, clip, profile.edits().watermark());
    }

    /** The plan for a source. */
    static Plan of(MediaInfo media, StreamingProfile profile, PacketStats stats) {
        Optional<Clip> clip = profile.edits().clip();
        Optional<Plan> none = VideoTracks.unusable(media, clip);
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        Optional<AudioStream> audio = VideoTracks.sound(media, clip);
        Optional<Duration> duration = VideoTracks.length(media, video, audio, clip);
        List<Rung> ladder =
                Ladder.of(video, profile, stats.video().map(VideoPackets::grids).orElse(FrameGrids.UNKNOWN));
        LadderTiming timing = new LadderTiming(video, audio, clip, stats, duration);
        return new StreamingPlan(
                profile,
                ladder,
                audio.map(a -> sound(AudioTracks.of(a, profile.audio()), clip, timing)).stream()
                        .toList(),
                clip.isPresent() ? List.of() : TextTracks.of(media),
                clip,
                timing.picture(media, ladder.get(0)),
                duration);
    }

    private static AudioRecipe sound(AudioTrackPlan sound, Optional<Clip> clip, LadderTiming timing) {
        return new AudioRecipe(sound, Optional.empty(), clip, timing.silence(), false);
    }

    private Optional<AudioTrackPlan> main() {
        return sounds.stream().map(AudioRecipe::sound).findFirst();
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return true;
    }

    @Override
    public EncodeCost cost() {
        long kilobits =
                ladder.stream().mapToLong(rung -> rung.settings().maxRateKbps()).sum()
                        + AudioTrackPlan.kilobits(main());
        List<EncoderEffort> efforts = duration.map(length ->
                        ladder.stream().map(rung -> rung.effort(length)).toList())
                .orElse(List.of());
        return new EncodeCost(false, EncodeCost.bytes(kilobits, duration), efforts);
    }

    @Override
    public String summary() {
        String sizes = ladder.stream().map(rung -> rung.size().toString()).collect(Collectors.joining(" "));
        return "encode to " + sizes + AudioTrackPlan.summary(main());
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return StreamingVerifier.check(this, outputs, probe);
    }
}
