package dev.renditions.api;

import dev.renditions.index.RenditionKey;
import java.net.URI;

/**
 * Links by which somebody without rights of their own can read a file of the store for some time. Asks nothing of the store.
 * Safe for use by many threads.
 */
@FunctionalInterface
public interface LinkProvider {
    /**
     * A link to one file.
     *
     * @param key whose file it is
     * @param file where it lies in the store, as a {@link dev.renditions.index.RenditionLocation} or a manifest says
     * @param terms for how long the link works, and what signs it
     * @return an absolute URI, or one relative to the server that was asked
     */
    URI to(RenditionKey key, URI file, LinkTerms terms);
}
