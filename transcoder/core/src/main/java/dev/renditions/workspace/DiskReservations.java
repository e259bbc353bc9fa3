package dev.renditions.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The disk space that the jobs of this process have yet to write, so that no two of them rely on the same free space. Safe
 * for use by many threads.
 */
public final class DiskReservations {
    private final List<Reservation> held = new ArrayList<>();

    /**
     * Reserves space, if enough is free in addition to what others have reserved.
     *
     * @param free the free space now, after what was already written; empty if unknown
     * @param lacking makes the exception otherwise, from the bytes that others have yet to write
     */
    synchronized Reservation reserve(
            long bytes, Supplier<OptionalLong> free, LongFunction<? extends RuntimeException> lacking) {
        // Summed before the free space is read: what is written in between counts twice, rather than not at all.
        long others = held.stream().mapToLong(Reservation::outstanding).sum();
        OptionalLong available = free.get();
        if (available.isPresent() && available.getAsLong() - others < bytes) {
            throw lacking.apply(others);
        }
        Reservation reservation = new Reservation(bytes);
        held.add(reservation);
        return reservation;
    }

    private synchronized void end(Reservation reservation) {
        held.remove(reservation);
    }

    /** Space for one job, until it is closed. */
    public final class Reservation implements AutoCloseable {
        private final long bytes;
        private volatile List<Path> folders = List.of();

        private Reservation(long bytes) {
            this.bytes = bytes;
        }

        /** From now on, the files in these folders count as the part of it that is written. */
        public void into(List<Path> written) {
            folders = List.copyOf(written);
        }

        private long outstanding() {
            return Math.max(
                    0,
                    bytes - folders.stream().mapToLong(DiskReservations::size).sum());
        }

        @Override
        public void close() {
            end(this);
        }
    }

    /** Files that are added or deleted meanwhile may or may not be counted. */
    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(DiskReservations::sizeOfFile).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long sizeOfFile(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
