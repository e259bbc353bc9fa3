package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** Who may read an object. The rules for every call are in {@link ArtifactIndex}. */
public interface Permissions {
    /** Whether the caller may read the object; absent if nothing is recorded. */
    Optional<Permission> find(PermissionKey key);

    /** Records a permission and overwrites any earlier one. Keep the time short, since permissions are revoked. */
    void record(PermissionKey key, Permission permission, Duration ttl);
}
