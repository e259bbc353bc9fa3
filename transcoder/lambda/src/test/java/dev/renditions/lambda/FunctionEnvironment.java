package dev.renditions.lambda;

import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.testing.Checkout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment variables of functions in tests. */
final class FunctionEnvironment {
    private FunctionEnvironment() {}

    /**
     * The common variables, and others.
     *
     *
     * @param store the bucket for renditions
     * @param work a folder for temporary files
     * @param more additional variables
     */
    static Map<String, String> of(String store, MemcachedServer memcached, Path work, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "RENDITIONS_STORE",
                "s3://" + store + "/renditions",
                "RENDITIONS_INDEX",
                memcached.uri(),
                // On a busy machine the index may exceed the default time.
                "RENDITIONS_INDEX_BUDGET",
                "2s",
                "RENDITIONS_WORK_DIR",
                work.toString(),
                // ffmpeg is unpacked once for all tests.
                "RENDITIONS_CACHE_DIR",
                Checkout.target("test-cache").toString(),
                "RENDITIONS_S3_PATH_STYLE",
                "true"));
        environment.putAll(more);
        return environment;
    }
}
