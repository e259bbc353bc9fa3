package dev.renditions.server.jobs;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.SourceName;
import dev.renditions.kind.Profile;
import java.util.Optional;

/**
 * How far a rendition is that is on its way. Immutable.
 *
 * @param source what it is made of
 * @param profile how
 * @param phase where it is in its job
 * @param step how far its encode is; absent before that has told
 */
public record JobState(SourceName source, Profile profile, Phase phase, Optional<EncodeProgress> step) {
    /** What happens to it. */
    public enum Phase {
        /** It waits for its turn. */
        QUEUED("queued"),
        /** Its source is read and looked at. */
        READING("reading"),
        /** It is encoded. */
        ENCODING("encoding");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The word for it in documents and events. */
        public String word() {
            return word;
        }
    }
}
