package dev.renditions.store;

import dev.renditions.index.RenditionKey;

/**
 * Something about one file of a store that is not as it should be, or that an operator wants to know. Immutable.
 *
 * @param key the rendition in whose folder it is
 * @param problem what it is
 * @param path the file, within that folder
 * @param detail more, for people; may be empty
 */
public record StoreFinding(RenditionKey key, Problem problem, String path, String detail) {
    /** What can be found. */
    public enum Problem {
        /** A manifest names a file that is not there. */
        MISSING_FILE(true),
        /** A file has another size than its manifest says. */
        WRONG_SIZE(true),
        /** A file has the size that its manifest says, and other bytes. */
        WRONG_BYTES(true),
        /** What lies in the place of a manifest is not one. */
        DAMAGED_MANIFEST(true),
        /** A newer version of this program wrote the manifest, so the rendition can't be verified. */
        NEWER_MANIFEST(false),
        /** No manifest names the file: it is left over, or belongs to a rendition that is being published. */
        ORPHAN(false);

        private final boolean broken;

        Problem(boolean broken) {
            this.broken = broken;
        }

        /** Whether it means that the rendition can't be served. */
        public boolean broken() {
            return broken;
        }
    }
}
