package dev.renditions.store;

import dev.renditions.index.RenditionKey;

/**
 * A problem with one file of a store, or a fact that an operator may want to know. Immutable.
 *
 * @param key the rendition in whose folder the file is
 * @param path the file, within that folder
 * @param detail more for users; may be empty
 */
public record StoreFinding(RenditionKey key, Problem problem, String path, String detail) {
    /** What can be found. */
    public enum Problem {
        /** A manifest names a file that is not there. */
        MISSING_FILE(true),
        /** A file has another size than its manifest states. */
        WRONG_SIZE(true),
        /** A file has the size that its manifest states, but other bytes. */
        WRONG_BYTES(true),
        /** The file with a manifest's name is not a manifest of the rendition. */
        DAMAGED_MANIFEST(true),
        /** A newer version of this program wrote the manifest, so the rendition can't be verified. */
        NEWER_MANIFEST(false),
        /** No manifest names the file: it is a leftover, or belongs to a rendition that is being published. */
        ORPHAN(false);

        private final boolean broken;

        Problem(boolean broken) {
            this.broken = broken;
        }

        /** Whether the rendition can't be served. */
        public boolean broken() {
            return broken;
        }
    }
}
