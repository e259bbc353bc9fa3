package dev.renditions.kind.storyboard;

import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.media.Cue;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.WebVtt;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a storyboard with its plan: its sheet, and the cues that map times to images on it. */
final class StoryboardVerifier {
    private static final Pattern PLACE = Pattern.compile("(.+)#xywh=(\\d{1,6}),(\\d{1,6}),(\\d{1,6}),(\\d{1,6})");

    private final StoryboardPlan plan;
    private final String sheet;
    private final List<String> wrong = new ArrayList<>();

    private StoryboardVerifier(StoryboardPlan plan, String sheet) {
        this.plan = plan;
        this.sheet = sheet;
    }

    /** Returns the probed contents of the sheet. */
    static MediaInfo check(StoryboardPlan plan, List<OutputFile> outputs, OutputProbe probe) {
        if (outputs.size() != 2) {
            VerificationException.throwIfAny(
                    List.of("it has " + outputs.size() + " files instead of a sheet and its cues"));
        }
        MediaInfo sheet = probe.probe(outputs.get(1).file());
        StoryboardVerifier verifier =
                new StoryboardVerifier(plan, outputs.get(1).name());
        TrackChecks.picture(verifier.wrong, sheet, plan.sheet(), VideoCodec.MJPEG);
        verifier.times(TrackChecks.webVtt(outputs.get(0).file()).cues());
        VerificationException.throwIfAny(verifier.wrong);
        return sheet;
    }

    static List<String> check(StoryboardPlan plan, String sheet, WebVtt times) {
        StoryboardVerifier verifier = new StoryboardVerifier(plan, sheet);
        verifier.times(times.cues());
        return verifier.wrong;
    }

    private void times(List<Cue> cues) {
        if (cues.size() != plan.tiles()) {
            wrong.add("it has " + cues.size() + " cues instead of " + plan.tiles());
            return;
        }
        Duration at = Duration.ZERO;
        Set<String> places = new HashSet<>();
        for (Cue cue : cues) {
            if (!cue.start().equals(at)) {
                wrong.add("not exactly one image is shown at " + at.toMillis() + " ms");
            }
            at = cue.end();
            if (!places.add(cue.text()) || !onSheet(cue.text())) {
                wrong.add("a cue does not have its own image on the sheet: " + cue.text());
            }
        }
        if (at.toMillis() != plan.length().toMillis()) {
            wrong.add("its cues end at " + at.toMillis() + " ms instead of "
                    + plan.length().toMillis());
        }
    }

    private boolean onSheet(String text) {
        Matcher place = PLACE.matcher(text);
        return place.matches()
                && place.group(1).equals(sheet)
                && number(place, 4) == plan.tile().width()
                && number(place, 5) == plan.tile().height()
                && number(place, 2) + number(place, 4) <= plan.sheet().width()
                && number(place, 3) + number(place, 5) <= plan.sheet().height();
    }

    private static int number(Matcher place, int group) {
        return Integer.parseInt(place.group(group));
    }
}
