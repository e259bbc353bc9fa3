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
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ladder to encode and package.
 *
 * @param profile its profile
 * @param ladder its video tracks, in each codec the highest rung first, all with the same frames and key frames
 * @param sounds its audio tracks, the main audio first; tracks of the same audio follow each other, and differ in their encoding
 * @param texts its subtitle tracks
 * @param clip the part of the source to use; absent for all of it
 * @param timing when the frames of all rungs are shown
 * @param omissions see {@link Plan.Make#omissions()}
 * @param duration see {@link Plan.Make#duration()}
 */
public record StreamingPlan(
        StreamingProfile profile,
        List<Rung> ladder,
        List<AudioRecipe> sounds,
        List<TextTrack> texts,
        Optional<Clip> clip,
        FrameTiming timing,
        List<String> omissions,
        Optional<Duration> duration)
        implements Plan.Make {
    /** Copies the lists. */
    public StreamingPlan {
        ladder = List.copyOf(ladder);
        sounds = List.copyOf(sounds);
        texts = List.copyOf(texts);
        omissions = List.copyOf(omissions);
    }

    @Override
    public List<Integer> streams() {
        return Stream.concat(
                        Stream.of(ladder.get(0).stream()), sounds.stream().flatMap(sound -> sound.streams().stream()))
                .distinct()
                .toList();
    }

    @Override
    public List<Integer> dispensable() {
        List<Integer> needed = sounds.isEmpty() ? List.of() : sounds.get(0).streams();
        return streams().stream()
                .filter(stream -> stream != ladder.get(0).stream() && !needed.contains(stream))
                .toList();
    }

    @Override
    public List<TrackRecipe> tracks() {
        return Stream.<TrackRecipe>concat(ladder.stream().map(this::recipe), sounds.stream())
                .toList();
    }

    /** The track of a rung. With the times of the source, it is that of an MP4 with the same settings. */
    public VideoRecipe recipe(Rung rung) {
        Rung effective = timing instanceof FrameTiming.Source source
                ? source.fewer() ? rung.fromZero() : rung.atSourceRate()
                : rung;
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
        List<AudioStream> audio = SoundTracks.streams(media, clip);
        Optional<AudioStream> main = audio.stream().findFirst();
        Optional<Duration> duration = VideoTracks.length(media, video, main, clip);
        List<Rung> ladder =
                Ladder.of(video, profile, stats.video().map(VideoPackets::grids).orElse(FrameGrids.UNKNOWN));
        if (ladder.isEmpty()) {
            return new Plan.NotApplicable(
                    "it is smaller than " + Ladder.MIN_HEVC_SIDE + " pixels, the minimum of HEVC");
        }
        LadderTiming timing = new LadderTiming(video, main, clip, stats, duration);
        return new StreamingPlan(
                profile,
                ladder,
                audio.stream()
                        .flatMap(each -> SoundTracks.of(each, audio, profile.audio()).stream()
                                .map(sound ->
                                        new AudioRecipe(sound, Optional.empty(), clip, timing.silence(each), false)))
                        .toList(),
                clip.isPresent() ? List.of() : TextTracks.of(media),
                clip,
                timing.picture(media, ladder.get(0)),
                SoundTracks.omissions(media),
                duration);
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return true;
    }

    @Override
    public EncodeCost cost() {
        long kilobits =
                ladder.stream().mapToLong(rung -> rung.settings().maxRateKbps()).sum()
                        + sounds.stream()
                                .mapToLong(sound -> sound.sound().settings().bitRateKbps())
                                .sum();
        List<EncoderEffort> efforts = duration.map(length ->
                        ladder.stream().map(rung -> rung.effort(length)).toList())
                .orElse(List.of());
        return new EncodeCost(false, EncodeCost.bytes(kilobits, duration), efforts);
    }

    @Override
    public String summary() {
        VideoCodec usual = ladder.get(0).settings().codec();
        String sizes = ladder.stream()
                .map(rung -> rung.size()
                        + (rung.settings().codec() == usual
                                ? ""
                                : " " + rung.settings().codec()))
                .collect(Collectors.joining(" "));
        return "encode to " + sizes + soundSummary();
    }

    private String soundSummary() {
        if (sounds.size() <= 1) {
            return AudioTrackPlan.summary(
                    sounds.stream().map(AudioRecipe::sound).findFirst());
        }
        return sounds.stream()
                .map(AudioRecipe::sound)
                .map(sound -> sound.language() + " " + sound.settings().codec() + " " + sound.channels())
                .map(String::strip)
                .collect(Collectors.joining(", ", ", " + sounds.size() + " audio tracks (", " channels)"));
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return StreamingVerifier.check(this, outputs, probe);
    }
}
