package dev.renditions.lambda.event;

import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.SpooledSource;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.lambda.FunctionContext;
import dev.renditions.lambda.ObjectResolver;
import dev.renditions.lambda.queue.DeadLetters;
import dev.renditions.lambda.queue.Redelivery;
import dev.renditions.lambda.queue.ResultPublisher;
import dev.renditions.lambda.telemetry.RecordedTelemetry;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.route.Routes;
import dev.renditions.service.RenditionService;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests of handlers, with a real service, an encoder that only counts, and recorded outlets. */
@Timeout(60)
public abstract class HandlerScene {
    static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    public static final int MAX_RECEIVES = 3;

    @TempDir
    public Path folder;

    public final FakeTranscoder transcoder = new FakeTranscoder();
    public final MemoryIndex index = MemoryIndex.create();
    final Map<String, String> uploads = new ConcurrentHashMap<>();
    public final RecordedTelemetry telemetry = new RecordedTelemetry();
    public final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    /** Scheduled redeliveries by receipt. */
    public final Map<Redelivery.Receipt, Duration> scheduled = new ConcurrentHashMap<>();

    public final List<RenditionResult> announced = new CopyOnWriteArrayList<>();
    private final List<RenditionService> services = new ArrayList<>();
    public volatile boolean lettersArrive = true;
    /** The limits of functions that are created from now on. */
    public SourceLimits limits = SourceLimits.DEFAULT;

    @AfterEach
    void close() {
        services.forEach(RenditionService::close);
        index.close();
    }

    /** Creates another function over the same store and index. */
    public FunctionContext parts() {
        return parts(index, Optional.of(new Letters()));
    }

    public synchronized FunctionContext parts(ArtifactIndex with, Optional<DeadLetters> deadLetters) {
        RenditionService service = new RenditionService(
                with,
                new DirectoryStore(folder.resolve("store")),
                transcoder,
                new Workspace(folder.resolve("work"), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(1), Duration.ZERO).with(limits),
                Timing.system());
        services.add(service);
        return new FunctionContext(
                new FunctionContext.Rules(
                        Routes.all(List.of(
                                CATALOG.find("mp4-720p").orElseThrow(),
                                CATALOG.find("poster").orElseThrow())),
                        CATALOG,
                        MAX_RECEIVES),
                service,
                new Objects(),
                FunctionContext.Index.of(with),
                new FunctionContext.Outlets(deadLetters, new Listeners(), new Scheduled(), telemetry),
                Clock.systemUTC());
    }

    /** Uploads an object with this text, which the fake encoder interprets. */
    public void upload(String key, String text) {
        uploads.put(key, text);
    }

    /** Resolves uploads; keys that were not uploaded are absent sources. */
    private final class Objects implements ObjectResolver {
        @Override
        public Source source(S3ObjectRef object) {
            String text = uploads.get(object.key());
            if (text == null) {
                return new AbsentSource(object);
            }
            try {
                return new FileSource(Files.writeString(
                        Files.createTempDirectory(folder, "upload").resolve("file"), text));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean owns(S3ObjectRef object) {
            return object.bucket().equals("renditions-store") && object.key().startsWith("renditions/");
        }

        @Override
        public Optional<RenditionKey> rendition(S3ObjectRef object) {
            return owns(object)
                    ? RenditionLayout.keyOfFile(object.key().substring("renditions/".length()))
                    : Optional.empty();
        }
    }

    /** A source that can't be read: temporarily if its key begins with {@code busy}, else permanently. */
    private record AbsentSource(S3ObjectRef object) implements Source {
        @Override
        public String name() {
            return object.toString();
        }

        @Override
        public SpooledSource spool(Path into) {
            throw object.key().startsWith("busy")
                    ? new SourceException(SourceException.Kind.UNREADABLE, name() + " can't be read; try again")
                    : new SourceException(SourceException.Kind.MISSING, name() + " does not exist");
        }
    }

    private final class Letters implements DeadLetters {
        @Override
        public boolean send(DeadLetter letter, EventOrigin origin) {
            if (lettersArrive) {
                letters.add(letter);
            }
            return lettersArrive;
        }

        @Override
        public void close() {}
    }

    private final class Scheduled implements Redelivery {
        @Override
        public void schedule(Receipt receipt, Duration pause) {
            scheduled.put(receipt, pause);
        }

        @Override
        public void close() {}
    }

    private final class Listeners implements ResultPublisher {
        @Override
        public int announce(List<RenditionResult> results) {
            announced.addAll(results);
            return 0;
        }

        @Override
        public void close() {}
    }
}
