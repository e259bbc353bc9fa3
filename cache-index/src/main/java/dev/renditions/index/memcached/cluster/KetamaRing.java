package dev.renditions.index.memcached.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import net.spy.memcached.DefaultHashAlgorithm;

/**
 * Consistent hashing that assigns keys to servers: ketama, as in this and other clients. When a server joins n-1
 * others, about 1/n of the keys move, not nearly all. Servers are placed by their configured names, not their resolved
 * addresses, so that workers started before and after an address change agree on the server of a key. Immutable.
 *
 * @param <T> the type of a server
 */
final class KetamaRing<T> {
    /** Each digest yields four points, so a server has 160 points. */
    private static final int DIGESTS = 40;

    private static final int POINTS_OF_A_DIGEST = 4;

    private final TreeMap<Long, T> points = new TreeMap<>();
    private final boolean single;

    /** A ring of at least one member; their order does not matter. */
    KetamaRing(Collection<T> members, Function<T, String> name) {
        single = members.size() == 1;
        for (T member : members.stream().sorted(Comparator.comparing(name)).toList()) {
            for (int i = 0; i < DIGESTS; i++) {
                addPoints(member, name.apply(member) + "-" + i);
            }
        }
    }

    /** The member that holds this key. */
    T of(String key) {
        if (single) {
            // The same for every key, so no hash is needed.
            return points.firstEntry().getValue();
        }
        Map.Entry<Long, T> next = points.ceilingEntry(DefaultHashAlgorithm.KETAMA_HASH.hash(key));
        return next == null ? points.firstEntry().getValue() : next.getValue();
    }

    private void addPoints(T member, String text) {
        byte[] digest = DefaultHashAlgorithm.computeHashDigest(text);
        for (int i = 0; i < POINTS_OF_A_DIGEST; i++) {
            long point = 0;
            for (int b = 3; b >= 0; b--) {
                point = (point << 8) | (digest[i * 4 + b] & 0xFF);
            }
            points.putIfAbsent(point, member);
        }
    }
}
