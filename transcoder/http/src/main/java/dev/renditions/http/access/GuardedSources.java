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
 * Sources, mostly in other accounts, that this service may read but whose owner decides who may see them: the caller's
 * own permission counts. AWS is asked once, and the permission is cached in the index for some minutes; a refusal for a
 * shorter time. If the index is unavailable, AWS is asked each time. Thread-safe.
 *
 * <p>The permission is cached for the session that sent the proof: an AWS principal with one access key. Two sessions
 * of one role may have different permissions, even under one name. Other callers may share a name, so for them the
 * permission is cached for the caller and the proof, which they send with each request.
 */
public final class GuardedSources {
    /** The header for the proof: a presigned {@code GET} of the object. */
    public static final String HEADER = "X-Renditions-Proof";

    private static final Duration GRANTED_FOR = Duration.ofMinutes(5);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private final AllowedSources sources;
    private final SourceRights rights;
    private final Permissions permissions;

    /**
     * Guards a set of sources.
     *
     * @param sources the guarded sources
     * @param rights checks a proof with AWS
     * @param permissions caches the permissions
     */
    public GuardedSources(AllowedSources sources, SourceRights rights, Permissions permissions) {
        this.sources = sources;
        this.rights = rights;
        this.permissions = permissions;
    }

    /** Whether a source is guarded. */
    boolean has(SourceName source) {
        return sources.has(source);
    }

    /**
     * Admits callers that have permission to read the source.
     *
     * @throws ApiException as 403 if they have none or send no proof, or 503 if AWS does not answer
     */
    void check(CallerIdentity caller, ApiRequest request, SourceName source) {
        Optional<String> proof = request.header(HEADER);
        if (proof.isEmpty() && caller.session().isEmpty()) {
            throw unproved();
        }
        PermissionKey key = key(caller, proof, source);
        Permission permission =
                remembered(key).orElseGet(() -> ask(key, proof.orElseThrow(GuardedSources::unproved), source));
        if (permission != Permission.GRANTED) {
            throw refused("S3 does not allow reading this source with the URL in " + HEADER
                    + ": wait a minute, then send a presigned GET of it (a presigned HEAD is not enough)");
        }
    }

    /** The cache key of a permission. */
    static PermissionKey key(CallerIdentity caller, Optional<String> proof, SourceName source) {
        String shown = caller.session()
                .map(accessKey -> "session\n" + accessKey)
                .orElseGet(() -> "proof\n" + ContentHash.of(proof.orElse("").getBytes(StandardCharsets.UTF_8)));
        return PermissionKey.of(caller.name() + "\n" + shown, source.bucket(), source.key());
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
            // Not cached, so AWS is asked again; the index logs its outage itself.
            return;
        }
    }

    private static ApiException unproved() {
        return refused("this source requires proof that you may read it: send a presigned GET of it in " + HEADER);
    }

    private static ApiException refused(String sentence) {
        return new ApiException(Problem.of(403, sentence));
    }
}
