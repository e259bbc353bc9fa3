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
 * When the streams of a file play, by all of its packets: exact where headers say nothing or only guess. Keeps a few
 * numbers for each stream, however many packets there are. To be read after the process has ended.
 */
final class PacketCount implements ConfinedProcess.Output {
    /** Fields of a line; the last is empty or more data that are not asked for. */
    private static final int FIELDS = 4;

    /** Far more than ffprobe is ever allowed; whatever a file says, this takes little memory. */
    private static final int MOST_STREAMS = 10_000;

    private final boolean jumps;
    private final Map<Integer, PacketClock> clocks = new HashMap<>();

    /**
     * Of nothing yet.
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

    /** How far the clock of any stream stepped back, the least of all steps; empty if none did. */
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
