package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every {@link ObjectStore} for listing its renditions. */
interface StoreKeysContract extends OpenStore {
    @Test
    default void emptyStoreHasNoKeys() {
        assertThat(keys()).isEmpty();
    }

    @Test
    default void keysNameEachRenditionOnce(@TempDir Path scratch) {
        List<RenditionKey> published = List.of(
                KEY,
                new RenditionKey(KEY.content(), new ProfileId("poster", "0123456789ab")),
                new RenditionKey(ContentHash.of("another source".getBytes(UTF_8)), KEY.profile()));
        published.forEach(key -> publish(SampleRendition.of(key, "first", scratch)));

        assertThat(keys()).containsExactlyInAnyOrderElementsOf(published);
        try (Stream<RenditionKey> ofContent = store().keys(KEY.content())) {
            assertThat(ofContent).containsExactlyInAnyOrder(published.get(0), published.get(1));
        }
        try (Stream<RenditionKey> ofNone = store().keys(ContentHash.of(new byte[0]))) {
            assertThat(ofNone).isEmpty();
        }
    }

    @Test
    default void keysNameIncompleteRenditions() {
        files().write(RenditionLayout.manifest(KEY), "{\"v\":1".getBytes(UTF_8));

        assertThat(keys()).containsExactly(KEY);
    }

    @Test
    default void keysSkipForeignFiles(@TempDir Path scratch) {
        publish(SampleRendition.of(KEY, "first", scratch));
        Manifest orphan = SampleRendition.of(
                        new RenditionKey(KEY.content(), new ProfileId("poster", "0123456789ab")), "orphan", scratch)
                .manifest();
        String hash = KEY.content().hex();
        String content = hash.substring(0, 2) + "/" + hash;
        for (String foreign : List.of(
                RenditionLayout.file(orphan, orphan.main()),
                "readme.txt",
                "uploads/2026/film/rendition.json",
                hash.substring(0, 2) + "/readme.txt",
                content + "/readme.txt",
                content + "/a profile without a fingerprint/rendition.json",
                content + "/poster-ba9876543210/rendition.json.bak",
                content + "/poster-ba9876543210/0123456789ab/rendition.json",
                "00/" + hash + "/poster-ba9876543210/rendition.json",
                ".incoming/" + content + "/poster-ba9876543210/rendition.json")) {
            files().write(foreign, "foreign".getBytes(UTF_8));
        }

        assertThat(keys()).containsExactly(KEY);
    }

    @Test
    default void keysCanBeClosedEarly(@TempDir Path scratch) {
        for (int i = 0; i < 3; i++) {
            RenditionKey key = new RenditionKey(ContentHash.of(new byte[] {(byte) i}), KEY.profile());
            publish(SampleRendition.of(key, "first", scratch));
        }

        try (Stream<RenditionKey> keys = store().keys()) {
            assertThat(keys.findFirst()).isPresent();
        }

        assertThat(keys()).hasSize(3);
    }

    private List<RenditionKey> keys() {
        try (Stream<RenditionKey> keys = store().keys()) {
            return keys.toList();
        }
    }
}
