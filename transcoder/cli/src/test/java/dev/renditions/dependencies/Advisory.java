package dev.renditions.dependencies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A published vulnerability of some versions of a library.
 *
 * @param id the CVE or GHSA identifier
 * @param published the time of publication
 * @param summary a sentence
 * @param artifact group and artifact of the library, with a colon in between
 * @param introduced the first affected version; {@code 0} for the first of all versions
 * @param fixed the first fixed version; absent if none is known
 * @param lastAffected the last affected version, if no fixed version is known
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

    /** Parses the fields of a line of the database. */
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

    /** Whether a version of the library is affected. */
    boolean affects(String version) {
        ComparableVersion here = new ComparableVersion(version);
        return here.compareTo(new ComparableVersion(introduced)) >= 0
                && fixed.map(first -> here.compareTo(new ComparableVersion(first)) < 0)
                        .or(() -> lastAffected.map(last -> here.compareTo(new ComparableVersion(last)) <= 0))
                        .orElse(true);
    }
}
