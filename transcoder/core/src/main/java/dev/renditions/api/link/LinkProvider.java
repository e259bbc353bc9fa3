package dev.renditions.api.link;

import dev.renditions.index.RenditionKey;
import java.net.URI;

/**
 * Makes links that let a client without credentials read a file of the store for a limited time. Does not access the
 * store. Safe for use by many threads.
 */
@FunctionalInterface
public interface LinkProvider {
    /**
     * A link to one file.
     *
     * @param key the rendition that the file belongs to
     * @param file its location in the store, from a {@link dev.renditions.index.RenditionLocation} or a manifest
     * @param terms how long the link works, and which key signs it
     * @return an absolute URI, or one relative to the server that received the request
     */
    URI to(RenditionKey key, URI file, LinkTerms terms);
}
