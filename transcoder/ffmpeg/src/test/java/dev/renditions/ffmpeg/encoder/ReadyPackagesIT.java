package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.Outcome;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks of earlier renditions are copied into new ones, with the same frames and samples. */
class ReadyPackagesIT {
    @TempDir
    private Path folder;

    private TrackWorkshop workshop;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        workshop = new TrackWorkshop(folder, SharedTracksIT.PROFILES);
        source = TestMedia.make(folder.resolve("source"), SharedTracksIT.FILM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "same", "titled", "low", "ladder", "sound", "high low ladder sound"})
    void readyTracksAreNotEncoded(String names) throws IOException {
        List<ReadyTrack> ready = TrackWorkshop.ready(workshop.make(source, "high low", List.of()));
        int before = workshop.encoders(0).size();

        Map<String, Ending.Encoded> made = workshop.make(source, names, ready);

        assertThat(workshop.encoders(before)).isEmpty();
        assertThat(made.values()).extracting(Ending::outcome).containsOnly(Outcome.ASSEMBLED);
        ready.forEach(track -> assertThat(track.file()).isNotEmptyFile());
    }

    @Test
    void tracksOfALadderBecomeVideosAgain() throws IOException {
        List<ReadyTrack> ready = TrackWorkshop.ready(workshop.make(source, "ladder", List.of()));
        int before = workshop.encoders(0).size();

        Ending.Encoded made = workshop.make(source, "high low", ready).get("high");

        // Streaming tracks have no priming, which a decoder of an MP4 needs.
        assertThat(workshop.encoders(before)).containsExactly("aac");
        assertThat(TrackWorkshop.frames(TrackWorkshop.output(made), "v"))
                .isEqualTo(TrackWorkshop.frames(file(ready, made.tracks().get(0).recipe()), "v"))
                .isNotEmpty();
    }

    @Test
    void tracksOfAPackageBecomePartOfAnother() throws IOException {
        List<ReadyTrack> ready = TrackWorkshop.ready(workshop.make(source, "ladder", List.of()));
        int before = workshop.encoders(0).size();

        workshop.make(source, "ladder", ready);

        assertThat(workshop.encoders(before)).isEmpty();
    }

    @Test
    void onlyMissingTracksAreEncoded() throws IOException {
        List<ReadyTrack> ready = TrackWorkshop.ready(workshop.make(source, "low", List.of()));
        int before = workshop.encoders(0).size();

        Map<String, Ending.Encoded> made = workshop.make(source, "ladder quieter", ready);

        assertThat(workshop.encoders(before)).containsExactlyInAnyOrder("libx264", "aac");
        assertThat(made.values()).extracting(Ending::outcome).containsOnly(Outcome.ENCODED);
    }

    /** Pictures and samples of renditions that are made together, and from ready tracks. */
    @ParameterizedTest
    @ValueSource(strings = {"high", "low", "ladder", "sound", "clip", "clip-hls"})
    void assembledRenditionsDecodeToTheirTracks(String name) throws IOException {
        Map<String, Ending.Encoded> all = workshop.make(source, "high low ladder sound clip clip-hls", List.of());

        Ending.Encoded copied =
                workshop.make(source, name, TrackWorkshop.ready(all)).get(name);

        for (AssembledTrack track : copied.tracks()) {
            String kind = track.recipe().kind().word().substring(0, 1);
            Path first = TrackWorkshop.file(all.get(name), track);
            Path second = TrackWorkshop.file(copied, track);
            assertThat(TrackWorkshop.frames(second, kind))
                    .isEqualTo(TrackWorkshop.frames(first, kind))
                    .isNotEmpty();
        }
    }

    private static Path file(List<ReadyTrack> ready, TrackRecipe recipe) {
        return ready.stream()
                .filter(track -> track.recipe().equals(recipe))
                .findFirst()
                .orElseThrow()
                .file();
    }
}
