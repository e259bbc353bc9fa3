package dev.renditions.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.renditions.api.Manifest;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.RenditionKey;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes a manifest as JSON for programs and users. Its members have a fixed order, so that the same manifest always has the
 * same bytes. Unknown members are ignored. Safe for use by many threads at once.
 */
public final class ManifestCodec {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestCodec.class);

    /** Has a fixed line separator: the platform's would make the bytes depend on the machine. */
    private static final ObjectWriter WRITER =
            StrictJson.MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private ManifestCodec() {}

    /** Read before anything else: a newer version may have other members. */
    private record Version(int v) {}

    /** The bytes of a manifest for {@link #read}. */
    public static byte[] write(Manifest manifest) {
        try {
            return (WRITER.writeValueAsString(ManifestJson.of(manifest)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest of " + manifest.key() + " can't be written as JSON", e);
        }
    }

    /**
     * The rendition whose manifest a store holds.
     *
     * @param json the bytes in the store
     * @param key the rendition that was requested
     * @param root the store's root, ending with a slash
     * @throws StoreException of kind DAMAGED_MANIFEST if the bytes are not a manifest, or one of another rendition; of kind
     *     NEWER_MANIFEST if a newer version of this program wrote it
     */
    public static StoredRendition read(byte[] json, RenditionKey key, URI root) {
        try {
            JsonNode tree = StrictJson.MAPPER.readTree(json);
            checkVersion(StrictJson.read(tree, Version.class).v(), key, root);
            Manifest manifest = StrictJson.read(tree, ManifestJson.class).manifest();
            if (!manifest.key().equals(key)) {
                throw new IllegalArgumentException("it is the manifest of " + manifest.key());
            }
            return RenditionLayout.stored(root, manifest);
        } catch (JsonProcessingException e) {
            throw unreadable("it is not JSON: " + e.getOriginalMessage(), key, root, e);
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw unreadable(String.valueOf(e.getMessage()), key, root, e);
        }
    }

    /**
     * The same, but a damaged manifest is logged and counts as absent: its rendition is made again.
     *
     * @throws StoreException of kind NEWER_MANIFEST if a newer version of this program wrote it
     */
    public static Optional<StoredRendition> readUndamaged(byte[] json, RenditionKey key, URI root) {
        try {
            return Optional.of(read(json, key, root));
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.DAMAGED_MANIFEST) {
                throw e;
            }
            LOG.warn("{}", SafeText.of(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static void checkVersion(int version, RenditionKey key, URI root) {
        if (version > ManifestJson.VERSION) {
            throw StoreException.ofManifest(
                    StoreException.Kind.NEWER_MANIFEST,
                    "the manifest " + root + RenditionLayout.manifest(key) + " can't be read: it has version "
                            + version
                            + ", and this program supports version " + ManifestJson.VERSION
                            + "; use the program that wrote it, or a newer one",
                    new IllegalArgumentException("version " + version));
        }
        if (version < ManifestJson.VERSION) {
            throw new IllegalArgumentException("version " + version + " does not exist");
        }
    }

    private static StoreException unreadable(String why, RenditionKey key, URI root, Exception cause) {
        String object = root + RenditionLayout.manifest(key);
        return StoreException.ofManifest(
                StoreException.Kind.DAMAGED_MANIFEST,
                "the manifest " + object + " is damaged: " + why
                        + " (the rendition is made again when it is next requested)",
                cause);
    }
}
