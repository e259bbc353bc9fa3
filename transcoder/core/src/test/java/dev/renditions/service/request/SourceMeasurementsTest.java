package dev.renditions.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.RenditionListener;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.media.AudioLoudness;
import dev.renditions.service.analysis.RememberedAnalyses;
import dev.renditions.service.index.FailSoftIndex;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceMeasurementsTest {
    private static final AudioLoudness QUIET = new AudioLoudness(-40, -20);
    private static final AudioLoudness LOUD = new AudioLoudness(-9, 0.5);

    @TempDir
    private Path folder;

    private final FakeTranscoder transcoder = new FakeTranscoder();

    /** A request in a process of its own. */
    private RenditionRequest request(MemoryIndex index, Workspace workspace) throws IOException {
        FailSoftIndex parts = FailSoftIndex.of(index, new Random(42), new LookupCounters());
        DirectoryStore store = new DirectoryStore(folder.resolve("store"));
        return new RenditionRequest(
                new FileSource(Files.writeString(Files.createTempFile(folder, "film", ""), "film")),
                List.of(),
                workspace,
                transcoder,
                parts.contentHashes(),
                new RememberedAnalyses(parts.analyses(), store.analyses(), transcoder::analyzer),
                RenditionListener.NONE,
                Instant.MAX,
                SourceLimits.DEFAULT);
    }

    @Test
    void workersThatMeasureDifferentAudioAtOnceKeepEachOthersResults() throws IOException {
        MemoryIndex index = MemoryIndex.create();
        try (Workspace workspace = new Workspace(folder.resolve("work"), Clock.systemUTC());
                RenditionRequest one = request(index, workspace);
                RenditionRequest two = request(index, workspace)) {
            Transcoder.Measurements first = one.measurements();
            Transcoder.Measurements second = two.measurements();
            assertThat(first.loudness("stereo")).isEmpty();
            one.spooled();
            two.spooled();
            assertThat(first.loudness("stereo")).isEmpty();
            assertThat(second.loudness("mono")).isEmpty();

            first.record(Map.of("stereo", LOUD));
            second.record(Map.of("mono", QUIET));

            try (RenditionRequest later = request(index, workspace);
                    RenditionRequest withoutIndex = request(MemoryIndex.create(), workspace)) {
                for (RenditionRequest request : List.of(later, withoutIndex)) {
                    request.spooled();
                    assertThat(request.measurements().loudness("stereo")).contains(LOUD);
                    assertThat(request.measurements().loudness("mono")).contains(QUIET);
                    assertThat(request.measurements().loudness("other")).isEmpty();
                }
            }
        }
    }
}
