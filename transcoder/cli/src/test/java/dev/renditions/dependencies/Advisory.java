package dev.renditions.dependencies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A published vulnerability of some versions of a library.
 *
 * @param id its CVE or GHSA identifier
 * @param published when it was
 * @param summary a sentence
 * @param artifact group and artifact of the library, with a colon between
 * @param introduced the first version that has it; {@code 0} for all from the beginning
 * @param fixed the first version without it; absent if there is none
 * @param lastAffected the last version that has it, where no fixed one is known
 */
record Advisory(
        String id,
        Instant published,
        String summary,
        String artifact,
        String introduced,
        Optional<String> fixed,
        Optional<String> lastAffected) {
    private static final int FIELDS = 7;

    /** From a line of the database, split into its fields. */
    static Advisory of(List<String> fields) {
        if (fields.size() < FIELDS) {
            throw new IllegalArgumentException("not an advisory: " + fields);
        }
        return new Advisory(
                fields.get(0),
                Instant.parse(fields.get(1)),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                Optional.of(fields.get(5)).filter(version -> !version.isEmpty()),
                Optional.of(fields.get(6)).filter(version -> !version.isEmpty()));
    }

    /** Whether a version of the library has it. */
    boolean affects(String version) {
        ComparableVersion here = new ComparableVersion(version);
        return here.compareTo(new ComparableVersion(introduced)) >= 0
                && fixed.map(first -> here.compareTo(new ComparableVersion(first)) < 0)
                        .or(() -> lastAffected.map(last -> here.compareTo(new ComparableVersion(last)) <= 0))
                        .orElse(true);
    }
}
