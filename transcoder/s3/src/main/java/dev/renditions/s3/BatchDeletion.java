package dev.renditions.s3;

import dev.renditions.api.StoreException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes many objects of a bucket, as many in each request as S3 allows. */
record BatchDeletion(S3Client client, String bucket) {
    private static final Logger LOG = LoggerFactory.getLogger(BatchDeletion.class);
    private static final int BATCH = 1000;

    /** Deletes objects, and only logs failures. */
    void discard(List<String> keys) {
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> batch = batch(keys, from);
            try {
                request(batch).forEach(e -> LOG.warn("s3://{}/{} can't be deleted: {}", bucket, e.key(), e.message()));
            } catch (SdkException e) {
                LOG.warn("{} objects in {} can't be deleted: {}", batch.size(), bucket, e.getMessage());
            }
        }
    }

    /**
     * Deletes objects.
     *
     * @throws StoreException if one can't be deleted
     */
    void delete(List<String> keys) {
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> batch = batch(keys, from);
            List<S3Error> errors;
            try {
                errors = request(batch);
            } catch (SdkException e) {
                S3Uri object = new S3Uri(bucket, batch.get(0));
                throw S3Failures.store(object + " can't be deleted", object, e);
            }
            if (!errors.isEmpty()) {
                S3Error first = errors.get(0);
                throw new StoreException(
                        true,
                        new S3Uri(bucket, first.key()) + " can't be deleted: " + first.message(),
                        new IllegalStateException(first.code()));
            }
        }
    }

    private static List<String> batch(List<String> keys, int from) {
        return keys.subList(from, Math.min(from + BATCH, keys.size()));
    }

    private List<S3Error> request(List<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        return client.deleteObjects(request ->
                        request.bucket(bucket).delete(d -> d.objects(objects).quiet(true)))
                .errors();
    }
}
