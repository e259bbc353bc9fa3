package dev.renditions.kind;

import dev.renditions.index.RenditionKey;
import java.util.List;

/**
 * A rendition that exists nowhere and is to be made. It goes under this name from the look-up to the encoder and back.
 * Immutable.
 *
 * @param key which
 * @param plan how it is to be made
 * @param tolerant whether damage of the source is known, and is left out or concealed
 * @param warnings what is damaged in what it is made of; empty if nothing is
 */
public record MissingRendition(RenditionKey key, Plan.Make plan, boolean tolerant, List<String> warnings) {
    /** Copies the list. */
    public MissingRendition {
        warnings = List.copyOf(warnings);
    }

    /** One whose source is not known to be damaged. */
    public MissingRendition(RenditionKey key, Plan.Make plan) {
        this(key, plan, false, List.of());
    }

    /** The same, made in another way. */
    public MissingRendition with(Plan.Make other) {
        return new MissingRendition(key, other, tolerant, warnings);
    }
}
