package dev.renditions.ffmpeg.damage;

import dev.renditions.ffmpeg.command.PacketClock;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the timestamps of decoded frames from lines such as {@code 0 1.04}: a stream index and seconds. Needs constant memory for
 * each stream. Results are valid after the process has ended.
 */
final class DecodedFrames implements ConfinedProcess.Output {
    private final Map<Integer, PacketClock> clocks = new HashMap<>();

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split(" ", 3);
            double index = PacketClock.number(fields[0]);
            double time = fields.length > 1 ? PacketClock.number(fields[1]) : Double.NaN;
            if (index >= 0 && !Double.isNaN(time)) {
                clocks.computeIfAbsent((int) index, i -> new PacketClock(false)).add(time, time, Double.NaN);
            }
        }
    }

    /** When the last frame of a stream ends, if it has the average duration of the others; zero if there was none. */
    Duration end(int stream) {
        PacketClock clock = clocks.get(stream);
        return clock == null ? Duration.ZERO : Duration.ofNanos((long) (Math.max(0, clock.end()) * 1e9));
    }
}
