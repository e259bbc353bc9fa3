package dev.renditions.store;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.ContentHash;
import dev.renditions.store.StoreFinding.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the files in a rendition's folder with its manifest. Safe for use by many threads.
 *
 * @param deep whether the bytes of each file are hashed, too
 */
record RenditionCheck(InspectableStore store, boolean deep) {
    /** Checks a rendition, and again if anything is found, because it may have been replaced after it was listed. */
    Verdict of(RenditionFolder listed) {
        Verdict first = once(listed);
        return first.findings().isEmpty() ? first : once(store.folder(listed.key()));
    }

    private Verdict once(RenditionFolder folder) {
        if (!folder.committed()) {
            return new Verdict(
                    folder,
                    Optional.empty(),
                    orphans(folder, List.copyOf(folder.files().keySet())));
        }
        try {
            Optional<StoredRendition> stored = store.examine(folder.key());
            return stored.isPresent()
                    ? compared(folder, stored.get())
                    : new Verdict(folder, Optional.empty(), List.of());
        } catch (StoreException e) {
            Problem problem = switch (e.kind()) {
                case DAMAGED_MANIFEST -> Problem.DAMAGED_MANIFEST;
                case NEWER_MANIFEST -> Problem.NEWER_MANIFEST;
                case FAILED -> throw e;
            };
            StoreFinding finding =
                    new StoreFinding(folder.key(), problem, ObjectStore.MANIFEST, String.valueOf(e.getMessage()));
            return new Verdict(folder, Optional.empty(), List.of(finding));
        }
    }

    private Verdict compared(RenditionFolder folder, StoredRendition stored) {
        Manifest manifest = stored.manifest();
        Set<RenditionFile> lacking = new HashSet<>(folder.lacking(manifest));
        List<StoreFinding> findings = new ArrayList<>();
        for (RenditionFile file : manifest.files()) {
            String path = RenditionLayout.packageDigest(manifest.files()) + "/" + file.name();
            if (lacking.contains(file)) {
                findings.add(lacking(folder, path, file));
            } else if (deep) {
                Optional<ContentHash> hash = store.hash(stored, file);
                if (!hash.equals(Optional.of(file.sha256()))) {
                    findings.add(new StoreFinding(
                            folder.key(),
                            hash.isEmpty() ? Problem.MISSING_FILE : Problem.WRONG_BYTES,
                            path,
                            hash.map(other -> "its SHA-256 is " + other + ", not " + file.sha256())
                                    .orElse("")));
                }
            }
        }
        findings.addAll(orphans(folder, folder.unnamed(manifest)));
        return new Verdict(folder, Optional.of(manifest), findings);
    }

    private static StoreFinding lacking(RenditionFolder folder, String path, RenditionFile file) {
        Long bytes = folder.files().get(path);
        return bytes == null
                ? new StoreFinding(folder.key(), Problem.MISSING_FILE, path, "")
                : new StoreFinding(
                        folder.key(),
                        Problem.WRONG_SIZE,
                        path,
                        "it has " + bytes + " bytes instead of " + file.bytes());
    }

    private static List<StoreFinding> orphans(RenditionFolder folder, List<String> paths) {
        return paths.stream()
                .map(path -> new StoreFinding(
                        folder.key(), Problem.ORPHAN, path, folder.files().get(path) + " bytes"))
                .toList();
    }

    /**
     * What was found in one folder.
     *
     * @param manifest the manifest, if it can be read
     */
    record Verdict(RenditionFolder folder, Optional<Manifest> manifest, List<StoreFinding> findings) {
        boolean broken() {
            return findings.stream().anyMatch(finding -> finding.problem().broken());
        }

        boolean newer() {
            return findings.stream().anyMatch(finding -> finding.problem() == Problem.NEWER_MANIFEST);
        }

        long count(Problem problem) {
            return findings.stream()
                    .filter(finding -> finding.problem() == problem)
                    .count();
        }

        long orphanBytes() {
            return findings.stream()
                    .filter(finding -> finding.problem() == Problem.ORPHAN)
                    .mapToLong(finding -> folder.files().getOrDefault(finding.path(), 0L))
                    .sum();
        }
    }
}
