package dev.renditions;

/**
 * Reads sources that are not too large and find room: whoever reads one does so here. Immutable; safe for use by many
 * threads.
 *
 * @param workspace where the copies lie
 * @param limits what a source may measure, and what must stay free
 */
public record Intake(Workspace workspace, SourceLimits limits) {
    /**
     * Reads a source, if what is known of its size before allows it.
     *
     * @param folder an empty folder of the workspace
     * @throws MediaException of kind LIMIT if it is too large, of kind ENGINE if there is no room for it
     * @throws SourceException if it can't be read
     */
    public Spooled spool(Source source, Workspace.Folder folder) {
        check(source);
        return source.spool(folder.path());
    }

    /** The part of it that reads nothing. */
    void check(Source source) {
        source.bytes().ifPresent(bytes -> {
            limits.checkBytes(bytes);
            if (source.copied()) {
                new Room(workspace, limits.freeBytes()).require(bytes, source.name());
            }
        });
    }
}
