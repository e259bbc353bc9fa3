package dev.renditions.workspace;

import dev.renditions.api.MediaException;
import dev.renditions.support.SettingName;
import java.util.OptionalLong;

/**
 * Checks that the disk has enough free space before anything is written. A lack of space is transient: other jobs end and
 * free theirs.
 *
 * @param workspace where it is written
 * @param leave bytes that must stay free
 */
public record FreeSpaceGuard(Workspace workspace, long leave) {
    /**
     * Reserves space, in addition to what other jobs of this process have reserved and not yet written.
     *
     * @param what what the space is for, for the message
     * @return a reservation; close it when the data is written, or will not be
     * @throws MediaException of kind ENGINE if there is not enough space
     */
    public DiskReservations.Reservation reserve(long bytes, String what) {
        return workspace.reservations().reserve(bytes, this::left, others -> lacking(bytes, what, others));
    }

    private OptionalLong left() {
        OptionalLong free = workspace.free();
        return free.isPresent() ? OptionalLong.of(free.getAsLong() - leave) : free;
    }

    private MediaException lacking(long bytes, String what, long others) {
        String rest = others > 0 ? "; other jobs have yet to write " + others : "";
        return new MediaException(
                MediaException.Kind.ENGINE,
                "not enough disk space for " + what + ": " + bytes + " bytes are needed and " + leave
                        + " must stay free (" + SettingName.MIN_FREE_SPACE + "), but only "
                        + workspace.free().orElse(0) + " are free in " + workspace.root() + rest
                        + "; free some space, or set another folder with " + SettingName.WORK_DIR);
    }
}
