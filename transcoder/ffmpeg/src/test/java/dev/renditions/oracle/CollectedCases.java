package dev.renditions.oracle;

import dev.renditions.oracle.scene.Ear;
import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Harm;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Kind;
import dev.renditions.oracle.scene.Pace;
import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import dev.renditions.oracle.scene.Written;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The collected files that were once encoded wrong. Most show four quadrants for four seconds, with a white flash and a beep
 * at 1 s and at 3 s.
 */
final class CollectedCases {
    private static final Palette QUADRANTS = Palette.of(
            List.of(new Rgb(255, 0, 0), new Rgb(0, 128, 0), new Rgb(0, 0, 255), new Rgb(255, 255, 0)),
            new Rgb(0, 0, 0),
            Rgb.WHITE);

    private static final int BEEP = 1000;
    private static final Set<Integer> BEEPS = Set.of(BEEP);
    private static final Ear EAR = new Ear(BEEPS, Set.of());
    private static final Kind[] FILM = {Kind.MP4, Kind.HLS, Kind.AAC, Kind.POSTER, Kind.STORYBOARD, Kind.PREVIEW};
    private static final Kind[] PICTURES = {Kind.MP4, Kind.HLS, Kind.POSTER, Kind.STORYBOARD, Kind.PREVIEW};

    private CollectedCases() {}

