package dev.renditions.directory;

import dev.renditions.api.SourceException;
import dev.renditions.api.StoreException;
import dev.renditions.files.Ownership;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Turns exceptions of the file system into those of the ports. */
final class IoFailures {
    private IoFailures() {}

    /** A store's failure; transient unless an operator must act. */
    static RuntimeException store(String what, IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(what, e);
        }
        boolean lasting = e instanceof AccessDeniedException
                || e instanceof NotDirectoryException
                // What Files.createDirectories throws where a file is in the way.
                || e instanceof FileAlreadyExistsException;
        return new StoreException(!lasting, what + ": " + reason(e), e);
    }

    static RuntimeException source(String name, IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(name + " can't be read", e);
        }
        if (e instanceof NoSuchFileException) {
            return new SourceException(SourceException.Kind.MISSING, "'" + name + "' does not exist", e);
        }
        if (e instanceof AccessDeniedException) {
            return new SourceException(
                    SourceException.Kind.DENIED,
                    name + " can't be read: permission denied (give this user the right to read it and its folders)",
                    e);
        }
        return new SourceException(SourceException.Kind.UNREADABLE, name + " can't be read: " + reason(e), e);
    }

    private static CancellationException interrupted(String what, IOException e) {
        CancellationException cancelled = new CancellationException(what + ": interrupted");
        cancelled.initCause(e);
        return cancelled;
    }

    /** Names the owner, if it is another user: only one user may write to a store. */
    private static String owner(String denied) {
        return Ownership.otherOwner(Path.of(denied))
                .map(owned -> " (" + owned.path() + " belongs to the user " + owned.user()
                        + "; only one user may write to a store, and " + SettingName.STORE_READERS
                        + " sets who may read it)")
                .orElse("");
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied on " + denied.getFile() + owner(denied.getFile());
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return "a file is in the way: " + exists.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "'" + missing.getFile() + "' does not exist";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason() + " (" + system.getFile() + ")";
        }
        return String.valueOf(e.getMessage());
    }
}
