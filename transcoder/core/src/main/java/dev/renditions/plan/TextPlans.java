package dev.renditions.plan;

import dev.renditions.kind.Plan;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextStream;
import java.util.Comparator;
import java.util.List;

/** What is made of subtitles. */
final class TextPlans {
    private TextPlans() {}

    static Plan captions(MediaInfo media, CaptionsProfile profile) {
        if (media.text().isEmpty()) {
            return new Plan.NotApplicable("it has no subtitles");
        }
        List<TextTrack> texts = texts(media);
        return texts.isEmpty()
                ? new Plan.NotApplicable("its subtitles are pictures, which can't become text")
                : new CaptionsPlan(profile, texts);
    }

    /** The tracks that are text: those with forced subtitles alone last, among all others the one marked as default first. */
    static List<TextTrack> texts(MediaInfo media) {
        return media.text().stream()
                .filter(text -> !text.bitmap())
                .sorted(Comparator.comparing((TextStream text) -> text.flags().forced())
                        .thenComparing(text -> !text.flags().main()))
                .map(text -> new TextTrack(text.index(), text.codec(), text.language(), text.flags()))
                .toList();
    }
}
