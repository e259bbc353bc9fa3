package dev.renditions.service.analysis;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The members of the hashes of a content's streams. */
record StreamHashesJson(Map<Integer, String> streams) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    static StreamHashesJson of(Map<Integer, String> hashes) {
        return new StreamHashesJson(new TreeMap<>(hashes));
    }

    Map<Integer, String> hashes() {
        if (!streams.values().stream().allMatch(hash -> HASH.matcher(hash).matches())) {
            throw new IllegalArgumentException("not a hash");
        }
        return Map.copyOf(streams);
    }
}
