package dev.renditions.oracle;

import dev.renditions.oracle.scene.Heard;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Compares a waveform image with the audio of its source. */
final class WaveformJudge {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 240;

    private WaveformJudge() {}

    static void judge(Findings findings, Heard heard, Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        LookChecks.size(findings, WIDTH, HEIGHT, image.getWidth(), image.getHeight());
        int[] heights = new int[image.getWidth()];
        int inked = 0;
        for (int x = 0; x < heights.length; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                heights[x] += image.getRGB(x, y) >>> 24 > 0 ? 1 : 0;
            }
            inked += heights[x] > 0 ? 1 : 0;
        }
        findings.measured("%d %% of the width", Math.round(100.0 * inked / heights.length));
        findings.expect(
                !heard.audible() || inked >= 0.95 * heights.length,
                "waveform: audio in all columns expected, in %d of %d measured",
                inked,
                heights.length);
        for (double beep : heard.beeps()) {
            int at = (int) (beep / heard.until() * heights.length);
            double before = mean(heights, at - 30, at - 8);
            double after = mean(heights, at + 8, at + 30);
            findings.expect(
                    after > before * 1.3,
                    "waveform: a beep at %.2f s expected, %.0f and then %.0f pixels measured",
                    beep,
                    before,
                    after);
        }
    }

    private static double mean(int[] values, int from, int to) {
        double sum = 0;
        for (int i = Math.max(0, from); i < Math.min(values.length, to); i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
