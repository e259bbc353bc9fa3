package dev.renditions.index;

/**
 * The name of a rendition: which content, under which profile. Immutable.
 *
 * @param content the source's hash
 * @param profile the profile and its fingerprint
 */
public record RenditionKey(ContentHash content, ProfileId profile) {
    @Override
    public String toString() {
        return content + "/" + profile;
    }
}
