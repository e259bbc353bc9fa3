package dev.renditions.oracle;

import dev.renditions.oracle.measure.Cues;
import dev.renditions.oracle.scene.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares subtitles with those of their source. */
final class CaptionsJudge {
    /** In seconds. Some containers store times in hundredths of a second. */
    private static final double TOLERANCE = 0.011;

    private CaptionsJudge() {}

    static void files(Findings findings, List<Written> written, List<Path> files) throws IOException {
        List<List<Cues.Cue>> tracks = new ArrayList<>();
        for (Path file : files) {
            tracks.add(Cues.read(Files.readString(file)));
        }
        tracks(findings, written, tracks);
    }

    /** Compares tracks in any order. */
    static void tracks(Findings findings, List<Written> written, List<List<Cues.Cue>> tracks) {
        if (!written.isEmpty() || !tracks.isEmpty()) {
            findings.measured(
                    "%d tracks, cues %s",
                    tracks.size(), tracks.stream().map(List::size).toList());
        }
        findings.expect(
                written.size() == tracks.size(),
                "subtitle tracks: %d expected, %d measured",
                written.size(),
                tracks.size());
        for (Written track : written) {
            findings.expect(
                    tracks.stream().anyMatch(cues -> alike(track.cues(), cues)),
                    "subtitles: %s expected, %s measured",
                    track.cues(),
                    tracks);
        }
    }

    private static boolean alike(List<Written.Line> lines, List<Cues.Cue> cues) {
        boolean alike = lines.size() == cues.size();
        for (int i = 0; alike && i < cues.size(); i++) {
            Written.Line line = lines.get(i);
            Cues.Cue cue = cues.get(i);
            alike = cue.text().equals(line.text())
                    && Math.abs(cue.from() - line.from()) <= TOLERANCE
                    && Math.abs(cue.until() - line.until()) <= TOLERANCE
                    && top(cue) == line.top();
        }
        return alike;
    }

    /** Whether its line is counted from the top. */
    private static boolean top(Cues.Cue cue) {
        return cue.settings().matches(".*\\bline:(\\d|[1-4]\\d%).*");
    }
}
