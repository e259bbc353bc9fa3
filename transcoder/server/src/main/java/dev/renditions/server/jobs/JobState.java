package dev.renditions.server.jobs;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.SourceName;
import dev.renditions.kind.Profile;
import java.util.Optional;

/**
 * The progress of a rendition that is waiting or being made. Immutable.
 *
 * @param source its source
 * @param profile its profile
 * @param phase the phase of its job
 * @param step the progress of its encode; absent until the first report
 */
public record JobState(SourceName source, Profile profile, Phase phase, Optional<EncodeProgress> step) {
    /** Phases of a job. */
    public enum Phase {
        /** Waiting in the queue. */
        QUEUED("queued"),
        /** The source is being copied and probed. */
        READING("reading"),
        /** The rendition is being encoded. */
        ENCODING("encoding");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The word for it in JSON and events. */
        public String word() {
            return word;
        }
    }
}
