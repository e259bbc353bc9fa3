package dev.renditions.directory;

import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.AnalysisKey;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The results of analyses in a store's folder. Only their owner may read them, whoever may read the renditions. They are not
 * forced to the disk: a file that a power failure damages can't be read, and is written again.
 */
record DirectoryAnalyses(SmallFiles files) implements AnalysisStore {
    @Override
    public Optional<String> find(AnalysisKey key) {
        String path = RenditionLayout.analysis(key);
        try {
            return files.read(path, MAX_BYTES + 1)
                    .filter(json -> json.length <= MAX_BYTES)
                    .map(json -> new String(json, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw IoFailures.store("the analysis " + files.tree().root().resolve(path) + " can't be read", e);
        }
    }

    @Override
    public void record(AnalysisKey key, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            return;
        }
        String path = RenditionLayout.analysis(key);
        try {
            files.write(path, bytes, SmallFiles.Form.PRIVATE);
        } catch (IOException e) {
            throw IoFailures.store("the analysis " + files.tree().root().resolve(path) + " can't be written", e);
        }
    }
}
