package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.process.TestMedia;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Frames of patches with a known brightness in PQ or HLG, by the formulas of ITU-R BT.2100, for HLG on a display of 1000 nits.
 * They are calculated without filters of ffmpeg.
 *
 * @param transfer {@code smpte2084} or {@code arib-std-b67}
 * @param bits 8 or 10
 * @param chroma {@code 420}, {@code 422} or {@code 444}
 */
record LightPatches(String transfer, int bits, String chroma) {
    /** Red, green and blue with the primaries of BT.2020, in nits. */
    record Light(double red, double green, double blue) {
        static Light gray(double nits) {
            return new Light(nits, nits, nits);
        }
    }

    private static final int CELL = 32;
    private static final int COLUMNS = 8;

    /** The number of the first patch that is not gray. */
    static final int FIRST_COLOR = 2 * COLUMNS;

    private static final double RED = 0.2627;
    private static final double BLUE = 0.0593;
    private static final double GREEN = 1 - RED - BLUE;

    static final List<Double> GRAYS = List.of(0.0, 0.1, 1.0, 10.0, 26.0, 100.0, 203.0, 400.0, 1000.0, 4000.0, 10_000.0);

    private static final List<Light> COLORS = List.of(
            new Light(203, 0, 0),
            new Light(0, 203, 0),
            new Light(0, 0, 203),
            new Light(203, 203, 0),
            new Light(0, 203, 203),
            new Light(203, 0, 203),
            new Light(150, 75, 40),
            new Light(900, 450, 225),
            new Light(60, 600, 60),
            new Light(30, 20, 10));

    boolean pq() {
        return transfer.equals("smpte2084");
    }

    /** The brightness of each gray patch in nits; HLG ends at the peak of its display. */
    List<Double> grays() {
        return pq() ? GRAYS : GRAYS.stream().filter(nits -> nits <= 1000).toList();
    }

    List<Light> colors() {
        return COLORS;
    }

    /** Gray patches come first; the colors begin in a new row. */
    private Light light(int patch) {
        if (patch < FIRST_COLOR) {
            return patch < grays().size() ? Light.gray(grays().get(patch)) : Light.gray(0);
        }
        return patch - FIRST_COLOR < COLORS.size() ? COLORS.get(patch - FIRST_COLOR) : Light.gray(0);
    }

    static int width() {
        return COLUMNS * CELL;
    }

    static int height() {
        return 4 * CELL;
    }

    /** The center of a patch in an image of this width: x and y. */
    static int[] center(int patch, int width) {
        double scale = (double) width / width();
        return new int[] {(int) ((patch % COLUMNS + 0.5) * CELL * scale), (int) ((patch / COLUMNS + 0.5) * CELL * scale)
        };
    }

    /**
     * A video of one second.
     *
     * @param odd whether one column and row are missing
     * @param encode the arguments of ffmpeg that encode it
     */
    Path video(Path folder, boolean odd, String encode) throws IOException {
        int width = width() - (odd ? 1 : 0);
        int height = height() - (odd ? 1 : 0);
        Path raw = Files.write(folder.resolve("raw"), samples(width, height));
        return TestMedia.make(
                folder.resolve("source"),
                "-f rawvideo -video_size " + width + "x" + height + " -pixel_format " + pixelFormat()
                        + " -framerate 10 -i file:" + raw + " -vf loop=9:1,setparams=color_primaries=bt2020:color_trc="
                        + transfer + ":colorspace=bt2020nc:range=tv -frames:v 10 " + encode);
    }

    String pixelFormat() {
        return "yuv" + chroma + "p" + (bits > 8 ? bits + "le" : "");
    }

    private byte[] samples(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int plane = 0; plane < 3; plane++) {
            int across = plane > 0 && !chroma.equals("444") ? 2 : 1;
            int down = plane > 0 && chroma.equals("420") ? 2 : 1;
            for (int y = 0; y < height; y += down) {
                for (int x = 0; x < width; x += across) {
                    int sample = sample(light(y / CELL * COLUMNS + x / CELL), plane);
                    out.write(sample);
                    if (bits > 8) {
                        out.write(sample >> 8);
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private int sample(Light light, int plane) {
        double[] rgb = pq() ? pq(light) : hlg(light);
        double y = RED * rgb[0] + GREEN * rgb[1] + BLUE * rgb[2];
        double value = switch (plane) {
            case 0 -> 16 + 219 * y;
            case 1 -> 128 + 224 * (rgb[2] - y) / (2 * (1 - BLUE));
            default -> 128 + 224 * (rgb[0] - y) / (2 * (1 - RED));
        };
        return (int) Math.round(value * (1 << (bits - 8)));
    }

    private static double[] pq(Light light) {
        return new double[] {pq(light.red()), pq(light.green()), pq(light.blue())};
    }

    private static double pq(double nits) {
        double y = Math.pow(nits / 10_000, 2610.0 / 16_384);
        return Math.pow((3424.0 / 4096 + 2413.0 / 128 * y) / (1 + 2392.0 / 128 * y), 2523.0 / 32);
    }

    /** Undoes what a display of 1000 nits makes of a scene, with a gamma of 1.2. */
    private static double[] hlg(Light light) {
        double shown = (RED * light.red() + GREEN * light.green() + BLUE * light.blue()) / 1000;
        double gain = shown == 0 ? 0 : Math.pow(shown, 1 / 1.2 - 1) / 1000;
        return new double[] {hlg(light.red() * gain), hlg(light.green() * gain), hlg(light.blue() * gain)};
    }

    private static double hlg(double scene) {
        return scene <= 1.0 / 12 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
    }
}
