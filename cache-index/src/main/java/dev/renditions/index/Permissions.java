package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** Who may read an object. For what holds for every call see {@link ArtifactIndex}. */
public interface Permissions {
    /** Whether the caller may read the object; absent if nothing is recorded. */
    Optional<Permission> find(PermissionKey key);

    /** Records a permission, over any earlier one. Permissions are revoked, so keep the time short. */
    void record(PermissionKey key, Permission permission, Duration ttl);
}
