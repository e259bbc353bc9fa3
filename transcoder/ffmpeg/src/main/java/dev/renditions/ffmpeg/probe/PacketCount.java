package dev.renditions.ffmpeg.probe;

import dev.renditions.ffmpeg.command.PacketClock;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Measures when the streams of a file start and end, from all of its packets: exact if headers state nothing or ffprobe only
 * guesses. Uses little memory for each stream. To be read after the process has ended.
 */
final class PacketCount implements ConfinedProcess.Output {
    /** The number of fields in a line; further ones are ignored. */
    private static final int FIELDS = 4;

    /** Far above the limit that ffprobe is given. Bounds the memory used for a hostile file. */
    private static final int MOST_STREAMS = 10_000;

    private final boolean jumps;
    private final Map<Integer, PacketClock> clocks = new HashMap<>();

    /**
     * A counter for one file.
     *
     * @param jumps whether the clock of the file may jump, as it does where recordings were joined
     */
    PacketCount(boolean jumps) {
        this.jumps = jumps;
    }

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read(line);
        }
    }

    private void read(String line) {
        String[] fields = line.split(",", FIELDS + 1);
        if (fields.length < FIELDS) {
            return;
        }
        double index = PacketClock.number(fields[0]);
        if (index >= 0 && index < MOST_STREAMS) {
            clocks.computeIfAbsent((int) index, i -> new PacketClock(jumps))
                    .add(PacketClock.number(fields[1]), PacketClock.number(fields[2]), PacketClock.number(fields[3]));
        }
    }

    /** The clock of one stream; empty if it has no packets. */
    Optional<PacketClock> stream(int index) {
        return Optional.ofNullable(clocks.get(index));
    }

    /** The smallest step that the clock of any stream made backwards, in seconds; empty if none did. */
    Optional<Double> leastStepBack() {
        return clocks.values().stream()
                .map(PacketClock::leastStepBack)
                .filter(Double::isFinite)
                .min(Double::compare);
    }

    /** When the first packet of any stream begins. */
    Optional<Double> start() {
        return clocks.values().stream().map(PacketClock::start).min(Double::compare);
    }

    /** When the last packet of any stream ends, subtitles included. */
    Optional<Double> end() {
        return clocks.values().stream().map(PacketClock::end).max(Double::compare);
    }
}
