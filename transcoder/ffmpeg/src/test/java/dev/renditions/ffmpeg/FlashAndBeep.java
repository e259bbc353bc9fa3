package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.process.TestMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * When a video flashes white and when it beeps, measured by decoding it: timestamps of the file, in seconds.
 *
 * @param flashes when each flash begins
 * @param beeps when each beep begins
 */
record FlashAndBeep(List<Double> flashes, List<Double> beeps) {
    /** White for 0.1 s from 1.0 s and from 3.0 s, and darker at other times. */
    static final String FLASHES =
            "lutyuv=y=val/2,drawbox=c=white:t=fill:enable='between(t,0.999,1.1)+between(t,2.999,3.1)'";

    /** Beeps at these times, and silence at others. */
    static final String BEEPS = "aevalsrc=if(between(t\\,1\\,1.1)+between(t\\,3\\,3.1)\\,sin(6283*t)*0.8):s=48000:d=5";

    private static final int WHITE = 200;
    private static final int RATE = 48_000;
    private static final int LOUD = 2500;
    private static final String FRAME = "frame:";
    private static final String TIME = "pts_time:";
    private static final String BRIGHTNESS = "lavfi.signalstats.YAVG=";

    static FlashAndBeep of(Path file, Path folder) {
        try {
            return new FlashAndBeep(flashes(file, folder), beeps(file, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much later each beep begins than its flash. */
    List<Double> delays() {
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < Math.min(flashes.size(), beeps.size()); i++) {
            delays.add(beeps.get(i) - flashes.get(i));
        }
        return delays;
    }

    private static List<Double> flashes(Path file, Path folder) throws IOException {
        Path log = folder.resolve("brightness");
        TestMedia.make(
                folder.resolve("frames"),
                "-i file:" + file + " -map 0:v -vf scale=16:16,format=gray,signalstats,metadata=print:file=" + log
                        + " -fps_mode passthrough -f framecrc");
        List<Double> flashes = new ArrayList<>();
        double time = 0;
        boolean white = false;
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith(FRAME)) {
                time = Double.parseDouble(
                        line.substring(line.indexOf(TIME) + TIME.length()).strip());
            } else if (line.startsWith(BRIGHTNESS)) {
                boolean before = white;
                white = Double.parseDouble(line.substring(BRIGHTNESS.length())) > WHITE;
                if (white && !before) {
                    flashes.add(time);
                }
            }
        }
        return flashes;
    }

    private static List<Double> beeps(Path file, Path folder) throws IOException {
        Path raw = TestMedia.make(
                folder.resolve("samples"),
                "-i file:" + file + " -map 0:a -af aresample=" + RATE + ":async=1:first_pts=0 -ac 1 -f s16le");
        ShortBuffer samples = ByteBuffer.wrap(Files.readAllBytes(raw))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        List<Double> beeps = new ArrayList<>();
        for (int i = 0; i < samples.limit(); i++) {
            if (Math.abs(samples.get(i)) > LOUD) {
                beeps.add((double) i / RATE);
                i += RATE / 2;
            }
        }
        return beeps;
    }
}
