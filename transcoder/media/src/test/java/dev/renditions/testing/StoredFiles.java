package dev.renditions.testing;

import java.util.Set;

/** The files in a store, read directly, bypassing the port. Paths are relative to the store's root. */
public interface StoredFiles {
    /** The paths of all files that belong to renditions, or look like it. */
    Set<String> list();

    /** The bytes of a file. */
    byte[] read(String path);

    /** Writes a file, as another program might. */
    void write(String path, byte[] bytes);

    /** Deletes a file, as another program might. */
    void delete(String path);
}
