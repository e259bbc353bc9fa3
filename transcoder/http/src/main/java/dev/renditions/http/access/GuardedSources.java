package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import dev.renditions.api.SourceRights;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Sources, mostly of other accounts, that this service may read but whose owner decides who gets to see them: the caller's
 * own right counts. It is asked of AWS once and remembered in the index for some minutes; a refusal too, for less. An index
 * that does not answer only means that AWS is asked again. Safe for use by many threads.
 *
 * <p>The answer is remembered for the session that showed the proof: a principal of AWS with one access key. Two sessions of
 * one role may have different rights, even under one name. Other callers may share a name, so for them the answer is
 * remembered for the caller and the proof, which they send with each request.
 */
public final class GuardedSources {
    /** The header with the proof: a presigned {@code GET} of the object. */
    public static final String HEADER = "X-Renditions-Proof";

    private static final Duration GRANTED_FOR = Duration.ofMinutes(5);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private final AllowedSources sources;
    private final SourceRights rights;
    private final Permissions permissions;

    /**
     * Guards some sources.
     *
     * @param sources which
     * @param rights what asks AWS
     * @param permissions what remembers the answers
     */
    public GuardedSources(AllowedSources sources, SourceRights rights, Permissions permissions) {
        this.sources = sources;
        this.rights = rights;
        this.permissions = permissions;
    }

    /** Whether a source is one of them. */
    boolean has(SourceName source) {
        return sources.has(source);
    }

    /**
     * Lets those pass who have a right to the source.
     *
     * @throws ApiException as 403 if they have none or show none, or 503 if AWS does not answer
     */
    void check(CallerIdentity asker, ApiRequest request, SourceName source) {
        Optional<String> proof = request.header(HEADER);
        if (proof.isEmpty() && asker.session().isEmpty()) {
            throw unproved();
        }
        PermissionKey key = key(asker, proof, source);
        Permission permission =
                remembered(key).orElseGet(() -> ask(key, proof.orElseThrow(GuardedSources::unproved), source));
        if (permission != Permission.GRANTED) {
            throw refused("S3 does not let you read this source by the URL in " + HEADER
                    + ": send a presigned GET of it (a presigned HEAD is not enough), in a minute at the earliest");
        }
    }

    /** What an answer is remembered by. */
    static PermissionKey key(CallerIdentity asker, Optional<String> proof, SourceName source) {
        String shown = asker.session()
                .map(accessKey -> "session\n" + accessKey)
                .orElseGet(() -> "proof\n" + ContentHash.of(proof.orElse("").getBytes(StandardCharsets.UTF_8)));
        return PermissionKey.of(asker.name() + "\n" + shown, source.bucket(), source.key());
    }

    private Permission ask(PermissionKey key, String proof, SourceName source) {
        boolean granted;
        try {
            granted = rights.granted(proof, source);
        } catch (IllegalArgumentException e) {
            throw refused(HEADER + ": " + e.getMessage());
        }
        Permission permission = granted ? Permission.GRANTED : Permission.REFUSED;
        remember(key, permission, granted ? GRANTED_FOR : REFUSED_FOR);
        return permission;
    }

    private Optional<Permission> remembered(PermissionKey key) {
        try {
            return permissions.find(key);
        } catch (IndexUnavailableException e) {
            return Optional.empty();
        }
    }

    private void remember(PermissionKey key, Permission permission, Duration ttl) {
        try {
            permissions.record(key, permission, ttl);
        } catch (IndexUnavailableException e) {
            // It is asked again: the service says when the index is out.
            return;
        }
    }

    private static ApiException unproved() {
        return refused(
                "this source is for callers who may read it themselves: send a presigned GET of it in " + HEADER);
    }

    private static ApiException refused(String sentence) {
        return new ApiException(Problem.of(403, sentence));
    }
}
