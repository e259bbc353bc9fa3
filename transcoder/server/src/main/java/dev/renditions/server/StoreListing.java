package dev.renditions.server;

import dev.renditions.api.ListedTrack;
import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.ResultJson;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.http.StoredFiles;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.index.RenditionKey;
import dev.renditions.server.upload.UploadNames;
import dev.renditions.support.SafeText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the renditions of the store from their manifests, in alphabetical order of the keys, in pages. Each page walks
 * through all keys, one walk at a time, and keeps only the keys of the page in memory. Thread-safe.
 */
final class StoreListing {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    /**
     * Each request occupies a thread until it is its turn to walk through the store; other requests need threads too.
     */
    private static final int ASKING = 8;

    private static final Duration AGAIN = Duration.ofSeconds(2);
    /** A bound on the keys of one walk. */
    private static final int MOST_WALKED = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(StoreListing.class);

    private final ObjectStore store;
    private final StoredFiles stored;
    private final UploadNames names;
    private final Semaphore asking = new Semaphore(ASKING);

    /**
     * Lists the renditions of a store.
     *
     * @param stored creates links to files
     * @param names the names under which contents were uploaded
     */
    StoreListing(ObjectStore store, StoredFiles stored, UploadNames names) {
        this.store = store;
        this.stored = stored;
        this.names = names;
    }

    /**
     * One page of the list.
     *
     * @throws ApiException as 400 if a parameter is invalid, as 429 if there are too many concurrent requests
     * @throws StoreException if the store does not answer
     */
    ApiResponse answer(ApiRequest request) {
        if (!asking.tryAcquire()) {
            throw new ApiException(Problem.later(429, "too many requests list the store at once; try again", AGAIN));
        }
        try {
            return page(request);
        } finally {
            asking.release();
        }
    }

    private ApiResponse page(ApiRequest request) {
        List<String> words = List.of(request.parameter("search")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .strip()
                .split("\\s+", -1));
        String after = request.parameter("after").orElse("");
        int limit = request.parameter("limit").map(StoreListing::limit).orElse(USUAL);
        List<RenditionKey> keys = keys(words, after, limit + 1);
        List<Item> items = new ArrayList<>();
        Map<RenditionKey, StoreException> unreadable = new LinkedHashMap<>();
        keys.stream().limit(limit).forEach(key -> {
            try {
                store.examine(key).ifPresent(rendition -> items.add(item(rendition, request)));
            } catch (StoreException e) {
                if (e.kind() == StoreException.Kind.FAILED) {
                    throw e;
                }
                // A damaged manifest, or one of a newer version, must not hide the others.
                unreadable.put(key, e);
            }
        });
        log(unreadable);
        return ApiJson.fresh(
                200,
                new Page(
                        items,
                        unreadable.keySet().stream().map(StoreListing::text).toList(),
                        keys.size() > limit ? text(keys.get(limit - 1)) : null));
    }

    /**
     * One line for each page, however many manifests are unreadable: the page requests the list again for each letter
     * of a search.
     */
    private static void log(Map<RenditionKey, StoreException> unreadable) {
        unreadable.entrySet().stream()
                .findFirst()
                .ifPresent(first -> LOG.warn(
                        "unreadable manifests on one page of the list: {}; the first is of {}: {}",
                        unreadable.size(),
                        text(first.getKey()),
                        SafeText.of(String.valueOf(first.getValue().getMessage()))));
    }

    private static int limit(String text) {
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw new ApiException(Problem.of(400, "'limit' must be a number from 1 to " + MOST));
    }

    /** The first keys after a given one, at most this many. */
    private synchronized List<RenditionKey> keys(List<String> words, String after, int most) {
        PriorityQueue<RenditionKey> first =
                new PriorityQueue<>(Comparator.comparing(StoreListing::text).reversed());
        try (Stream<RenditionKey> all = store.keys()) {
            all.limit(MOST_WALKED)
                    .filter(key -> text(key).compareTo(after) > 0 && matches(key, words))
                    .forEach(key -> {
                        first.add(key);
                        if (first.size() > most) {
                            first.remove();
                        }
                    });
        }
        return first.stream().sorted(Comparator.comparing(StoreListing::text)).toList();
    }

    private boolean matches(RenditionKey key, List<String> words) {
        String text =
                text(key) + " " + String.join(" ", names.of(key.content())).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    private static String text(RenditionKey key) {
        return key.content().hex() + "/" + key.profile();
    }

    private Item item(StoredRendition rendition, ApiRequest request) {
        Manifest manifest = rendition.manifest();
        RenditionKey key = manifest.key();
        return new Item(
                key.content().hex(),
                key.profile().name(),
                key.profile().toString(),
                manifest.main().mediaType(),
                manifest.bytes(),
                ResultJson.toSeconds(manifest.encodeTime()),
                manifest.engine(),
                manifest.createdAt().toString(),
                stored.link(rendition, manifest.main(), request),
                List.copyOf(names.of(key.content())),
                manifest.files().stream()
                        .map(file -> new Link(file.name(), file.mediaType(), stored.link(rendition, file, request)))
                        .toList(),
                ListedTrack.of(manifest));
    }

    private record Page(
            List<Item> renditions,
            List<String> unreadable,
            @Nullable String next) {}

    private record Item(
            String contentHash,
            String profile,
            String profileId,
            String mediaType,
            long bytes,
            BigDecimal encodeSeconds,
            String engine,
            String createdAt,
            String url,
            List<String> names,
            List<Link> files,
            List<ListedTrack> tracks) {}

    private record Link(String name, String mediaType, String url) {}
}
