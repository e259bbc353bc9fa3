package dev.renditions.testing;

import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The objects under a prefix, which is empty or ends with a slash. */
public record S3Files(S3Client client, String bucket, String prefix) implements StoredFiles {
    @Override
    public Set<String> list() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(object -> object.key().substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    @Override
    public byte[] read(String path) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(prefix + path))
                .asByteArray();
    }

    @Override
    public void write(String path, byte[] bytes) {
        client.putObject(request -> request.bucket(bucket).key(prefix + path), RequestBody.fromBytes(bytes));
    }

    @Override
    public void delete(String path) {
        client.deleteObject(request -> request.bucket(bucket).key(prefix + path));
    }
}
