package dev.renditions.oracle;

import dev.renditions.oracle.measure.Cues;
import dev.renditions.oracle.measure.Decoder;
import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Picture;
import dev.renditions.oracle.measure.View;
import dev.renditions.oracle.measure.WebpFrames;
import dev.renditions.oracle.scene.Pace;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.TimeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares posters, storyboards and previews with what their source shows. */
final class PicturesJudge {
    private static final int POSTER_WIDTH = 1280;
    private static final int TILE_SIDE = 160;
    private static final int PREVIEW_WIDTH = 320;
    private static final double PREVIEW_SECONDS = 6;
    private static final double PREVIEW_RATE = 12;

    /** Files of these kinds state no colour primaries. */
    private static final String SRGB = "";

    /** The position of a tile on its sheet. */
    private static final Pattern PLACE = Pattern.compile("([\\w.-]+)#xywh=(\\d+),(\\d+),(\\d+),(\\d+)");

    private PicturesJudge() {}

    static void poster(Findings findings, Seen seen, Path file) {
        View view = Decoder.picture(file).view();
        LookChecks.size(findings, seen, POSTER_WIDTH, false, view.width(), view.height());
        LookChecks.colors(findings, seen, view, SRGB);
        LookChecks.roundness(findings, view.roundness(), 1);
        seen.pace().ifPresent(pace -> at(findings, pace, view));
    }

    private static void at(Findings findings, Pace pace, View view) {
        OptionalDouble at = shown(pace, view);
        if (pace.codeAhead().isPresent()) {
            findings.measured("from %.2f s", at.orElse(Double.NaN));
            findings.expect(
                    at.isPresent()
                            && at.getAsDouble() >= pace.until() / 3 - pace.longest()
                            && at.getAsDouble() <= pace.until(),
                    "poster: a frame after the first third expected, one from %.2f s measured",
                    at.orElse(Double.NaN));
        }
    }

    static void storyboard(Findings findings, Seen seen, Path vtt) throws IOException {
        Pace pace = seen.pace().orElseThrow();
        List<Cues.Cue> cues = Cues.read(Files.readString(vtt));
        findings.expect(!cues.isEmpty(), "no tiles");
        Picture sheet = null;
        List<Film.Shot> tiles = new ArrayList<>();
        double next = 0;
        double worst = 0;
        for (Cues.Cue cue : cues) {
            Matcher place = PLACE.matcher(cue.text());
            if (!place.matches()) {
                findings.expect(false, "tile: not a position on a sheet: %s", cue.text());
                return;
            }
            sheet = sheet == null ? Decoder.picture(vtt.resolveSibling(place.group(1))) : sheet;
            View view = sheet.part(number(place, 2), number(place, 3), number(place, 4), number(place, 5))
                    .view();
            tiles.add(new Film.Shot(cue.from(), view));
            findings.near("start of a tile", next, cue.from(), 0.002);
            next = cue.until();
            worst = Math.max(worst, outside(pace, cue, view));
        }
        findings.measured("%d tiles to %.2f s", tiles.size(), next);
        findings.near("end of the last tile", pace.until(), next, Math.max(0.05, pace.longest()));
        if (pace.codeAhead().isPresent()) {
            findings.measured("off by at most %.2f s", worst);
            double step = pace.length() / tiles.size();
            findings.expect(
                    worst <= Math.max(step, pace.longest()) + 0.02,
                    "tiles: frames from their time expected, one with an offset of %.2f s measured",
                    worst);
        }
        tiles(findings, seen, new Film(tiles, OptionalDouble.of(next)));
    }

    static void preview(Findings findings, Seen seen, Path file) throws IOException {
        Pace pace = seen.pace().orElseThrow();
        WebpFrames.Animation animation = WebpFrames.decode(file);
        Film film = animation.film();
        film.plain().ifPresent(view -> {
            LookChecks.size(findings, seen, PREVIEW_WIDTH, false, view.width(), view.height());
            LookChecks.colors(findings, seen, view, SRGB);
        });
        LookChecks.roundness(findings, film.roundness(), 1);
        double length = Math.min(PREVIEW_SECONDS, pace.length());
        double step = Math.max(1 / PREVIEW_RATE, pace.longest());
        findings.measured("%.2f s in %d frames", animation.until(), film.shots().size());
        findings.near("length", length, animation.until(), step + 0.01);
        findings.expect(
                film.shots().size() <= PREVIEW_RATE * animation.until() + 1,
                "frames: %.0f a second at most expected, %d measured",
                PREVIEW_RATE,
                film.shots().size());
        OptionalDouble lag = film.lag();
        if (pace.codeAhead().isPresent() && lag.isPresent() && length < PREVIEW_SECONDS) {
            findings.expect(film.inOrder(), "frames are not in order");
            double expected = -pace.codeAhead().getAsDouble() - pace.from();
            findings.near("delay of frames", expected, lag.getAsDouble(), step + 0.01);
        }
    }

    private static void tiles(Findings findings, Seen seen, Film tiles) {
        tiles.plain().ifPresent(view -> {
            double scale = Math.min(1, (double) TILE_SIDE / Math.max(seen.width(), seen.height()));
            LookChecks.size(findings, seen.width() * scale, seen.height() * scale, view.width(), view.height());
        });
        Findings each = new Findings();
        tiles.shots().stream()
                .filter(shot -> !shot.view().flash())
                .forEach(shot -> LookChecks.colors(each, seen, shot.view(), SRGB));
        each.mismatches().stream().distinct().limit(2).forEach(m -> findings.expect(false, "a tile's %s", m));
        LookChecks.roundness(findings, tiles.roundness(), 1);
    }

    /** How far the frame on a tile is from the time of the tile, in seconds. */
    private static double outside(Pace pace, Cues.Cue cue, View view) {
        OptionalDouble shown = shown(pace, view);
        if (shown.isEmpty()) {
            return 0;
        }
        double at = shown.getAsDouble();
        // Before the first frame, only that frame can be shown.
        double until = Math.max(cue.until(), pace.from());
        return Math.max(0, Math.max(cue.from() - at, at - until));
    }

    /** When the source shows the frame of a view, by its time code. */
    private static OptionalDouble shown(Pace pace, View view) {
        return pace.codeAhead().isEmpty() || view.code().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) view.code().getAsInt() / TimeCode.PER_SECOND
                        - pace.codeAhead().getAsDouble());
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
