package dev.renditions.service.analysis;

import dev.renditions.media.StreamHash;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The members of the hashes of a content's streams. */
record StreamHashesJson(Map<Integer, String> streams) {
    static StreamHashesJson of(Map<Integer, StreamHash> hashes) {
        Map<Integer, String> streams = new TreeMap<>();
        hashes.forEach((stream, hash) -> streams.put(stream, hash.hex()));
        return new StreamHashesJson(streams);
    }

    Map<Integer, StreamHash> hashes() {
        return streams.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, stream -> new StreamHash(stream.getValue())));
    }
}
