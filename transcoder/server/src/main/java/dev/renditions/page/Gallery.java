package dev.renditions.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.ListedTrack;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.link.LinkProvider;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.profile.ProfileCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of static files that shows results and plays renditions, opened from a disk or served by any web server. It
 * contains everything that it shows, since links to S3 would expire within days. Files of a local store are hard-linked
 * instead of copied if the file system supports that, since they never change. For one thread.
 */
public final class Gallery {
    private static final Duration FETCH = Duration.ofMinutes(15);
    /** A longer text is read from its file, which browsers don't allow for pages opened from a disk. */
    private static final long LONGEST_TEXT = 1 << 20;

    /** Escapes HTML, since names come from untrusted users and the data is read as JavaScript. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Path folder;
    private final ObjectStore store;
    private final LinkProvider links;
    private final ProfileCatalog catalog;

    /**
     * A gallery in a folder, which need not exist. Files of an earlier gallery are overwritten, and nothing is deleted.
     *
     * @param links links to files of a store that is not on this machine
     * @param catalog the profiles of the results
     */
    public Gallery(Path folder, ObjectStore store, LinkProvider links, ProfileCatalog catalog) {
        this.folder = folder;
        this.store = store;
        this.links = links;
        this.catalog = catalog;
    }

    /**
     * Writes the gallery.
     *
     * @throws IOException if a file can't be written, or not be fetched from the store
     * @throws dev.renditions.api.StoreException if the store does not answer
     */
    public void write(List<RenditionResult> results) throws IOException {
        Files.createDirectories(folder);
        Map<String, ObjectNode> sources = new LinkedHashMap<>();
        for (RenditionResult result : results) {
            ObjectNode source = sources.computeIfAbsent(
                    result.source(), name -> JSON.createObjectNode().put("name", name));
            result.content().ifPresent(content -> source.put("contentHash", content.hex()));
            source.withArray("renditions").add(rendition(result));
        }
        ObjectNode data = JSON.createObjectNode();
        sources.values().forEach(data.putArray("sources")::add);
        for (String file : Page.OF_GALLERY) {
            write(file.equals("gallery.html") ? "index.html" : file, Page.text(file));
        }
        write("data.js", "window.Renditions = { gallery: " + json(data) + " };\n");
    }

    private ObjectNode rendition(RenditionResult result) throws IOException {
        ObjectNode node = JSON.createObjectNode()
                .put("profile", result.profile().name())
                .put("profileId", result.profile().toString())
                .put("outcome", result.outcome().word())
                .put("seconds", ResultJson.toSeconds(result.spent()))
                .put("savedSeconds", ResultJson.toSeconds(result.saved()));
        add(result.tracks().encoded(), node.putArray("encodedTracks"));
        add(result.tracks().reused(), node.putArray("reusedTracks"));
        catalog.find(result.profile().name())
                .ifPresent(profile -> node.put("kind", profile.kind().word()));
        if (!result.reason().isEmpty()) {
            node.put("reason", result.reason());
        }
        if (!result.warnings().isEmpty()) {
            result.warnings().forEach(node.putArray("warnings")::add);
        }
        if (result.location().isPresent() && result.content().isPresent()) {
            RenditionKey key = new RenditionKey(result.content().get(), result.profile());
            StoredRendition stored = store.find(key).orElse(null);
            if (stored != null) {
                files(stored, node);
            }
        }
        return node;
    }

    private static void add(List<TrackId> tracks, ArrayNode ids) {
        tracks.forEach(track -> ids.add(track.toString()));
    }

    private void files(StoredRendition stored, ObjectNode node) throws IOException {
        RenditionKey key = stored.manifest().key();
        String place = "media/" + key.content().hex() + "/" + key.profile();
        ArrayNode files = node.putArray("files");
        long bytes = 0;
        for (RenditionFile file : stored.manifest().files()) {
            String path = place + "/" + file.name();
            bring(stored, file, folder.resolve(path));
            bytes += file.bytes();
            ObjectNode item = files.addObject()
                    .put("name", file.name())
                    .put("mediaType", file.mediaType())
                    .put("url", path);
            if (file.mediaType().equals("text/vtt") && file.bytes() <= LONGEST_TEXT) {
                item.put("text", new String(store.read(stored, file), StandardCharsets.UTF_8));
            }
        }
        node.put("bytes", bytes);
        ListedTrack.of(stored.manifest()).forEach(node.putArray("tracks")::addPOJO);
    }

    private void bring(StoredRendition stored, RenditionFile file, Path target) throws IOException {
        if (Files.exists(target) && Files.size(target) == file.bytes()) {
            return;
        }
        Files.createDirectories(target.getParent());
        URI uri = stored.uri(file);
        if ("file".equals(uri.getScheme())) {
            link(Path.of(uri), target);
            return;
        }
        try (InputStream in = links.to(stored.manifest().key(), uri, LinkTerms.of(FETCH))
                .toURL()
                .openStream()) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // On another file system, on one without links, or if another file is in the way.
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String json(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can't be written as JSON", e);
        }
    }
}
