package dev.renditions.testing;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.store.RenditionLayout;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store under test, and access to its files. */
public interface OpenStore {
    /** The store, which is empty when a test begins. The same one within a test. */
    ObjectStore store();

    /** The files of the store. */
    StoredFiles files();

    /** Publishes a sample. */
    default Publication publish(SampleRendition sample) {
        return store().publish(sample.manifest(), sample.folder());
    }

    /** The paths of all files of a rendition, including its manifest. */
    static Set<String> pathsOf(Manifest manifest) {
        return Stream.concat(
                        Stream.of(RenditionLayout.manifest(manifest.key())),
                        manifest.files().stream().map(file -> RenditionLayout.file(manifest, file)))
                .collect(Collectors.toSet());
    }
}
