package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Manifest;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.cli.display.Cli;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands for index and store, for a rendition with tracks. */
@Timeout(300)
final class TrackCommandsIT extends IndexCommandsScene {
    private static final RenditionTrack TRACK =
            new RenditionTrack(new TrackId(TrackKind.VIDEO, "ab".repeat(32)), "video.mp4", Duration.ofMillis(2500));
    private static final String POINTER = "tracks/ab/" + TRACK.id() + ".json";

    private DirectoryStore store;
    private Manifest manifest;

    @BeforeEach
    void publish() throws IOException {
        store = new DirectoryStore(folder.resolve("store"));
        ContentHash content = ContentHash.of(Files.readAllBytes(Path.of(STILL)));
        RenditionKey key = new RenditionKey(
                content, ProfileCatalog.builtIn().find("poster").orElseThrow().id());
        SampleRendition sample = SampleRendition.of(key, "a poster", folder).with(TRACK);
        store.publish(sample.manifest(), sample.folder());
        manifest = sample.manifest();
    }

    private String shown() {
        Cli.Ran get = cli.run("index", "get", "poster", STILL);
        assertThat(get.code()).as(get.err()).isZero();
        return get.out();
    }

    private static String track(String index, String pointer) {
        return "track +" + TRACK.id() + " in video\\.mp4, 2\\.50 s of encoding; index: " + index + "; pointer: "
                + pointer;
    }

    @Test
    void rebuildRecordsTracksAndGetShowsThem() {
        assertThat(shown()).containsPattern(track("none", "none"));

        Cli.Ran rebuilt = cli.run("index", "rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.out())
                .isEqualToIgnoringNewLines(
                        "1 renditions: 1 recorded, 0 already present, 0 unreadable, 0 without an answer"
                                + " from the index; tracks: 1 recorded, 0 already present, 0 without an answer; pointers: 1 written");
        assertThat(shown()).containsPattern(track("here", "here"));
        JsonNode again = cli.run("index", "rebuild", "--json").json().get(0);
        assertThat(again.path("tracks"))
                .hasToString("{\"recorded\":0,\"present\":1,\"unanswered\":0,\"pointed\":0,\"unpointed\":0}");
    }

    @Test
    void getSaysWhetherAnotherRenditionHasTheTrack() {
        RenditionKey other =
                new RenditionKey(ContentHash.of(new byte[] {1}), manifest.key().profile());
        store.pointTo(TRACK.id(), new TrackLocation(other, "video.mp4"));
        assertThat(shown()).containsPattern(track("none", other + "/video.mp4, which does not have it"));

        SampleRendition sample =
                SampleRendition.of(other, "another poster", folder).with(TRACK);
        store.publish(sample.manifest(), sample.folder());

        assertThat(shown()).containsPattern(track("none", other + "/video.mp4(?!,)"));
    }

    @Test
    void evictedRenditionTakesItsTracksAlong() {
        cli.run("index", "rebuild");

        assertThat(cli.run("index", "evict", "poster", STILL).out())
                .contains("evicted 1 of 1, and 1 track: poster of " + STILL);

        assertThat(shown()).containsPattern(track("none", "here"));
        assertThat(cli.run("index", "evict", "--profile", "poster").out())
                .contains("evicted 0 of 1: renditions of poster in the store");
        cli.run("index", "rebuild");
        assertThat(cli.run("index", "evict", "--source", STILL).out()).contains(", and 1 track: the profiles of ");
    }

    @Test
    void verifyFindsDanglingPointersAndRepairRemovesThem() {
        cli.run("index", "rebuild");
        assertThat(cli.run("store", "verify").out())
                .isEqualToIgnoringNewLines(
                        "1 renditions: 1 whole, 0 broken; 0 orphans of 0 bytes; 1 pointers to tracks, 0 dangling");
        assertThat(store.remove(manifest.key(), Optional.of(manifest))).isTrue();

        Cli.Ran found = cli.run("store", "verify");

        assertThat(found.code()).as("harmless").isZero();
        assertThat(found.out())
                .containsPattern("dangling-pointer +- +" + POINTER + " \\(" + RenditionLayout.folder(manifest.key())
                        + " has no such track in video\\.mp4\\)")
                .contains("1 pointers to tracks, 1 dangling");
        List<JsonNode> repaired =
                cli.run("store", "verify", "--repair", "--json").json();
        assertThat(repaired.get(0).path("problem").asText()).isEqualTo("dangling-pointer");
        assertThat(repaired.get(0).path("path").asText()).isEqualTo(POINTER);
        assertThat(repaired.get(0).path("repaired").asBoolean()).isTrue();
        assertThat(repaired.get(1).path("pointers"))
                .hasToString("{\"pointers\":1,\"dangling\":1,\"repointed\":0,\"removed\":1,\"unanswered\":0}");
        assertThat(folder.resolve("store").resolve(POINTER)).doesNotExist();
    }

    @Test
    void repairMakesDanglingPointersLeadToAnotherRendition() {
        cli.run("index", "rebuild");
        RenditionKey other =
                new RenditionKey(ContentHash.of(new byte[] {1}), manifest.key().profile());
        SampleRendition sample =
                SampleRendition.of(other, "another poster", folder).with(TRACK);
        store.publish(sample.manifest(), sample.folder());
        assertThat(store.remove(manifest.key(), Optional.of(manifest))).isTrue();

        assertThat(cli.run("store", "verify", "--repair").out())
                .containsPattern(
                        "dangling-pointer +yes +" + POINTER + " \\(.*; now " + RenditionLayout.folder(other) + "\\)")
                .contains("1 pointers to tracks, 1 dangling (1 corrected)");

        assertThat(store.findTrack(TRACK.id())).contains(new TrackLocation(other, "video.mp4"));
    }
}
