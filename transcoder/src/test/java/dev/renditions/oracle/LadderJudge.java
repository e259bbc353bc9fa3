package dev.renditions.oracle;

import dev.renditions.oracle.measure.Cues;
import dev.renditions.oracle.measure.Decoder;
import dev.renditions.oracle.measure.Film;
import dev.renditions.oracle.measure.Playlist;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.Showing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds a package for streaming against what its source shows: every rung, and the sound that is played with it. */
final class LadderJudge {
    /** The rungs of the profile, by the shorter side. */
    private static final List<Integer> RUNGS = List.of(180, 90);

    /** A source that is not much larger than a rung has none of its own size above it. */
    private static final double WORTH_A_RUNG = 1.2;

    private LadderJudge() {}

    static void judge(Findings findings, Showing showing, Path master) throws IOException {
        Playlist playlist = Playlist.read(master);
        Seen seen = showing.seen().orElseThrow();
        int rungs = rungs(Math.min(seen.width(), seen.height()));
        findings.expect(
                playlist.variants().size() == rungs,
                "rungs: %d expected, %d measured",
                rungs,
                playlist.variants().size());
        Optional<Decoder.Decoded> sound = sound(findings, showing, playlist);
        for (Path variant : playlist.variants()) {
            Findings rung = new Findings();
            Decoder.Decoded decoded = Decoder.decode(variant);
            Optional<Film> film = MovieJudge.picture(rung, seen, decoded, shortSide(decoded), true);
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
        int tracks = showing.heard().isPresent() ? 1 : 0;
        findings.expect(
                playlist.sounds().size() == tracks,
                "tracks of sound: %d expected, %d measured",
                tracks,
                playlist.sounds().size());
        if (playlist.sounds().isEmpty()) {
            return Optional.empty();
        }
        Findings sound = new Findings();
        Decoder.Decoded decoded = Decoder.decode(playlist.sounds().get(0));
        sound.expect(decoded.complaints().isEmpty(), "decoding: %s", decoded.complaints());
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

    /** Which rung a variant is: the one that is as high as it is, or the lowest for a source below them all. */
    private static int shortSide(Decoder.Decoded decoded) {
        return decoded.film()
                .flatMap(Film::plain)
                .map(view -> Math.min(view.width(), view.height()))
                .map(side -> RUNGS.stream()
                        .filter(rung -> side >= rung - 1)
                        .findFirst()
                        .orElse(RUNGS.get(1)))
                .orElse(RUNGS.get(1));
    }

    private static int rungs(int shortSide) {
        return shortSide >= RUNGS.get(1) * WORTH_A_RUNG ? 2 : 1;
    }
}
