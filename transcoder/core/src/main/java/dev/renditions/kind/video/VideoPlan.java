package dev.renditions.kind.video;

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
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A video. Each of its streams is encoded, or copied if the source's stream meets the profile.
 *
 * @param profile its profile
 * @param rung its video track; if it is copied, what it would be encoded to
 * @param sound its audio track; absent if there is none
 * @param clip the part of the source to use; absent for all of it
 * @param duration see {@link Plan.Make#duration()}
 * @param pictureAction whether its video is copied or encoded
 * @param soundAction whether its audio is copied or encoded, if there is any
 */
public record VideoPlan(
        VideoProfile profile,
        Rung rung,
        Optional<AudioTrackPlan> sound,
        Optional<Clip> clip,
        Optional<Duration> duration,
        StreamAction pictureAction,
        StreamAction soundAction)
        implements Plan.Make {
    /** The minimum width and height of x265. */
    private static final int MIN_HEVC_SIDE = 16;

    /** A plan that encodes all streams. */
    public VideoPlan(
            VideoProfile profile,
            Rung rung,
            Optional<AudioTrackPlan> sound,
            Optional<Clip> clip,
            Optional<Duration> duration) {
        this(profile, rung, sound, clip, duration, StreamAction.ENCODE, StreamAction.ENCODE);
    }

    /** The same plan, but copying these streams. */
    VideoPlan copying(boolean picture, boolean audio) {
        return new VideoPlan(
                profile,
                rung,
                sound,
                clip,
                duration,
                picture ? StreamAction.COPY : StreamAction.ENCODE,
                audio ? StreamAction.COPY : StreamAction.ENCODE);
    }

    @Override
    public boolean copiesPicture() {
        return pictureAction == StreamAction.COPY;
    }

    /** Whether it has audio that is copied. */
    public boolean copiesSound() {
        return sound.isPresent() && soundAction == StreamAction.COPY;
    }

    /** Its audio track if that is encoded. */
    public Optional<AudioTrackPlan> encodedSound() {
        return copiesSound() ? Optional.empty() : sound;
    }

    @Override
    public List<TrackRecipe> tracks() {
        List<TrackRecipe> tracks = new ArrayList<>();
        if (!copiesPicture()) {
            tracks.add(new VideoRecipe(
                    rung, FrameTiming.SOURCE, clip, profile.edits().watermark()));
        }
        encodedSound().ifPresent(audio -> tracks.add(new AudioRecipe(audio, Optional.empty(), clip)));
        return List.copyOf(tracks);
    }

    @Override
    public List<Integer> copied() {
        List<Integer> copied = new ArrayList<>();
        if (copiesPicture()) {
            copied.add(rung.stream());
        }
        if (copiesSound()) {
            copied.addAll(sound.orElseThrow().input().streams());
        }
        return List.copyOf(copied);
    }

    @Override
    public boolean encodes() {
        return !copiesPicture() || encodedSound().isPresent();
    }

    @Override
    public List<Integer> streams() {
        return AudioTrackPlan.streams(rung.stream(), sound);
    }

    /** The plan for a source; it encodes all streams. */
    static Plan of(MediaInfo media, VideoProfile profile) {
        Optional<Clip> clip = profile.edits().clip();
        Optional<Plan> none = VideoTracks.unusable(media, clip);
        if (none.isPresent()) {
            return none.get();
        }
        VideoStream video = media.mainVideo().orElseThrow();
        Rung rung = VideoTracks.rung(video, profile.video(), profile.background(), clip, Optional.empty());
        if (profile.video().codec() == VideoCodec.HEVC && rung.size().shortSide() < MIN_HEVC_SIDE) {
            return new Plan.NotApplicable("it is smaller than " + MIN_HEVC_SIDE + " pixels, the minimum of HEVC");
        }
        Optional<AudioStream> audio = VideoTracks.sound(media, clip);
        return new VideoPlan(
                profile,
                rung,
                audio.map(a -> AudioTracks.of(a, profile.audio())),
                clip,
                VideoTracks.length(media, video, audio, clip));
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return CopyPlans.possible(media, this);
    }

    @Override
    public VideoPlan copying(MediaInfo media, PacketStats stats) {
        return CopyPlans.decide(media, this, stats);
    }

    /** Encoding audio is cheap compared with video, so its effort counts only if the video is copied. */
    @Override
    public EncodeCost cost() {
        long kilobits = rung.settings().maxRateKbps() + AudioTrackPlan.kilobits(sound);
        List<EncoderEffort> efforts = duration.map(length -> copiesPicture()
                        ? encodedSound().map(s -> s.effort(length)).stream().toList()
                        : List.of(rung.effort(length)))
                .orElse(List.of());
        return new EncodeCost(false, EncodeCost.bytes(kilobits, duration), efforts);
    }

    @Override
    public String summary() {
        return pictureSummary() + AudioTrackPlan.summary(sound);
    }

    private String pictureSummary() {
        if (!encodes()) {
            return "remux without encoding, " + rung.size();
        }
        if (copiesPicture()) {
            return "copy the video, " + rung.size() + ", and encode the audio";
        }
        return "encode to " + rung.size() + (copiesSound() ? " and copy the audio" : "");
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return VideoVerifier.check(this, outputs.get(0).file(), probe);
    }
}
