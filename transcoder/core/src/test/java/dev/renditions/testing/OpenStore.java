package dev.renditions.testing;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.store.RenditionLayout;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store that tests are run on, and what really lies in it. */
public interface OpenStore {
    /** A store that is empty when a test begins; the same one whenever a test asks. */
    ObjectStore store();

    /** What really lies in it. */
    StoredFiles files();

    /** Publishes a sample as its maker would. */
    default Publication publish(SampleRendition sample) {
        return store().publish(sample.manifest(), sample.folder());
    }

    /** Where all files of a rendition lie, its manifest included. */
    static Set<String> pathsOf(Manifest manifest) {
        return Stream.concat(
                        Stream.of(RenditionLayout.manifest(manifest.key())),
                        manifest.files().stream().map(file -> RenditionLayout.file(manifest, file)))
                .collect(Collectors.toSet());
    }
}
