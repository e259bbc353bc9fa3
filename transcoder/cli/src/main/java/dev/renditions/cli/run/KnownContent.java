package dev.renditions.cli.run;

import dev.renditions.api.Source;
import dev.renditions.config.Wiring;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import dev.renditions.workspace.Workspace;
import java.util.Optional;

/**
 * What a source is called, found as cheaply as it can be.
 *
 * @param source the source
 * @param hash the hash of its bytes
 * @param version what the index knows its hash by; absent if it does not know it by anything
 * @param how where the hash is from, for people
 */
public record KnownContent(Source source, ContentHash hash, Optional<SourceVersion> version, String how) {
    /**
     * Asks the index, whoever keeps the source, and in the end its bytes.
     *
     * @throws dev.renditions.api.SourceException if the source can't be read
     * @throws dev.renditions.api.MediaException if it is too large to be read, or the disk has too little space
     * @throws dev.renditions.index.IndexUnavailableException if the index does not answer
     */
    public static KnownContent of(Source source, Wiring wiring) {
        Optional<SourceVersion> version = source.version();
        Optional<ContentHash> remembered = version.flatMap(wiring.index().contentHashes()::find);
        if (remembered.isPresent()) {
            return new KnownContent(source, remembered.get(), version, "as the index remembers");
        }
        Optional<ContentHash> declared = source.declaredContent();
        if (declared.isPresent()) {
            return new KnownContent(
                    source,
                    declared.get(),
                    version,
                    version.isPresent() ? "as S3 has proved" : "as it was when the file was read");
        }
        try (Workspace.Folder folder = wiring.workspace().open()) {
            return new KnownContent(
                    source, wiring.intake().spool(source, folder).content(), version, "of its bytes");
        }
    }
}
