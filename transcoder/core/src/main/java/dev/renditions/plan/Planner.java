package dev.renditions.plan;

import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.CopyPlans;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what a profile makes of a source. A pure function: it reads nothing and runs nothing. */
public final class Planner {
    private Planner() {}

    /**
     * The plan for one source and one profile, if nothing is known of the source's packets; {@link Plan.NotApplicable} if the
     * source has nothing to make it from.
     */
    public static Plan plan(MediaInfo media, Profile profile) {
        if (profile instanceof VideoProfile p) {
            return VideoPlans.video(media, p);
        }
        if (profile instanceof StreamingProfile p) {
            return VideoPlans.streaming(media, p, PacketStats.NONE);
        }
        if (profile instanceof AudioProfile p) {
            return AudioPlans.audio(media, p);
        }
        if (profile instanceof WaveformProfile p) {
            return AudioPlans.waveform(media, p);
        }
        if (profile instanceof StoryboardProfile p) {
            return ImagePlans.storyboard(media, p);
        }
        if (profile instanceof PreviewProfile p) {
            return ImagePlans.preview(media, p);
        }
        if (profile instanceof CaptionsProfile p) {
            return TextPlans.captions(media, p);
        }
        return ImagePlans.picture(media, (ImageProfile) profile);
    }

    /**
     * Whether the plan depends on the packets of the source, all of which are read to know: where streams may meet the profile
     * as they are, and where frames of uneven length are to become even ones.
     */
    public static boolean needsPackets(MediaInfo media, Profile profile) {
        Plan plan = plan(media, profile);
        return plan instanceof StreamingPlan || (plan instanceof VideoPlan video && CopyPlans.possible(media, video));
    }

    /** The rates that the bursts of a video are to be measured at for these profiles, in kilobits a second. */
    public static Set<Integer> rates(Collection<Profile> profiles) {
        return profiles.stream()
                .filter(VideoProfile.class::isInstance)
                .map(profile -> ((VideoProfile) profile).video().maxRateKbps())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The plan for one source and one profile, which copies the streams of the source that meet the profile.
     *
     * @param stats what the packets of the source show, measured at the {@link #rates} of the profile at least
     */
    public static Plan plan(MediaInfo media, Profile profile, PacketStats stats) {
        Plan plan = encode(media, profile, stats);
        return plan instanceof VideoPlan video ? CopyPlans.decide(media, video, stats) : plan;
    }

    /** The same, which copies nothing. */
    public static Plan encode(MediaInfo media, Profile profile, PacketStats stats) {
        return profile instanceof StreamingProfile p ? VideoPlans.streaming(media, p, stats) : plan(media, profile);
    }
}
