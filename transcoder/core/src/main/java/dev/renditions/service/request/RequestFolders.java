package dev.renditions.service.request;

import dev.renditions.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** The folder of one request, which is created on first use, and the folders in it. Closing it deletes all. Not thread-safe. */
final class RequestFolders implements AutoCloseable {
    private final Workspace workspace;
    private Workspace.@Nullable Folder folder;

    RequestFolders(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The folder that has all others, and the source. */
    Workspace.Folder whole() {
        Workspace.Folder opened = folder;
        if (opened == null) {
            opened = workspace.open();
            folder = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        Workspace.Folder opened = folder;
        if (opened != null) {
            opened.close();
        }
    }
}
