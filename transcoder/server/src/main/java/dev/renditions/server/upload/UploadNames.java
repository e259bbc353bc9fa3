package dev.renditions.server.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.renditions.index.ContentHash;
import java.util.ArrayList;
import java.util.List;

/** The names under which contents were uploaded to this process most recently. Thread-safe. */
public final class UploadNames {
    private static final int MOST_CONTENTS = 10_000;
    private static final int MOST_NAMES = 5;

    private final Cache<ContentHash, List<String>> names =
            Caffeine.newBuilder().maximumSize(MOST_CONTENTS).build();

    public void add(ContentHash content, String name) {
        names.asMap().merge(content, List.of(name), (known, added) -> {
            List<String> all = new ArrayList<>(known);
            all.removeAll(added);
            all.addAll(added);
            return List.copyOf(all.subList(Math.max(0, all.size() - MOST_NAMES), all.size()));
        });
    }

    public List<String> of(ContentHash content) {
        List<String> known = names.getIfPresent(content);
        return known == null ? List.of() : known;
    }
}
