package dev.renditions.directory;

import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.files.FolderTree;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.AnalysisKey;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * The results of analyses in a store's folder. Only their owner may read them, whoever may read the renditions. They are not
 * forced to the disk: a file that a power failure damages can't be read, and is written again.
 *
 * @param tree the store's folder
 * @param incoming where files are written before they are moved into place
 * @param readers who may read the folders that renditions lie in, too
 */
record DirectoryAnalyses(FolderTree tree, Incoming incoming, StoreReaders readers) implements AnalysisStore {
    @Override
    public Optional<String> find(AnalysisKey key) {
        String path = RenditionLayout.analysis(key);
        try (InputStream in = tree.read(path)) {
            byte[] json = in.readNBytes(MAX_BYTES + 1);
            return json.length > MAX_BYTES ? Optional.empty() : Optional.of(new String(json, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailures.store("the analysis " + tree.root().resolve(path) + " can't be read", e);
        }
    }

    @Override
    public void record(AnalysisKey key, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            return;
        }
        String path = RenditionLayout.analysis(key);
        try {
            readers.createFolders(tree.root());
            Path draft = incoming.create();
            try {
                replace(bytes, draft.resolve("analysis"), tree.resolve(path));
            } finally {
                incoming.delete(draft);
            }
        } catch (IOException e) {
            throw IoFailures.store("the analysis " + tree.root().resolve(path) + " can't be written", e);
        }
    }

    private void replace(byte[] bytes, Path draft, Path target) throws IOException {
        try (OutputStream out = StoreReaders.createNew(draft)) {
            out.write(bytes);
        }
        Path folder = Objects.requireNonNull(target.getParent());
        readers.createFolderOf(folder);
        StoreReaders.OWNER.createFolders(folder);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
