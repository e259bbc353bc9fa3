package dev.renditions.oracle;

import dev.renditions.oracle.measure.Cues;
import dev.renditions.oracle.measure.Decoder;
import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Playlist;
import dev.renditions.oracle.scene.Heard;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares a streaming package with its source: every rung, and the audio that is played with it. */
final class LadderJudge {
    /** The rungs of the profile, by the shorter side. */
    private static final int HIGH = 180;

    private static final int LOW = 90;

    /** A source must be larger than a rung by this factor to get another rung in its own size. */
    private static final double WORTH_A_RUNG = 1.2;

    /** A ladder repeats frames of slower sources, because its segments need whole frames. */
    private static final TimeChecks.Rates RATES = new TimeChecks.Rates(10, MovieJudge.MOST_RATE);

    private LadderJudge() {}

    static void judge(Findings findings, Showing showing, Path master) throws IOException {
        Playlist playlist = Playlist.read(master);
        Seen seen = showing.seen().orElseThrow();
        List<Integer> rungs = rungs(Math.min(seen.width(), seen.height()));
        findings.expect(
                playlist.variants().size() == rungs.size(),
                "rungs: %d expected, %d measured",
                rungs.size(),
                playlist.variants().size());
        Optional<Decoder.Decoded> sound = sound(findings, showing, playlist);
        // If video ends before audio, a player keeps the last frame on the screen.
        double filled = showing.heard().map(Heard::until).orElse(0.0);
        for (Path variant : playlist.variants()) {
            Findings rung = new Findings();
            Decoder.Decoded decoded = Decoder.decode(variant);
            Optional<Film> film = MovieJudge.picture(rung, seen, decoded, shortSide(decoded, rungs), RATES, filled);
            if (film.isPresent() && showing.heard().isPresent()) {
                sound.flatMap(Decoder.Decoded::waves)
                        .ifPresent(waves -> TimeChecks.sync(
                                rung, seen.pace().orElseThrow(), showing.heard().get(), film.get(), waves));
            }
            findings.measured("%s", rung.measured());
            findings.addMismatches(String.valueOf(variant.getFileName()), rung);
        }
        texts(findings, showing, playlist);
    }

    private static Optional<Decoder.Decoded> sound(Findings findings, Showing showing, Playlist playlist) {
        int tracks = showing.heard().isPresent() ? 1 + showing.otherSounds() : 0;
        findings.expect(
                playlist.sounds().size() == tracks,
                "audio tracks: %d expected, %d measured",
                tracks,
                playlist.sounds().size());
        if (playlist.sounds().isEmpty()) {
            return Optional.empty();
        }
        Findings sound = new Findings();
        Decoder.Decoded decoded = Decoder.decode(playlist.sounds().get(0));
        MovieJudge.decoding(sound, decoded);
        MovieJudge.sound(
                sound,
                showing.heard(),
                decoded,
                showing.seen().orElseThrow().pace().orElseThrow().until());
        findings.measured("%s", sound.measured());
        findings.addMismatches("audio", sound);
        return Optional.of(decoded);
    }

    private static void texts(Findings findings, Showing showing, Playlist playlist) throws IOException {
        List<List<Cues.Cue>> tracks = new ArrayList<>();
        for (Playlist.Rendition track : playlist.texts()) {
            List<Cues.Cue> cues = new ArrayList<>();
            for (Path segment : Playlist.segments(track.file())) {
                cues.addAll(Cues.read(Files.readString(segment)));
            }
            tracks.add(cues);
        }
        CaptionsJudge.tracks(findings, showing.written(), tracks);
    }

    /** The expected rung that is nearest to a variant. */
    private static int shortSide(Decoder.Decoded decoded, List<Integer> rungs) {
        int side = decoded.film()
                .flatMap(Film::plain)
                .map(view -> Math.min(view.width(), view.height()))
                .orElse(0);
        return rungs.stream()
                .min(Comparator.comparingInt(rung -> Math.abs(rung - side)))
                .orElseThrow();
    }

    /** The expected rungs of a source, by its shorter side. */
    private static List<Integer> rungs(int shortSide) {
        return shortSide >= LOW * WORTH_A_RUNG
                ? List.of(Math.min(HIGH, shortSide), LOW)
                : List.of(Math.min(LOW, shortSide));
    }
}
