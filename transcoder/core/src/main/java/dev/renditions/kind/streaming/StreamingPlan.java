package dev.renditions.kind.streaming;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.AudioTracks;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.kind.track.TextTracks;
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

/**
 * A ladder to encode and package.
 *
 * @param profile its profile
 * @param ladder its video tracks, the highest rung first, all with the same frames and key frames
 * @param sound its audio track; absent if there is none
 * @param texts its subtitle tracks
 * @param clip the part of the source to use; absent for all of it
 * @param padding what makes video and audio equally long
 * @param duration see {@link Plan.Make#duration()}
 */
public record StreamingPlan(
        StreamingProfile profile,
        List<Rung> ladder,
        Optional<AudioTrackPlan> sound,
        List<TextTrack> texts,
        Optional<Clip> clip,
        Padding padding,
        Optional<Duration> duration)
        implements Plan.Make {
    /** Copies the lists. */
    public StreamingPlan {
        ladder = List.copyOf(ladder);
        texts = List.copyOf(texts);
    }

    @Override
    public List<Integer> streams() {
        return AudioTrackPlan.streams(ladder.get(0).stream(), sound);
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
        return new StreamingPlan(
                profile,
                Ladder.of(video, profile, stats.video().map(VideoPackets::grids).orElse(FrameGrids.UNKNOWN)),
                audio.map(a -> AudioTracks.of(a, profile.audio())),
                clip.isPresent() ? List.of() : TextTracks.of(media),
                clip,
                Padding.of(video, audio),
                VideoTracks.length(media, video, audio, clip));
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return true;
    }

    @Override
    public EncodeCost cost() {
        long kilobits =
                ladder.stream().mapToLong(rung -> rung.settings().maxRateKbps()).sum() + AudioTrackPlan.kilobits(sound);
        List<EncoderEffort> efforts = duration.map(length ->
                        ladder.stream().map(rung -> rung.effort(length)).toList())
                .orElse(List.of());
        return new EncodeCost(false, EncodeCost.bytes(kilobits, duration), efforts);
    }

    @Override
    public String summary() {
        String sizes = ladder.stream().map(rung -> rung.size().toString()).collect(Collectors.joining(" "));
        return "encode to " + sizes + AudioTrackPlan.summary(sound);
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return StreamingVerifier.check(this, outputs, probe);
    }
}
