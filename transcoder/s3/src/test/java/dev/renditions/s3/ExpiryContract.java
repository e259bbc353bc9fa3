package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.index.RenditionLocation;
import dev.renditions.testing.S3StoreContract;
import dev.renditions.testing.SampleRendition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket with a rule that deletes objects after 30 days: renditions of 22 days are made again before that. */
interface ExpiryContract extends S3StoreContract {
    @Test
    default void renditionCountsAsMissingDaysBeforeItIsDeletedAndIsReplaced(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        RenditionLocation location = publish(sample).rendition().location();
        RenditionLocation single =
                new RenditionLocation(location.uri(), location.mediaType(), location.bytes(), location.encodeTime());

        for (RenditionLocation each : new RenditionLocation[] {location, single}) {
            assertThat(after(21).holds(KEY, each)).isTrue();
            assertThat(after(22).holds(KEY, each)).isFalse();
            assertThat(after(22).isExpiring(KEY, each)).isTrue();
            RenditionLocation lost =
                    new RenditionLocation(each.uri(), each.mediaType(), each.bytes() + 1, each.encodeTime());
            assertThat(after(22).isExpiring(KEY, lost)).isFalse();
            assertThat(store().isExpiring(KEY, lost)).isFalse();
        }
        SampleRendition anew = SampleRendition.of(KEY, "made anew", scratch);
        assertThat(after(21).publish(anew.manifest(), anew.folder()).ours()).isFalse();
        Publication replaced = after(22).publish(anew.manifest(), anew.folder());

        assertThat(replaced.ours()).isTrue();
        assertThat(store().find(KEY)).contains(replaced.rendition());
        assertThat(store().holds(KEY, replaced.rendition().location())).isTrue();
    }

    private ObjectStore after(int days) {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(days).plusMinutes(1));
        return new S3Store(client(), bucket(), PREFIX, Expiry.of(Duration.ofDays(30), later));
    }
}
