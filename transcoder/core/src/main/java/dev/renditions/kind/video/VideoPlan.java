package dev.renditions.kind.video;

import dev.renditions.kind.Plan;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.track.AudioTrackPlan;
import dev.renditions.kind.track.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A video. Each of its streams is encoded, or copied where the source's own meets the profile.
 *
 * @param profile its profile
 * @param rung its picture; if it is copied, what it would be encoded as
 * @param sound its sound; absent if there is none
 * @param clip the part of the source to take; absent for all of it
 * @param duration see {@link Plan.Make#duration()}
 * @param pictureAction how its picture gets there
 * @param soundAction how its sound gets there, if there is any
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
    /** One whose streams are all encoded. */
    public VideoPlan(
            VideoProfile profile,
            Rung rung,
            Optional<AudioTrackPlan> sound,
            Optional<Clip> clip,
            Optional<Duration> duration) {
        this(profile, rung, sound, clip, duration, StreamAction.ENCODE, StreamAction.ENCODE);
    }

    /** The same, copying these of its streams. */
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

    /** Whether its picture is copied. */
    public boolean copiesPicture() {
        return pictureAction == StreamAction.COPY;
    }

    /** Whether it has sound that is copied. */
    public boolean copiesSound() {
        return sound.isPresent() && soundAction == StreamAction.COPY;
    }

    /** Its sound if that is encoded. */
    public Optional<AudioTrackPlan> encodedSound() {
        return copiesSound() ? Optional.empty() : sound;
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
}
