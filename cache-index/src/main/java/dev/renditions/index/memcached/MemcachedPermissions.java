package dev.renditions.index.memcached;

import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.Permissions;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.PermissionCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Permissions as values with their end within. */
record MemcachedPermissions(SealedValues values, CallDeadlines deadlines, Clock clock) implements Permissions {
    @Override
    public Optional<Permission> find(PermissionKey key) {
        return values.payload(IndexKeys.permission(key), deadlines.begin())
                .flatMap(payload -> PermissionCodec.decode(payload, clock.instant()));
    }

    @Override
    public void record(PermissionKey key, Permission permission, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Instant now = clock.instant();
        byte[] value = PermissionCodec.encode(permission, life.endFrom(now));
        values.set(IndexKeys.permission(key), Expiration.of(life, now), value, deadlines.begin());
    }
}
