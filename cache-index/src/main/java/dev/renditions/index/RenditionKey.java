package dev.renditions.index;

/**
 * Identifies a rendition by content and profile. Immutable.
 *
 * @param content the content hash of the source
 * @param profile the profile and its fingerprint
 */
public record RenditionKey(ContentHash content, ProfileId profile) implements LeaseKey {
    @Override
    public String toString() {
        return content + "/" + profile;
    }
}
