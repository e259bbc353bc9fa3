package dev.renditions.packaging.conformance;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.AudioPurpose;
import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A package of two rungs in three codecs, two languages in stereo and 5.1, a commentary and a description. */
public final class SeveralCodecs {
    static final Duration SEGMENT = Duration.ofSeconds(6);

    private SeveralCodecs() {}

    /** Writes it to an empty folder. */
    public static void write(Path folder) throws IOException {
        List<Track> tracks = new ArrayList<>();
        for (int at = 1; at <= 2; at++) {
            CraftedTrack.picture(640 / at, 360 / at, 900 / at).write(folder.resolve("v" + at + ".mp4"));
            CraftedTrack.hevc(640 / at, 360 / at, 500 / at).write(folder.resolve("h" + at + ".mp4"));
            CraftedTrack.av1(640 / at, 360 / at, 400 / at).write(folder.resolve("x" + at + ".mp4"));
            tracks.addAll(List.of(
                    new Track.Video("v" + at + ".mp4"),
                    new Track.Video("h" + at + ".mp4"),
                    new Track.Video("x" + at + ".mp4")));
        }
        CraftedTrack.sound(2).write(folder.resolve("en.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("de.mp4"));
        CraftedTrack.eac3(true).write(folder.resolve("en51.mp4"));
        CraftedTrack.eac3(true).write(folder.resolve("de51.mp4"));
        CraftedTrack.sound(2).write(folder.resolve("talk.mp4"));
        CraftedTrack.sound(1).write(folder.resolve("seen.mp4"));
        CraftedTrack.eac3(false).write(folder.resolve("talk-dolby.mp4"));
        CraftedTrack.eac3(false).write(folder.resolve("seen-dolby.mp4"));
        tracks.addAll(List.of(
                new Track.Audio("en.mp4", "en", "English"),
                new Track.Audio("de.mp4", "de", "Deutsch"),
                new Track.Audio("en51.mp4", "en", "English"),
                new Track.Audio("de51.mp4", "de", "Deutsch"),
                new Track.Audio("talk.mp4", "en", "Commentary", AudioPurpose.COMMENTARY),
                new Track.Audio("seen.mp4", "en", "Description", AudioPurpose.DESCRIPTION),
                new Track.Audio("talk-dolby.mp4", "en", "Commentary", AudioPurpose.COMMENTARY),
                new Track.Audio("seen-dolby.mp4", "en", "Description", AudioPurpose.DESCRIPTION)));
        HlsPackage.write(tracks, SEGMENT, folder);
    }
}
