package dev.renditions.store;

import static dev.renditions.testing.SampleRendition.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.renditions.api.Manifest;
import dev.renditions.api.StoreException;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.StoreFinding.Problem;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The findings in a store with lost and damaged files. */
@Timeout(60)
final class StoreVerificationTest {
    @TempDir
    private Path folder;

    private DirectoryStore store;
    private DirectoryFiles files;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void open() {
        store = new DirectoryStore(folder.resolve("store"));
        files = new DirectoryFiles(folder.resolve("store"));
    }

    @Test
    void emptyStoreIsWhole() {
        StoreVerification.Report report = verify(false, false);

        assertThat(report.isWhole()).isTrue();
        assertThat(report.renditions()).isZero();
    }

    @Test
    void eachKindOfDamageIsFound() {
        publish(1);
        Manifest missing = publish(2);
        files.delete(path(missing, 1));
        Manifest cut = publish(3);
        files.write(path(cut, 0), "cut".getBytes(UTF_8));
        files.write(RenditionLayout.manifest(key(4)), "{".getBytes(UTF_8));
        files.write(RenditionLayout.manifest(key(5)), "{\"v\":2}".getBytes(UTF_8));
        files.write(RenditionLayout.folder(key(6)) + "/abc/left", new byte[7]);
        Manifest more = publish(7);
        files.write(RenditionLayout.folder(more.key()) + "/abc/left", new byte[5]);
        Manifest wrong = publish(8);
        files.write(path(wrong, 1), "notes on IT".getBytes(UTF_8));

        StoreVerification.Report report = verify(false, false);

        assertThat(listener.found)
                .extracting(StoreFinding::key, StoreFinding::problem, StoreFinding::path)
                .containsExactlyInAnyOrder(
                        found(missing, Problem.MISSING_FILE, 1),
                        found(cut, Problem.WRONG_SIZE, 0),
                        tuple(key(4), Problem.DAMAGED_MANIFEST, "rendition.json"),
                        tuple(key(5), Problem.NEWER_MANIFEST, "rendition.json"),
                        tuple(key(6), Problem.ORPHAN, "abc/left"),
                        tuple(more.key(), Problem.ORPHAN, "abc/left"));
        assertThat(report).isEqualTo(new StoreVerification.Report(3, 3, 0, 1, 0, 2, 12));
        assertThat(report.isWhole()).isFalse();
        assertThat(verify(true, false).broken()).as("with hashes").isEqualTo(4);
        assertThat(listener.found)
                .extracting(StoreFinding::key, StoreFinding::problem, StoreFinding::path)
                .contains(found(wrong, Problem.WRONG_BYTES, 1));
    }

    @Test
    void repairRemovesWhatIsBrokenAndNothingElse() {
        Manifest whole = publish(1);
        Manifest missing = publish(2);
        files.delete(path(missing, 0));
        files.write(RenditionLayout.manifest(key(3)), "{".getBytes(UTF_8));
        files.write(RenditionLayout.manifest(key(4)), "{\"v\":2}".getBytes(UTF_8));

        StoreVerification.Report report = verify(false, true);

        assertThat(report.isWhole()).isTrue();
        assertThat(report.repaired()).isEqualTo(2);
        assertThat(listener.removed).containsExactlyInAnyOrder(missing.key(), key(3));
        assertThat(files.list())
                .containsExactlyInAnyOrder(
                        RenditionLayout.manifest(whole.key()),
                        path(whole, 0),
                        path(whole, 1),
                        RenditionLayout.manifest(key(4)));
        assertThat(store.find(missing.key())).isEmpty();
        assertThat(verify(true, false).broken()).isZero();
    }

    @Test
    void renditionReplacedAfterTheListingIsNotBroken() {
        Manifest lost = publish(1);
        files.delete(path(lost, 1));
        RenditionFolder listed = store.folder(lost.key());
        publish(1);

        assertThat(new RenditionCheck(store, true).of(listed).findings()).isEmpty();
    }

    @Test
    void concurrentChecksVisitEachRenditionOnce() {
        for (int i = 0; i < 200; i++) {
            files.write(RenditionLayout.manifest(key(i)), new byte[] {'{'});
        }

        StoreVerification.Report report = new StoreVerification(store, false, true).run(8, listener);

        assertThat(report.broken()).isEqualTo(200);
        assertThat(report.repaired()).isEqualTo(200);
        assertThat(listener.removed).doesNotHaveDuplicates().hasSize(200);
        assertThat(files.list()).isEmpty();
    }

    @Test
    void storeThatCannotBeListedIsAnError() throws IOException {
        Path root = Files.createDirectories(folder.resolve("store"));
        Files.createSymbolicLink(root.resolve("00"), Path.of("00"));

        assertThatThrownBy(() -> verify(false, false)).isInstanceOf(StoreException.class);
    }

    @Test
    void interruptedVerificationIsCancelled() {
        publish(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> verify(false, false)).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private StoreVerification.Report verify(boolean deep, boolean repair) {
        return new StoreVerification(store, deep, repair).run(2, listener);
    }

    private Manifest publish(int number) {
        SampleRendition sample = SampleRendition.of(key(number), "film " + number, folder);
        return store.publish(sample.manifest(), sample.folder()).rendition().manifest();
    }

    private static RenditionKey key(int number) {
        return new RenditionKey(ContentHash.of(("source " + number).getBytes(UTF_8)), KEY.profile());
    }

    private static String path(Manifest manifest, int file) {
        return RenditionLayout.file(manifest, manifest.files().get(file));
    }

    private static Tuple found(Manifest manifest, Problem problem, int file) {
        String within = path(manifest, file)
                .substring(RenditionLayout.folder(manifest.key()).length() + 1);
        return tuple(manifest.key(), problem, within);
    }

    /** Records the notifications of a verification. Called by one thread at a time. */
    private static final class RecordingListener implements StoreVerification.Listener {
        private final List<StoreFinding> found = new ArrayList<>();
        private final List<RenditionKey> removed = new ArrayList<>();

        @Override
        public void found(StoreFinding finding, boolean repaired) {
            found.add(finding);
        }

        @Override
        public void removed(RenditionKey key) {
            removed.add(key);
        }

        @Override
        public void unanswered(RenditionKey key, StoreException why) {
            throw new AssertionError(why);
        }

        @Override
        public void progressed(StoreVerification.Report soFar) {
            assertThat(soFar.unanswered()).isZero();
        }
    }
}
