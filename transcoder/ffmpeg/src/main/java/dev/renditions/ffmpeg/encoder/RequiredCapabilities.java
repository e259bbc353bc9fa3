package dev.renditions.ffmpeg.encoder;

import dev.renditions.ffmpeg.filter.HdrFilters;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Rung;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
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
        if (plan instanceof VideoPlan p) {
            rung(needs, p.rung());
        } else if (plan instanceof StreamingPlan p) {
            p.ladder().forEach(rung -> rung(needs, rung));
        } else if (plan instanceof ImagePlan p) {
            source(needs, p.conversion());
        } else if (plan instanceof StoryboardPlan p) {
            source(needs, p.conversion());
            if (p.conversion().deinterlace()) {
                needs.add("estdif");
            }
        } else if (plan instanceof PreviewPlan p) {
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
