package dev.renditions.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.store.RenditionLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One rendition in a shared store, and its state after whatever happened while it was made. */
record SharedRendition(SharedStore store, RenditionKey key) {
    static SharedRendition of(SharedStore store, Path source, String profile) {
        return of(store, source, ProfileCatalog.builtIn().find(profile).orElseThrow());
    }

    static SharedRendition of(SharedStore store, Path source, Profile profile) {
        return new SharedRendition(store, new RenditionKey(Scene.content(source), profile.id()));
    }

    /** The bytes of its manifest. */
    byte[] manifest() {
        return store.files().read(RenditionLayout.manifest(key));
    }

    /** Its location according to the store. */
    RenditionLocation location() {
        return store.store().find(key).orElseThrow().location();
    }

    /**
     * Asserts that the rendition exists and is complete, that nothing else is in the store, and that all replies name
     * it.
     */
    void assertIsTheOne(List<Reply> replies) {
        String folder = RenditionLayout.folder(key) + "/";
        Set<String> files = store.files().list().stream()
                .filter(path -> path.startsWith(folder))
                .collect(Collectors.toSet());
        RenditionLocation location = location();
        assertThat(files)
                .as("a manifest and a file")
                .hasSize(2)
                .contains(folder + ObjectStore.MANIFEST)
                .anyMatch(file -> location.uri().toString().endsWith(file));
        assertThat(store.store().holds(key, location)).isTrue();
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.location())
                    .as(reply.toString())
                    .isEqualTo(location.uri().toString());
            assertThat(reply.bytes()).isEqualTo(location.bytes());
        });
    }
}
