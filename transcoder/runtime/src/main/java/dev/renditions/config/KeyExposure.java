package dev.renditions.config;

import dev.renditions.api.IndexSecret;
import dev.renditions.ffmpeg.engine.EngineFacts;
import java.util.Optional;

/** Whether a program that a hostile source has taken over can read the key of a shared index. */
final class KeyExposure {
    private KeyExposure() {}

    /**
     * A warning if the folder of the store contains the key and the sandbox in force lets ffmpeg read it, since ffmpeg
     * runs as the same user. Empty if the index is not shared, if a key is configured, or if the store is a bucket.
     */
    static Optional<String> warning(Settings settings, EngineFacts facts) {
        boolean shared = settings.index() instanceof IndexAddress.Memcached;
        if (!shared
                || settings.indexKey().isPresent()
                || facts.filesRestricted()
                || !(settings.store() instanceof StoreAddress.Directory folder)) {
            return Optional.empty();
        }
        return Optional.of("the key of the shared index is in "
                + folder.path().toAbsolutePath().normalize().resolve(IndexSecret.NAME)
                + ", and the sandbox '" + facts.sandbox().word()
                + "' does not restrict file access: a hostile source that takes over ffmpeg"
                + " can read the key and forge values in Memcached. Install bubblewrap, use a kernel with Landlock, or set"
                + " a key in " + Setting.INDEX_KEY.variable());
    }
}
