package dev.renditions.index.memory;

import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.Permissions;
import java.time.Duration;
import java.util.Optional;

record MemoryPermissions(TimedCache<PermissionKey, Permission> entries) implements Permissions {
    @Override
    public Optional<Permission> find(PermissionKey key) {
        return entries.find(key);
    }

    @Override
    public void record(PermissionKey key, Permission permission, Duration ttl) {
        entries.put(key, permission, ttl);
    }
}
