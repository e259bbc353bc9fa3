package dev.renditions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.AnalysisKey;
import dev.renditions.store.RenditionLayout;
import java.util.Optional;

/** The results of analyses in a bucket. They are not served, so they have no cache headers. */
record S3Analyses(SmallObjects objects) implements AnalysisStore {
    @Override
    public Optional<String> find(AnalysisKey key) {
        return objects.read(RenditionLayout.analysis(key), MAX_BYTES).map(json -> new String(json, UTF_8));
    }

    @Override
    public void record(AnalysisKey key, String json) {
        byte[] bytes = json.getBytes(UTF_8);
        if (bytes.length <= MAX_BYTES) {
            objects.write(RenditionLayout.analysis(key), bytes, key.content());
        }
    }
}
