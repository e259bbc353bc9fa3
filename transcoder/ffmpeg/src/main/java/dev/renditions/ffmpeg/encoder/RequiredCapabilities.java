package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.filter.HdrFilters;
import dev.renditions.plan.FrameConversion;
import dev.renditions.plan.Plan;
import dev.renditions.plan.Rung;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.AudioSettings;
import dev.renditions.profile.Edits;
import dev.renditions.profile.ImageProfile;
import dev.renditions.profile.PreviewProfile;
import dev.renditions.profile.Profile;
import dev.renditions.profile.StoryboardProfile;
import dev.renditions.profile.StreamingProfile;
import dev.renditions.profile.VideoProfile;
import dev.renditions.profile.VideoSettings;
import java.util.Set;
import java.util.TreeSet;

/** What an ffmpeg must have been built with: the parts that some builds leave out. */
public final class RequiredCapabilities {
    private RequiredCapabilities() {}

    /** By ffmpeg's names, what a profile needs whatever its source. */
    public static Set<String> of(Profile profile) {
        Set<String> needs = new TreeSet<>();
        if (profile instanceof VideoProfile p) {
            video(needs, p.video());
            sound(needs, p.audio());
            edits(needs, p.edits());
        } else if (profile instanceof StreamingProfile p) {
            p.ladder().forEach(rung -> video(needs, rung));
            sound(needs, p.audio());
            edits(needs, p.edits());
        } else if (profile instanceof AudioProfile p) {
            sound(needs, p.audio());
            p.loudness().ifPresent(loudness -> needs.addAll(Set.of("ebur128", "volume", "alimiter")));
        } else if (profile instanceof ImageProfile) {
            needs.add("thumbnail");
        } else if (profile instanceof StoryboardProfile) {
            needs.add("tile");
        } else if (profile instanceof PreviewProfile) {
            needs.add("libwebp_anim");
        }
        return needs;
    }

    /** What a plan needs beyond its profile, because of its source. */
    public static Set<String> of(Plan.Make plan) {
        Set<String> needs = new TreeSet<>();
        if (plan instanceof Plan.Video p) {
            rung(needs, p.rung());
        } else if (plan instanceof Plan.Streaming p) {
            p.ladder().forEach(rung -> rung(needs, rung));
        } else if (plan instanceof Plan.Picture p) {
            source(needs, p.conversion());
        } else if (plan instanceof Plan.Storyboard p) {
            source(needs, p.conversion());
            if (p.conversion().deinterlace()) {
                needs.add("estdif");
            }
        } else if (plan instanceof Plan.Preview p) {
            source(needs, p.conversion());
        }
        return needs;
    }

    private static void rung(Set<String> needs, Rung rung) {
        source(needs, rung.conversion());
    }

    private static void source(Set<String> needs, FrameConversion conversion) {
        if (conversion.deinterlace()) {
            needs.add("bwdif");
        }
        if (HdrFilters.needed(conversion.color())) {
            needs.add("zscale");
        }
        if (HdrFilters.needed(conversion.color()) || !conversion.profiled()) {
            needs.add("sidedata");
        }
        if (conversion.toneMap()) {
            needs.add("tonemap");
        }
        if (conversion.background().isPresent()) {
            needs.addAll(Set.of("premultiply", "negate", "colorchannelmixer"));
        }
    }

    private static void video(Set<String> needs, VideoSettings video) {
        needs.add(VideoEncoder.of(video.codec()).name());
    }

    private static void sound(Set<String> needs, AudioSettings audio) {
        needs.add(AudioOptions.encoder(audio.codec()));
    }

    private static void edits(Set<String> needs, Edits edits) {
        if (edits.watermark().isPresent()) {
            needs.addAll(Set.of("overlay", "colorchannelmixer"));
        }
    }
}
