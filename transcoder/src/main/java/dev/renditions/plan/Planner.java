package dev.renditions.plan;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.Pace;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.CaptionsProfile;
import dev.renditions.profile.ImageProfile;
import dev.renditions.profile.PreviewProfile;
import dev.renditions.profile.Profile;
import dev.renditions.profile.StoryboardProfile;
import dev.renditions.profile.StreamingProfile;
import dev.renditions.profile.VideoProfile;
import dev.renditions.profile.WaveformProfile;

/** Decides what a profile makes of a source. A pure function: it reads nothing and runs nothing. */
public final class Planner {
    private Planner() {}

    /**
     * The plan for one source and one profile, if nothing is known of the source's pace; {@link Plan.NotApplicable} if the
     * source has nothing to make it from.
     */
    public static Plan plan(MediaInfo media, Profile profile) {
        if (profile instanceof VideoProfile p) {
            return VideoPlans.video(media, p);
        }
        if (profile instanceof StreamingProfile p) {
            return VideoPlans.streaming(media, p);
        }
        if (profile instanceof AudioProfile p) {
            return SoundPlans.audio(media, p);
        }
        if (profile instanceof WaveformProfile p) {
            return SoundPlans.waveform(media, p);
        }
        if (profile instanceof StoryboardProfile p) {
            return PicturePlans.storyboard(media, p);
        }
        if (profile instanceof PreviewProfile p) {
            return PicturePlans.preview(media, p);
        }
        if (profile instanceof CaptionsProfile p) {
            return TextPlans.captions(media, p);
        }
        return PicturePlans.picture(media, (ImageProfile) profile);
    }

    /** Whether the source may do as it is, which the pace of its main video would tell: finding that out reads all of it. */
    public static boolean needsPace(MediaInfo media, Profile profile) {
        return plan(media, profile) instanceof Plan.Video video && RemuxPlans.possible(media, video);
    }

    /**
     * The plan for one source and one profile: {@link Plan.Remux} if the source will do as it is.
     *
     * @param pace the pace of the source's main video
     */
    public static Plan plan(MediaInfo media, Profile profile, Pace pace) {
        Plan plan = plan(media, profile);
        return plan instanceof Plan.Video video
                        && RemuxPlans.possible(media, video)
                        && RemuxPlans.keepsPace(video, pace)
                ? RemuxPlans.of(video)
                : plan;
    }
}
