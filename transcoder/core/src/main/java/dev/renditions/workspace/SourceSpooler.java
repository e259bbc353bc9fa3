package dev.renditions.workspace;

import dev.renditions.api.Source;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.SpooledSource;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads sources after a check of their size and the free disk space. All sources are read here. Immutable; safe for use by
 * many threads.
 *
 * @param workspace where the copies lie
 * @param limits the limits of a source, and the space that must stay free
 */
public record SourceSpooler(Workspace workspace, SourceLimits limits) {
    /**
     * Reads a source, unless its size is known before and is too large.
     *
     * @param folder an empty folder of the workspace
     * @throws dev.renditions.api.MediaException of kind LIMIT if it is too large, of kind ENGINE if the disk has too little space
     * @throws dev.renditions.api.SourceException if it can't be read
     */
    public SpooledSource spool(Source source, Workspace.Folder folder) {
        return spool(source, () -> folder);
    }

    /**
     * The same.
     *
     * @param folder supplies the folder after the space is reserved: a full disk may lack space even for a folder
     */
    public SpooledSource spool(Source source, Supplier<Workspace.Folder> folder) {
        OptionalLong bytes = source.bytes();
        bytes.ifPresent(limits::checkBytes);
        if (bytes.isEmpty() || !source.copied()) {
            return source.spool(folder.get().path());
        }
        FreeSpaceGuard space = new FreeSpaceGuard(workspace, limits.freeBytes());
        try (DiskReservations.Reservation reserved = space.reserve(bytes.getAsLong(), source.name())) {
            Path path = folder.get().path();
            reserved.into(List.of(path));
            return source.spool(path);
        }
    }
}
