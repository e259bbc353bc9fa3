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
 * What the jobs of this process have yet to write: two that look at the same free space must not both count on it. Safe for
 * use by many threads.
 */
public final class DiskReservations {
    private final List<Reservation> held = new ArrayList<>();

    /**
     * Reserves space, if there is as much beside what others have reserved.
     *
     * @param free what is free now, with what was written already counted off; empty where nobody knows
     * @param lacking what to throw otherwise, given what others have yet to write
     */
    synchronized Reservation reserve(
            long bytes, Supplier<OptionalLong> free, LongFunction<? extends RuntimeException> lacking) {
        // Before the free space: what is written in between counts twice, not never.
        long others = held.stream().mapToLong(Reservation::outstanding).sum();
        OptionalLong there = free.get();
        if (there.isPresent() && there.getAsLong() - others < bytes) {
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

        /** From now on, what lies in these folders is a part of it that is written. */
        public void into(List<Path> its) {
            folders = List.copyOf(its);
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

    /** Of what comes and goes meanwhile, any part may be counted. */
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
