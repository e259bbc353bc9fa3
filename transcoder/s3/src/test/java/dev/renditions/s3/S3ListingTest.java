package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoreException;
import dev.renditions.index.RenditionKey;
import dev.renditions.testing.EndlessListing;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket with a hundred thousand renditions, listed page by page through the real client. */
@Timeout(120)
final class S3ListingTest {
    private static final int PAGES = 200;
    private static final int RENDITIONS_A_PAGE = EndlessListing.PAGE / 2;

    private final EndlessListing listing = new EndlessListing("out/", PAGES);
    private S3Client client;
    private S3Store store;

    @BeforeEach
    void open() {
        client = listing.endpoint().client();
        store = new S3Store(client, "bucket", "out");
    }

    @AfterEach
    void close() {
        client.close();
        listing.close();
    }

    @Test
    void requestsAPageWhenTheOneBeforeIsConsumed() {
        try (Stream<RenditionKey> keys = store.keys()) {
            assertThat(listing.asked()).isZero();
            Iterator<RenditionKey> left = keys.iterator();
            left.next();
            assertThat(listing.asked()).isEqualTo(1);
            for (int i = 1; i < RENDITIONS_A_PAGE; i++) {
                left.next();
            }
            assertThat(listing.asked()).isEqualTo(1);
            left.next();
            assertThat(listing.asked()).isEqualTo(2);
        }
    }

    @Test
    void readsAHundredThousandKeys() {
        try (Stream<RenditionKey> keys = store.keys()) {
            assertThat(keys.count()).isEqualTo(PAGES * RENDITIONS_A_PAGE);
        }
        assertThat(listing.asked()).isEqualTo(PAGES);
    }

    @Test
    void throttlingInTheMiddleIsATransientFailureNotTheEnd() {
        listing.breakAt(1);

        assertThatThrownBy(() -> store.keys().toList())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isTrue())
                .hasMessageContaining("s3://bucket/out/ can't be listed")
                .hasMessageContaining("503 SlowDown");
    }
}
