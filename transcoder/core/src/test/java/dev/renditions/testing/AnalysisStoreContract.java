package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the analyses of every store. */
interface AnalysisStoreContract extends OpenStore {
    AnalysisKey PROBE = new AnalysisKey(KEY.content(), "probe", 1);

    private AnalysisStore analyses() {
        return store().analyses();
    }

    private static String ofLength(int bytes) {
        return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
    }

    @Test
    default void unknownAnalysisIsAbsent() {
        assertThat(analyses().find(PROBE)).isEmpty();
    }

    @Test
    default void recordedAnalysisIsFoundAsItWasWritten() {
        String json = "{\"caf\u00e9\": [1,  2.50]}";
        analyses().record(PROBE, json);
        assertThat(analyses().find(PROBE)).contains(json);
        assertThat(files().read(RenditionLayout.analysis(PROBE))).isEqualTo(json.getBytes(UTF_8));
    }

    @Test
    default void laterAnalysisReplacesTheStoredOne() {
        files().write(RenditionLayout.analysis(PROBE), "damaged".getBytes(UTF_8));
        assertThat(analyses().find(PROBE)).contains("damaged");
        analyses().record(PROBE, "{\"a\":1}");
        analyses().record(PROBE, "{\"a\":2}");
        assertThat(analyses().find(PROBE)).contains("{\"a\":2}");
    }

    @Test
    default void analysesOfOtherContentNameOrVersionAreStoredSeparately() {
        analyses().record(PROBE, "{}");
        for (AnalysisKey other : List.of(
                new AnalysisKey(ContentHash.of(new byte[] {7}), "probe", 1),
                new AnalysisKey(KEY.content(), "packets", 1),
                new AnalysisKey(KEY.content(), "probe", 2))) {
            assertThat(analyses().find(other)).isEmpty();
        }
    }

    @Test
    default void largestAnalysisIsStoredAndALargerOneIsNot() {
        String largest = ofLength(AnalysisStore.MAX_BYTES);
        analyses().record(PROBE, largest);
        assertThat(analyses().find(PROBE)).contains(largest);
        analyses().record(PROBE, ofLength(AnalysisStore.MAX_BYTES + 1));
        assertThat(analyses().find(PROBE)).contains(largest);
        files().write(
                        RenditionLayout.analysis(PROBE),
                        ofLength(AnalysisStore.MAX_BYTES + 1).getBytes(UTF_8));
        assertThat(analyses().find(PROBE)).isEmpty();
    }

    /** They outlive the rendition that they were made for, and neither break nor prolong it. */
    @Test
    default void analysesAreNotFilesOfARendition(@TempDir Path scratch) {
        analyses().record(PROBE, "{\"a\":1}");
        InspectableStore store = (InspectableStore) store();
        try (Stream<RenditionKey> keys = store.keys();
                Stream<RenditionFolder> folders = store.folders()) {
            assertThat(keys).isEmpty();
            assertThat(folders).isEmpty();
        }
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        publish(sample);
        try (Stream<RenditionFolder> folders = store.folders()) {
            assertThat(folders.toList()).extracting(RenditionFolder::key).containsExactly(KEY);
        }
        assertThat(store.folder(KEY).unnamed(sample.manifest())).isEmpty();
        assertThat(store.remove(KEY, java.util.Optional.of(sample.manifest()))).isTrue();
        assertThat(analyses().find(PROBE)).contains("{\"a\":1}");
    }
}
