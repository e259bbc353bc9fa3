package dev.renditions.s3;

import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a bucket whose keys start with a prefix, in the order of their keys. Lazy: requests the next thousand only
 * when those before have been consumed. Failures are {@code StoreException}s that name the prefix. Not thread-safe.
 */
final class BucketListing extends Spliterators.AbstractSpliterator<S3Object> {
    private final String bucket;
    private final String prefix;
    private final Iterator<ListObjectsV2Response> pages;
    private Iterator<S3Object> page = Collections.emptyIterator();

    BucketListing(S3Client client, String bucket, String prefix) {
        super(Long.MAX_VALUE, Spliterator.NONNULL);
        this.bucket = bucket;
        this.prefix = prefix;
        this.pages = client.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix))
                .iterator();
    }

    @Override
    public boolean tryAdvance(Consumer<? super S3Object> action) {
        while (!page.hasNext()) {
            if (!pages.hasNext()) {
                return false;
            }
            page = next().contents().iterator();
        }
        action.accept(page.next());
        return true;
    }

    private ListObjectsV2Response next() {
        try {
            return pages.next();
        } catch (SdkException e) {
            S3Uri listed = new S3Uri(bucket, prefix);
            throw S3Failures.store(listed + " can't be listed", listed, e);
        }
    }
}
