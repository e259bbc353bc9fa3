package dev.renditions.config;

import dev.renditions.api.IndexSecret;
import dev.renditions.api.StoreLeases;
import dev.renditions.directory.DirectoryIndexKey;
import dev.renditions.directory.DirectoryLeases;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.http.ApiContext;
import dev.renditions.http.FileLinks;
import dev.renditions.http.access.LinkSigner;
import dev.renditions.s3.BucketIndexKey;
import dev.renditions.s3.Expiry;
import dev.renditions.s3.S3Clients;
import dev.renditions.s3.S3Leases;
import dev.renditions.s3.S3Links;
import dev.renditions.s3.S3Store;
import dev.renditions.store.InspectableStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Creates the parts that depend on where the store is, as the settings say: the store, its leases, the key of the index in it,
 * its links and the clients of S3. Thread-safe.
 */
final class StoreWiring implements AutoCloseable {
    private final Settings settings;
    private @Nullable S3Client s3;
    private @Nullable S3Links links;

    StoreWiring(Settings settings) {
        this.settings = settings;
    }

    /**
     * Creates the store.
     *
     * @throws SettingsException if it can't be used
     */
    InspectableStore store() {
        StoreAddress address = settings.store();
        if (address instanceof StoreAddress.Bucket bucket) {
            if (settings.limits().outputBytes() > S3Store.LARGEST_FILE) {
                throw new SettingsException(
                        List.of(settings.origins().name(Setting.MAX_OUTPUT_SIZE) + ": S3 takes files of "
                                + S3Store.LARGEST_FILE + " bytes at most; set a lower limit, or another store"));
            }
            Expiry expiry = settings.storeExpiry()
                    .map(age -> Expiry.of(age, Clock.systemUTC()))
                    .orElse(Expiry.NEVER);
            return new S3Store(s3(), bucket.name(), bucket.prefix(), expiry);
        }
        Path folder = PathSettings.store(
                settings.origins().name(Setting.STORE), ((StoreAddress.Directory) address).path(), settings.paths());
        return new DirectoryStore(folder, settings.storeReaders());
    }

    /** Creates the leases in the store. */
    StoreLeases leases() {
        StoreAddress address = settings.store();
        if (address instanceof StoreAddress.Bucket bucket) {
            return new S3Leases(s3(), bucket.name(), bucket.prefix());
        }
        return new DirectoryLeases(((StoreAddress.Directory) address).path(), settings.storeReaders());
    }

    /** The place in the store for the key of the index. */
    IndexSecret secret() {
        StoreAddress address = settings.store();
        if (address instanceof StoreAddress.Bucket bucket) {
            return new BucketIndexKey(s3(), bucket.name(), bucket.prefix());
        }
        return new DirectoryIndexKey(((StoreAddress.Directory) address).path(), settings.storeReaders());
    }

    /** A store that {@link #store} created, and its links, as the API needs them. */
    ApiContext.Holdings holdings(InspectableStore store) {
        LinkSigner signer = settings.requests()
                .signingKeys()
                .map(keys -> LinkSigner.with(keys, Clock.systemUTC()))
                .orElse(LinkSigner.NONE);
        if (settings.store() instanceof StoreAddress.Directory directory) {
            Path root = directory.path().toAbsolutePath().normalize();
            return new ApiContext.Holdings(
                    store, new FileLinks(DirectoryStore.baseOf(root), signer), signer, Optional.of(root));
        }
        return new ApiContext.Holdings(store, links(), signer, Optional.empty());
    }

    /** The client of S3, which is created on first use. */
    synchronized S3Client s3() {
        S3Client client = s3;
        if (client == null) {
            client = S3Clients.create(settings.s3PathStyle());
            s3 = client;
        }
        return client;
    }

    private synchronized S3Links links() {
        S3Links made = links;
        if (made == null) {
            made = new S3Links(S3Clients.presigner(settings.s3PathStyle()));
            links = made;
        }
        return made;
    }

    /** Closes the clients of S3, but not the parts that were created here. */
    @Override
    public synchronized void close() {
        if (s3 != null) {
            s3.close();
        }
        if (links != null) {
            links.close();
        }
    }
}
