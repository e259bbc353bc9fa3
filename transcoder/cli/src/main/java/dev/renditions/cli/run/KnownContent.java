package dev.renditions.cli.run;

import dev.renditions.api.Source;
import dev.renditions.config.Wiring;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import dev.renditions.workspace.Workspace;
import java.util.Optional;

/**
 * The content hash of a source, found with the least effort.
 *
 *
 * @param source the source
 * @param hash the content hash
 * @param version the version under which the index stores the hash; absent if the source has none
 * @param how where the hash is from, for users
 */
public record KnownContent(Source source, ContentHash hash, Optional<SourceVersion> version, String how) {
    /**
     * Looks up the hash in the index, then asks the owner of the source (S3, or the cache of file hashes), and finally
     * hashes the bytes.
     *
     *
     * @throws dev.renditions.api.SourceException if the source can't be read
     * @throws dev.renditions.api.MediaException if the source exceeds a limit, or the disk has too little space
     * @throws dev.renditions.index.IndexUnavailableException if the index is unavailable
     */
    public static KnownContent of(Source source, Wiring wiring) {
        Optional<SourceVersion> version = source.version();
        Optional<ContentHash> remembered = version.flatMap(wiring.index().contentHashes()::find);
        if (remembered.isPresent()) {
            return new KnownContent(source, remembered.get(), version, "from the index");
        }
        Optional<ContentHash> declared = source.declaredContent();
        if (declared.isPresent()) {
            return new KnownContent(
                    source,
                    declared.get(),
                    version,
                    version.isPresent() ? "from the checksum in S3" : "from the cache of file hashes");
        }
        try (Workspace.Folder folder = wiring.workspace().open()) {
            return new KnownContent(
                    source, wiring.intake().spool(source, folder).content(), version, "from its bytes");
        }
    }
}
