package dev.renditions.directory;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.files.FolderTree;
import dev.renditions.files.StoreReaders;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.Path;

/** The folders named after the contents of renditions, to which files are moved before their manifest is published. */
record FilePlace(FolderTree tree, DirectoryContents contents, Incoming incoming, StoreReaders readers) {
    private static final int ATTEMPTS = 10;

    /** Moves the files of a rendition to their folder, which may already have the same ones. */
    void fill(Manifest manifest, Path files) throws IOException {
        String path = RenditionLayout.files(manifest);
        readers.createFolderOf(tree.resolve(path));
        for (int attempt = 1; !incoming.moveTo(tree.resolve(path), files); attempt++) {
            if (isFilled(manifest)) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException(tree.resolve(path) + " is incomplete and can't be replaced");
            }
            // Some files were deleted, or a worker that was not first has just removed the same ones.
            incoming.discard(tree.resolve(path));
        }
    }

    private boolean isFilled(Manifest manifest) throws IOException {
        for (RenditionFile file : manifest.files()) {
            if (!contents.hasSize(RenditionLayout.file(manifest, file), file.bytes())) {
                return false;
            }
        }
        return true;
    }
}
