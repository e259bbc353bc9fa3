package dev.renditions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.store.RenditionLayout;
import java.util.Optional;
import software.amazon.awssdk.core.BytesWrapper;

/**
 * The results of analyses in a bucket. They are not served, so they have no cache headers.
 *
 * @param prefix the prefix of the store; empty or with a slash at its end
 */
record S3Analyses(Bucket bucket, String prefix) implements AnalysisStore {
    @Override
    public Optional<String> find(AnalysisKey key) {
        return bucket.read(
                        prefix + RenditionLayout.analysis(key),
                        request -> request.range("bytes=0-" + MAX_BYTES).overrideConfiguration(LeaseObjects.SOON))
                .map(BytesWrapper::asByteArrayUnsafe)
                .filter(json -> json.length <= MAX_BYTES)
                .map(json -> new String(json, UTF_8));
    }

    @Override
    public void record(AnalysisKey key, String json) {
        byte[] bytes = json.getBytes(UTF_8);
        if (bytes.length <= MAX_BYTES) {
            ContentHash content = key.content();
            bucket.write(prefix + RenditionLayout.analysis(key), bytes, content);
        }
    }
}
