package dev.renditions.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.workspace.DiskReservations.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskReservationsTest {
    private final DiskReservations reservations = new DiskReservations();

    @TempDir
    private Path folder;

    @Test
    void spaceIsReservedOnlyOnce() {
        try (Reservation first = reserve(600, 1000)) {
            assertThat(othersWhenRefused(401, 1000)).isEqualTo(600);
            reserve(400, 1000).close();
            assertThat(first).isNotNull();
        }
        reserve(1000, 1000).close();
    }

    @Test
    void writtenBytesCountOnce() throws IOException {
        try (Reservation first = reserve(600, 1000)) {
            first.into(List.of(folder));
            Files.write(Files.createDirectory(folder.resolve("out")).resolve("film"), new byte[500]);

            assertThat(othersWhenRefused(401, 500)).isEqualTo(100);
            reserve(400, 500).close();
        }
    }

    @Test
    void writingMoreThanReservedTakesNothingFromOthers() throws IOException {
        try (Reservation first = reserve(100, 1000)) {
            first.into(List.of(folder));
            Files.write(folder.resolve("film"), new byte[500]);

            reserve(500, 500).close();
        }
    }

    @Test
    void missingFolderCountsAsEmpty() {
        try (Reservation first = reserve(600, 1000)) {
            first.into(List.of(folder.resolve("gone")));
            assertThat(othersWhenRefused(500, 1000)).isEqualTo(600);
        }
    }

    @Test
    void unknownFreeSpaceIsEnough() {
        reservations
                .reserve(Long.MAX_VALUE, OptionalLong::empty, others -> new IllegalStateException())
                .close();
    }

    @Test
    void spaceOfAWorkspaceIsSharedByItsJobs() throws IOException {
        try (Workspace workspace = new Workspace(folder, Clock.systemUTC())) {
            long most = workspace.free().orElseThrow() / 10 * 6;
            try (Reservation first = new FreeSpaceGuard(workspace, 0).reserve(most, "a film")) {
                assertThatExceptionOfType(MediaException.class)
                        .isThrownBy(() -> new FreeSpaceGuard(workspace, 0).reserve(most, "another film"))
                        .satisfies(e -> assertThat(e.isTransient()).isTrue())
                        .withMessageContaining("not enough disk space for another film")
                        .withMessageContaining("other jobs have yet to write " + most);
                assertThat(first).isNotNull();
            }
            new FreeSpaceGuard(workspace, 0).reserve(most, "another film").close();
        }
    }

    private Reservation reserve(long bytes, long free) {
        return reservations.reserve(bytes, () -> OptionalLong.of(free), Refused::new);
    }

    private long othersWhenRefused(long bytes, long free) {
        long[] others = new long[1];
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> reserve(bytes, free))
                .satisfies(e -> others[0] = e.others);
        return others[0];
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long others;

        Refused(long others) {
            this.others = others;
        }
    }
}
