package dev.renditions;

import java.util.OptionalLong;

/**
 * Asks whether there is room before anything is written. What lacks it is worth trying again: others end and leave room.
 *
 * @param workspace where it is written
 * @param leave bytes that must stay free
 */
record Room(Workspace workspace, long leave) {
    /**
     * Checks that so much can be written.
     *
     * @param what for whom, for the message
     * @throws MediaException of kind ENGINE if it can't
     */
    void require(long bytes, String what) {
        OptionalLong free = workspace.free();
        if (free.isPresent() && free.getAsLong() - leave < bytes) {
            throw new MediaException(
                    MediaException.Kind.ENGINE,
                    "there is no room for " + what + ": " + bytes + " bytes are needed and " + leave
                            + " are to stay free (--min-free-space), of the " + free.getAsLong() + " that are free in "
                            + workspace.root() + "; make room, or name another folder with --work-dir");
        }
    }
}
