package dev.renditions.store;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The listing of a rendition's folder: its manifest, its files, and any other files. Immutable.
 *
 * @param key the rendition
 * @param files the size of each file by its path within the folder, such as {@code 0123456789ab/video.mp4}
 */
public record RenditionFolder(RenditionKey key, SortedMap<String, Long> files) {
    /** Copies the map. */
    public RenditionFolder {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Whether the manifest exists, readable or not. */
    public boolean committed() {
        return files.containsKey(ObjectStore.MANIFEST);
    }

    /**
     * Whether the manifest and all files of a rendition exist, with the right sizes.
     *
     * @param main the path of its main file within the folder
     * @param location has the sizes; if it has no digest of them, only their sum is compared
     */
    public boolean holds(String main, RenditionLocation location) {
        Long bytes = files.get(main);
        if (!committed() || bytes == null || bytes != location.bytes()) {
            return false;
        }
        SortedMap<String, Long> its = beneath(main.substring(0, main.indexOf('/') + 1));
        return location.sizes().isEmpty()
                ? its.values().stream().mapToLong(Long::longValue).sum() == location.allBytes()
                : sizes(its).equals(location.sizes());
    }

    /** The files of a manifest that are missing or have another size. */
    public List<RenditionFile> lacking(Manifest manifest) {
        String folder = folder(manifest);
        return manifest.files().stream()
                .filter(file -> files.getOrDefault(folder + file.name(), -1L) != file.bytes())
                .toList();
    }

    /** The paths of all files that a manifest does not name, except its own. */
    public List<String> unnamed(Manifest manifest) {
        String folder = folder(manifest);
        Set<String> named =
                manifest.files().stream().map(file -> folder + file.name()).collect(Collectors.toSet());
        return files.keySet().stream()
                .filter(path -> !path.equals(ObjectStore.MANIFEST) && !named.contains(path))
                .toList();
    }

    private static String folder(Manifest manifest) {
        return RenditionLayout.packageDigest(manifest.files()) + "/";
    }

    /** The files below a folder. Those with invalid names, as a desktop leaves in every folder, don't belong to a rendition. */
    private SortedMap<String, Long> beneath(String folder) {
        SortedMap<String, Long> its = new TreeMap<>();
        files.tailMap(folder).forEach((path, bytes) -> {
            if (path.startsWith(folder) && RenditionFile.isName(path.substring(folder.length()))) {
                its.put(path.substring(folder.length()), bytes);
            }
        });
        return its;
    }

    /** The digest of the names and sizes of a rendition's files; empty if it is a single one. */
    static String sizesOf(Manifest manifest) {
        if (manifest.files().size() == 1) {
            return "";
        }
        SortedMap<String, Long> sizes = new TreeMap<>();
        manifest.files().forEach(file -> sizes.put(file.name(), file.bytes()));
        return sizes(sizes);
    }

    private static String sizes(SortedMap<String, Long> sizes) {
        MessageDigest digest = ContentHash.newDigest();
        sizes.forEach((name, bytes) -> digest.update((name + "\0" + bytes + "\n").getBytes(StandardCharsets.UTF_8)));
        return RenditionLayout.shortHex(digest);
    }
}
