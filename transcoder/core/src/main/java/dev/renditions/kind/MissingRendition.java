package dev.renditions.kind;

import dev.renditions.index.RenditionKey;
import java.util.List;

/**
 * A rendition that does not exist yet and is to be made. Immutable.
 *
 * @param key its key
 * @param plan how to make it
 * @param tolerant whether the source is known to be damaged, so that damaged parts are left out or concealed
 * @param warnings damage in the streams that it is made from; empty if there is none
 */
public record MissingRendition(RenditionKey key, Plan.Make plan, boolean tolerant, List<String> warnings) {
    /** Copies the list. */
    public MissingRendition {
        warnings = List.copyOf(warnings);
    }

    /** A rendition whose source is not known to be damaged. */
    public MissingRendition(RenditionKey key, Plan.Make plan) {
        this(key, plan, false, List.of());
    }

    /** The same rendition with another plan. */
    public MissingRendition with(Plan.Make other) {
        return new MissingRendition(key, other, tolerant, warnings);
    }
}
