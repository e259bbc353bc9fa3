package dev.renditions.testing;

import java.util.Set;

/** What really lies in a store, seen past the port. Paths are relative to the store's root. */
public interface StoredFiles {
    /** The paths of all files that belong to renditions, or look so. */
    Set<String> list();

    /** The bytes of a file. */
    byte[] read(String path);

    /** Writes a file as somebody else might. */
    void write(String path, byte[] bytes);

    /** Deletes a file as somebody else might. */
    void delete(String path);
}
