package dev.renditions.s3;

import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Groups objects, in the order of their keys, by rendition. Objects of one rendition are adjacent, so only one
 * rendition's objects are in memory. Other objects are skipped. For one thread.
 */
final class RenditionListing extends Spliterators.AbstractSpliterator<RenditionFolder> {
    private final Iterator<S3Object> objects;
    private final int prefix;
    private @Nullable Named next;

    private record Named(RenditionKey key, String path, long bytes) {}

    /**
     * Groups the objects of a listing.
     *
     * @param prefix the length of the keys' common prefix
     */
    RenditionListing(Iterator<S3Object> objects, int prefix) {
        super(Long.MAX_VALUE, DISTINCT | NONNULL);
        this.objects = objects;
        this.prefix = prefix;
    }

    @Override
    public boolean tryAdvance(Consumer<? super RenditionFolder> action) {
        Named first = next == null ? read() : next;
        if (first == null) {
            return false;
        }
        SortedMap<String, Long> files = new TreeMap<>();
        Named each = first;
        while (each != null && each.key().equals(first.key())) {
            files.put(each.path(), each.bytes());
            each = read();
        }
        next = each;
        action.accept(new RenditionFolder(first.key(), files));
        return true;
    }

    private @Nullable Named read() {
        while (objects.hasNext()) {
            S3Object object = objects.next();
            String path = object.key().substring(prefix);
            Optional<RenditionKey> key = RenditionLayout.keyOfFile(path);
            if (key.isPresent()) {
                String within = path.substring(RenditionLayout.folder(key.get()).length() + 1);
                return new Named(key.get(), within, object.size());
            }
        }
        return null;
    }
}