    static List<Case> all() {
        return Stream.of(stills(), times(), shapes(), colors(), texts(), damaged())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> stills() {
        Palette white = QUADRANTS.withQuadrants(Rgb.WHITE, Rgb.WHITE, Rgb.WHITE, Rgb.WHITE);
        return List.of(
                // Stored upright; its orientation turns it clockwise.
                still("i-exif6.jpg", 360, 640, laid(2, 0, 3, 1)),
                still("i-alpha.png", 640, 360, white),
                still("i-alpha.webp", 640, 360, white),
                Case.of("i-one.gif", Showing.of(seen(320, 180, 25, 4).still()), PICTURES),
                still("i.heic", 640, 360, QUADRANTS),
                still("i.avif", 640, 360, QUADRANTS),
                still("i.jp2", 640, 360, QUADRANTS).refused("not supported"),
                Case.of("i-anim.avif", animation(), Kind.MP4, Kind.HLS, Kind.PREVIEW),
                Case.of("i-anim.webp", animation(), Kind.MP4, Kind.HLS, Kind.PREVIEW)
                        .refused("animated WebP"),
                Case.of(
                                "i-trunc.jpg",
                                Showing.of(new Seen(640, 360, QUADRANTS, Fidelity.TORN, Optional.empty())),
                                Kind.POSTER)
                        .harmed(Harm.PICTURE));
    }

    /** The quadrants, a white frame, and the quadrants mirrored. */
    private static Showing animation() {
        return Showing.of(plain(320, 180, 2, 1.5)
                .paced(pace -> flashing(pace, List.of(0.5)))
                .in(laid(1, 0, 3, 2), Fidelity.EXACT));
    }

    private static Palette laid(int topLeft, int topRight, int bottomLeft, int bottomRight) {
        List<Rgb> of = QUADRANTS.quadrants();
        return QUADRANTS.withQuadrants(of.get(topLeft), of.get(topRight), of.get(bottomLeft), of.get(bottomRight));
    }

    private static Case still(String file, int width, int height, Palette palette) {
        Seen seen = new Seen(width, height, palette, Fidelity.EXACT, Optional.empty());
        return Case.of(file, Showing.of(seen), Kind.POSTER, Kind.MP4);
    }

    private static List<Case> times() {
        Heard mono = heard(1, 4);
        return List.of(
                Case.of(
                        "wrap10.ts",
                        Showing.of(seen(320, 180, 25, 10), heard(1, 10).later(0.02)),
                        FILM),
                Case.of("fps1000.mp4", Showing.of(seen(64, 64, 1000, 4), mono), FILM),
                Case.of("cctv10.avi", Showing.of(seen(320, 180, 10, 4), mono), FILM),
                Case.of("dashcam15.avi", Showing.of(seen(320, 180, 15, 4), mono), FILM),
                // Its first audio packet is stretched and starts with the video: both are at 0.
                Case.of("obs.mp4", Showing.of(seen(320, 180, 25, 4), heard(2, 4)), FILM));
    }

    private static List<Case> shapes() {
        Heard heard = new Heard(List.of(EAR, EAR), 0, 2, List.of(1.0), BEEP);
        Seen seen = plain(320, 180, 25, 2).paced(pace -> flashing(pace, List.of(1.0)));
        return List.of(
                // Stored upright; the matrix flips it.
                Case.of("m-vflip.mp4", Showing.of(seen.in(laid(2, 3, 0, 1), Fidelity.EXACT), heard), FILM),
                Case.of(
                        "dualmono.mov",
                        new Showing(
                                Optional.empty(),
                                Optional.of(new Heard(
                                        List.of(new Ear(Set.of(300), Set.of(400)), new Ear(Set.of(400), Set.of(300))),
                                        0,
                                        3,
                                        List.of(),
                                        BEEP)),
                                List.of(),
                                Harm.NONE),
                        Kind.AAC));
    }

    private static List<Case> colors() {
        Heard heard = new Heard(List.of(EAR, EAR), 0, 2, List.of(1.0), BEEP);
        Seen seen = plain(1280, 720, 25, 2)
                .paced(pace -> flashing(pace, List.of(1.0)))
                .in(QUADRANTS, Fidelity.TONE_MAPPED);
        Palette white = QUADRANTS.withQuadrants(Rgb.WHITE, Rgb.WHITE, Rgb.WHITE, Rgb.WHITE);
        return List.of(
                Case.of("hdr10.mp4", Showing.of(seen, heard), FILM),
                Case.of("reserved-hevc.mp4", Showing.of(seen, heard), FILM),
                Case.of(
                                "dv5.mp4",
                                Showing.of(plain(320, 180, 25, 2).paced(p -> flashing(p, List.of(1.0))), heard),
                                Kind.MP4,
                                Kind.POSTER)
                        .refused("Dolby Vision"),
                // All white, which counts as one flash in video. The matrix has such videos in other colors.
                Case.of(
                        "alpha-prores.mov",
                        Showing.of(plain(320, 180, 10, 2).in(white, Fidelity.EXACT)),
                        Kind.POSTER,
                        Kind.STORYBOARD));
    }

    private static List<Case> texts() {
        Written cues = Written.of(
                new Written.Line(0.5, 2, "<i>ital</i>\nsecond line pos", true), new Written.Line(2.5, 3.5, "karaoke"));
        return List.of(Case.of(
                "ass.mkv",
                Showing.of(seen(320, 180, 25, 4), heard(2, 4)).with(List.of(cues)),
                Kind.CAPTIONS,
                Kind.HLS));
    }

    private static List<Case> damaged() {
        Seen film = withMissingFrames(seen(320, 180, 25, 4));
        return List.of(
                Case.of("lost1pkt.ts", Showing.of(film, heard(2, 4).later(0.02)), FILM)
                        .harmed(Harm.PICTURE),
                Case.of(
                                "disc.ts",
                                Showing.of(
                                        withMissingFrames(plain(320, 180, 25, 8)
                                                .paced(pace -> flashing(pace, List.of(1.0, 3.0, 5.0, 7.0)))),
                                        new Heard(List.of(EAR, EAR), 0, 8.05, List.of(1.02, 3.02, 5.04, 7.04), BEEP)),
                                FILM)
                        .harmed(Harm.PICTURE),
                Case.of(
                                "obs-crash.mp4",
                                Showing.of(
                                        withMissingFrames(
                                                plain(320, 180, 25, 3.08).paced(p -> flashing(p, List.of(1.0, 3.0)))),
                                        new Heard(List.of(EAR, EAR), 0, 3.01, List.of(1.0), BEEP)),
                                FILM)
                        .harmed(Harm.BOTH),
                Case.of("killed.webm", Showing.of(withMissingFrames(seen(320, 180, 25, 3.18)), heard(2, 3.17)), FILM)
                        .harmed(Harm.BOTH),
                Case.of("bitrot.mp4", Showing.of(film, heard(2, 4)), Kind.MP4, Kind.HLS)
                        .refused("decoded|damaged"),
                // The audio lost 0.8 s of silence at its start.
                Case.of("bitrot.mp4", Showing.of(film, heard(2, 4)), Kind.AAC).harmed(Harm.BOTH),
                // Its audio is in a separate format, whose damage does not affect the video.
                Case.of("dts.mkv", Showing.of(seen(320, 180, 25, 4)), Kind.POSTER, Kind.STORYBOARD, Kind.PREVIEW));
    }

    /** White at 1 s and at 3 s. */
    private static Seen seen(int width, int height, double rate, double seconds) {
        return plain(width, height, rate, seconds).paced(pace -> flashing(pace, List.of(1.0, 3.0)));
    }

    private static Seen plain(int width, int height, double rate, double seconds) {
        Pace pace = new Pace(
                0,
                seconds,
                (int) Math.round(rate * seconds),
                Optional.of(rate),
                1 / rate,
                List.of(),
                OptionalDouble.empty());
        return new Seen(width, height, QUADRANTS, Fidelity.EXACT, Optional.of(pace));
    }

    private static Pace flashing(Pace pace, List<Double> flashes) {
        return new Pace(
                pace.from(), pace.until(), pace.frames(), pace.rate(), pace.longest(), flashes, pace.codeAhead());
    }

    /** Frames may be missing or broken. */
    private static Seen withMissingFrames(Seen seen) {
        return seen.paced(pace -> pace.uneven(pace.frames(), 0.2));
    }

    private static Heard heard(int channels, double seconds) {
        return new Heard(channels == 1 ? List.of(EAR) : List.of(EAR, EAR), 0, seconds, List.of(1.0, 3.0), BEEP);
    }
}
