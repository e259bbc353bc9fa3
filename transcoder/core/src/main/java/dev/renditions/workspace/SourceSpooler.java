package dev.renditions.workspace;

import dev.renditions.api.Source;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.SpooledSource;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads sources that are not too large and find room: whoever reads one does so here. Immutable; safe for use by many
 * threads.
 *
 * @param workspace where the copies lie
 * @param limits what a source may measure, and what must stay free
 */
public record SourceSpooler(Workspace workspace, SourceLimits limits) {
    /**
     * Reads a source, if what is known of its size before allows it.
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
     * @param folder gives the folder, when it is known that there is room: a disk that is full may have none even for that
     */
    public SpooledSource spool(Source source, Supplier<Workspace.Folder> folder) {
        OptionalLong bytes = source.bytes();
        bytes.ifPresent(limits::checkBytes);
        if (bytes.isEmpty() || !source.copied()) {
            return source.spool(folder.get().path());
        }
        FreeSpaceGuard room = new FreeSpaceGuard(workspace, limits.freeBytes());
        try (DiskReservations.Reservation reserved = room.reserve(bytes.getAsLong(), source.name())) {
            Path path = folder.get().path();
            reserved.into(List.of(path));
            return source.spool(path);
        }
    }
}
