package dev.renditions.fire;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreLeases;
import dev.renditions.directory.DirectoryLeases;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.s3.S3Clients;
import dev.renditions.s3.S3Leases;
import dev.renditions.s3.S3Store;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.S3Files;
import dev.renditions.testing.StoredFiles;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A store that several processes share.
 *
 * @param address from which a worker opens it
 * @param options options of the worker's virtual machine that the store needs
 * @param store the store as the test uses it
 * @param files the stored files
 * @param leaseFiles the files of leases
 */
record SharedStore(String address, List<String> options, ObjectStore store, StoredFiles files, StoredFiles leaseFiles) {
    private static final String S3 = "s3://";

    /** The kinds of store. */
    enum Kind {
        DIRECTORY,
        S3
    }

    static SharedStore of(Kind kind, Scene scene) {
        return kind == Kind.S3 ? bucket() : directory(scene);
    }

    static SharedStore directory(Scene scene) {
        Path root = scene.folder().resolve("store");
        return new SharedStore(
                root.toString(),
                List.of(),
                new DirectoryStore(root),
                new DirectoryFiles(root),
                new DirectoryFiles(root.resolve(".leases")));
    }

    private static SharedStore bucket() {
        S3Endpoint endpoint = S3Emulator.shared();
        S3Client client = endpoint.client();
        String bucket = endpoint.newBucket(client);
        List<String> options = List.of(
                "-Daws.endpointUrlS3=" + endpoint.uri(),
                "-Daws.region=us-east-1",
                "-Daws.accessKeyId=test",
                "-Daws.secretAccessKey=test");
        return new SharedStore(
                S3 + bucket,
                options,
                new S3Store(client, bucket, ""),
                new S3Files(client, bucket, ""),
                new S3Files(client, bucket, "leases/"));
    }

    /** For a worker: opens the store at this address. */
    static ObjectStore open(String address) {
        return address.startsWith(S3)
                ? new S3Store(S3Clients.create(true), address.substring(S3.length()), "")
                : new DirectoryStore(Path.of(address));
    }

    /** For a worker: opens the leases of the store at this address. */
    static StoreLeases openLeases(String address) {
        return address.startsWith(S3)
                ? new S3Leases(S3Clients.create(true), address.substring(S3.length()), "")
                : new DirectoryLeases(Path.of(address));
    }
}
