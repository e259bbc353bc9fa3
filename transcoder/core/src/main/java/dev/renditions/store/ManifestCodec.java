package dev.renditions.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.support.SafeText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a manifest: JSON for programs and people, its fields in one order, so that the same manifest is always the
 * same bytes. Reading ignores fields it does not know. Safe for use by many threads at once.
 */
public final class ManifestCodec {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestCodec.class);
    private static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            // A double would lose the nanoseconds of a long time.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    /** The platform's own line ends would make other bytes on other machines. */
    private static final ObjectWriter WRITER =
            JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private ManifestCodec() {}

    /** The bytes that {@link #read} reads. */
    public static byte[] write(Manifest manifest) {
        RenditionKey key = manifest.key();
        ObjectNode json = JSON.createObjectNode();
        json.put("v", VERSION);
        json.put("contentHash", key.content().hex());
        json.put("profile", key.profile().name());
        json.put("profileId", key.profile().toString());
        ArrayNode files = json.putArray("files");
        manifest.files().forEach(file -> write(files.addObject(), manifest, file));
        json.put("main", path(manifest, manifest.main()));
        json.put("encodeSeconds", MediaJson.seconds(manifest.encodeTime()));
        json.put("engine", manifest.engine());
        MediaJson.write(json.putObject("media"), manifest.media());
        json.put("createdAt", manifest.createdAt().toString());
        if (!manifest.warnings().isEmpty()) {
            manifest.warnings().forEach(json.putArray("warnings")::add);
        }
        try {
            return (WRITER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifest of " + key + " can't be written as JSON", e);
        }
    }

    /**
     * The rendition whose manifest a store holds.
     *
     * @param json what the store holds
     * @param key the rendition that was asked for
     * @param root the store's root, ending with a slash
     * @throws StoreException of kind DAMAGED_MANIFEST if that is not a manifest, or of another rendition; of kind
     *     NEWER_MANIFEST if a newer version of this program wrote it
     */
    public static StoredRendition read(byte[] json, RenditionKey key, URI root) {
        try {
            JsonFields fields = new JsonFields(JSON.readTree(json));
            checkVersion(fields, key, root);
            Manifest manifest = read(fields);
            if (!manifest.key().equals(key)) {
                throw new IllegalArgumentException("it is the manifest of " + manifest.key());
            }
            return RenditionLayout.stored(root, manifest);
        } catch (JsonProcessingException e) {
            throw unreadable("it is no JSON: " + e.getOriginalMessage(), key, root, e);
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw unreadable(String.valueOf(e.getMessage()), key, root, e);
        }
    }

    /**
     * The same, where a damaged manifest counts as none: what it stood for is made again.
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

    private static Manifest read(JsonFields json) {
        Manifest manifest = new Manifest(
                new RenditionKey(ContentHash.parse(json.text("contentHash")), ProfileId.parse(json.text("profileId"))),
                json.list("files", ManifestCodec::readFile),
                json.seconds("encodeSeconds"),
                json.text("engine"),
                MediaJson.read(json.object("media")),
                Instant.parse(json.text("createdAt")),
                json.optionalTexts("warnings"));
        checkMain(json, manifest);
        return manifest;
    }

    private static void checkVersion(JsonFields json, RenditionKey key, URI root) {
        int version = json.integer("v");
        if (version > VERSION) {
            throw StoreException.ofManifest(
                    StoreException.Kind.NEWER_MANIFEST,
                    "the manifest " + root + RenditionLayout.manifest(key) + " can't be read: it is of version "
                            + version
                            + ", and this program knows version " + VERSION
                            + "; use the program that wrote it, or a newer one",
                    new IllegalArgumentException("version " + version));
        }
        if (version < VERSION) {
            throw new IllegalArgumentException("there is no version " + version);
        }
    }

    private static void write(ObjectNode json, Manifest manifest, RenditionFile file) {
        json.put("name", file.name());
        json.put("path", path(manifest, file));
        json.put("type", file.mediaType());
        json.put("bytes", file.bytes());
        json.put("sha256", file.sha256().hex());
    }

    private static RenditionFile readFile(JsonFields json) {
        return new RenditionFile(
                json.text("name"), json.text("type"), json.count("bytes"), ContentHash.parse(json.text("sha256")));
    }

    /** From the manifest to the file, so that a copied folder stays whole. */
    private static String path(Manifest manifest, RenditionFile file) {
        return RenditionLayout.packageDigest(manifest.files()) + "/" + file.name();
    }

    /** Where the files are follows from their names and hashes; a manifest that says otherwise has been tampered with. */
    private static void checkMain(JsonFields json, Manifest manifest) {
        String expected = path(manifest, manifest.main());
        if (!json.text("main").equals(expected)) {
            throw new IllegalArgumentException("its 'main' is not " + expected + ", as its files demand");
        }
    }

    private static StoreException unreadable(String why, RenditionKey key, URI root, Exception cause) {
        String object = root + RenditionLayout.manifest(key);
        return StoreException.ofManifest(
                StoreException.Kind.DAMAGED_MANIFEST,
                "the manifest " + object + " is damaged: " + why
                        + " (the rendition is made again when it is next asked for)",
                cause);
    }
}
