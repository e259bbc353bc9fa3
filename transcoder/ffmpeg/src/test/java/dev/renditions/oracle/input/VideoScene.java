package dev.renditions.oracle.input;

import dev.renditions.oracle.scene.Fidelity;
import dev.renditions.oracle.scene.Gamut;
import dev.renditions.oracle.scene.Pace;
import dev.renditions.oracle.scene.Palette;
import dev.renditions.oracle.scene.Rgb;
import dev.renditions.oracle.scene.Seen;
import dev.renditions.oracle.scene.TimeCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Video from ffmpeg's generators: four quadrants around a disc, white flashes at known times, and a {@link TimeCode} in each
 * frame. Immutable.
 *
 * @param width displayed width in pixels
 * @param height displayed height in pixels
 * @param rate frames a second, as ffmpeg writes it
 * @param seconds duration
 * @param drawn the colours as signal values
 * @param opacity of each quadrant, from 0 to 255 (opaque)
 * @param flashes when each flash begins, in seconds
 * @param signal how colours are encoded as pixels
 * @param filters ffmpeg's filters that are applied last; empty for none
 */
public record VideoScene(
        int width,
        int height,
        String rate,
        double seconds,
        Palette drawn,
        List<Integer> opacity,
        List<Double> flashes,
        Signal signal,
        String filters) {
    /** Smallest side with room for a time code, in pixels. */
    private static final int LEAST_FOR_CODE = 48;

    /** Duration of a flash and of a beep. */
    public static final double FLASH_SECONDS = 0.2;

    /** Times of the flashes and beeps in the usual scene, in seconds. */
    public static final List<Double> FLASHES = List.of(0.6, 1.8);

    /** Three seconds of the usual scene. */
    public static final VideoScene STANDARD =
            new VideoScene(320, 180, "25", 3, Palette.STANDARD, List.of(255, 255, 255, 255), FLASHES, Signal.BT709, "");

    /** The same in another size. */
    public VideoScene sized(int newWidth, int newHeight) {
        return new VideoScene(newWidth, newHeight, rate, seconds, drawn, opacity, flashes, signal, filters);
    }

    /** The same with another rate, duration, and times of flashes. */
    public VideoScene paced(String newRate, double newSeconds, Double... newFlashes) {
        return new VideoScene(width, height, newRate, newSeconds, drawn, opacity, List.of(newFlashes), signal, filters);
    }

    /** The same, encoded as another signal. */
    public VideoScene in(Signal newSignal) {
        return new VideoScene(width, height, rate, seconds, drawn, opacity, flashes, newSignal, filters);
    }

    /** The same in other colours. */
    public VideoScene drawn(Palette palette) {
        return new VideoScene(width, height, rate, seconds, palette, opacity, flashes, signal, filters);
    }

    /** The same with another opacity of each quadrant. */
    public VideoScene seeThrough(Integer... newOpacity) {
        return new VideoScene(width, height, rate, seconds, drawn, List.of(newOpacity), flashes, signal, filters);
    }

    /** The same with filters that are applied last. */
    public VideoScene filtered(String newFilters) {
        return new VideoScene(width, height, rate, seconds, drawn, opacity, flashes, signal, newFilters);
    }

    /** The input of ffmpeg's {@code lavfi}. */
    public String source() {
        String scene = "color=c=black:s=" + width + "x" + height + ":r=" + rate + ",format="
                + (transparent() ? "gbrap" : "gbrp") + ",trim=end_frame=1,geq=" + planes()
                + ",loop=loop=-1:size=1,setpts=N,trim=end_frame=" + frames() + flashFilters() + codeFilters();
        return scene + "," + signal.filters() + (filters.isEmpty() ? "" : "," + filters);
    }

    /** What is seen of it if neither filters nor later steps change that. */
    public Seen seen() {
        Pace pace = new Pace(
                0,
                frames() / framesPerSecond(),
                frames(),
                Optional.of(framesPerSecond()),
                1 / framesPerSecond(),
                flashes.stream().map(this::firstFrameFrom).toList(),
                coded() ? OptionalDouble.of(0) : OptionalDouble.empty());
        return new Seen(width, height, displayed(), Fidelity.EXACT, Optional.of(pace));
    }

    /** The number of frames. */
    public int frames() {
        return (int) Math.round(seconds * framesPerSecond());
    }

    /** The rate as a number. */
    public double framesPerSecond() {
        String[] parts = rate.split("/", -1);
        return Double.parseDouble(parts[0]) / (parts.length > 1 ? Double.parseDouble(parts[1]) : 1);
    }

    private double firstFrameFrom(double time) {
        return Math.ceil((time - 0.001) * framesPerSecond()) / framesPerSecond();
    }

    private Palette displayed() {
        if (!transparent()) {
            return drawn.map(color -> Gamut.shown(color, signal.tagged() ? signal.primaries() : ""));
        }
        List<Rgb> over = IntStream.range(0, 4)
                .mapToObj(i -> drawn.quadrants().get(i).over(Rgb.WHITE, opacity.get(i)))
                .toList();
        return new Palette(over, drawn.circle(), drawn.flash(), drawn.box());
    }

    private boolean transparent() {
        return opacity.stream().anyMatch(o -> o < 255);
    }

    private boolean coded() {
        return Math.min(width, height) >= LEAST_FOR_CODE;
    }

    private String planes() {
        String planes = "r='" + plane(Rgb::red) + "':g='" + plane(Rgb::green) + "':b='" + plane(Rgb::blue) + "'";
        return transparent()
                ? planes + ":a='" + plane(opacity.get(0), opacity.get(1), opacity.get(2), opacity.get(3), 255) + "'"
                : planes;
    }

    private String plane(ToIntFunction<Rgb> component) {
        List<Integer> values =
                drawn.quadrants().stream().map(component::applyAsInt).toList();
        return plane(values.get(0), values.get(1), values.get(2), values.get(3), component.applyAsInt(drawn.circle()));
    }

    private String plane(int topLeft, int topRight, int bottomLeft, int bottomRight, int circle) {
        double radius = 0.28 * Math.min(width, height);
        String quadrants = String.format(
                Locale.ROOT,
                "if(lt(Y,%s),if(lt(X,%s),%d,%d),if(lt(X,%s),%d,%d))",
                height / 2.0,
                width / 2.0,
                topLeft,
                topRight,
                width / 2.0,
                bottomLeft,
                bottomRight);
        return String.format(
                Locale.ROOT,
                "if(lt(hypot(X-%s,Y-%s),%.2f),%d,%s)",
                (width - 1) / 2.0,
                (height - 1) / 2.0,
                radius,
                circle,
                quadrants);
    }

    private String flashFilters() {
        return flashes.stream()
                .map(at -> String.format(
                        Locale.ROOT,
                        ",drawbox=c=%s:t=fill:replace=1:enable='gte(t,%.4f)*lt(t,%.4f)'",
                        color(drawn.flash()),
                        at - 0.001,
                        at - 0.001 + FLASH_SECONDS))
                .collect(Collectors.joining());
    }

    private String codeFilters() {
        if (!coded()) {
            return "";
        }
        String number = "floor(t*" + TimeCode.PER_SECOND + "+0.02)";
        int bits = TimeCode.BOXES - 1;
        String[] set = new String[TimeCode.BOXES];
        for (int bit = 0; bit < bits; bit++) {
            set[bit] = "mod(floor(" + number + "/" + (1 << bit) + "),2)";
        }
        set[bits] = "mod(" + String.join("+", Arrays.copyOf(set, bits)) + ",2)";
        StringBuilder filters = new StringBuilder(box(0, TimeCode.BOXES, drawn.circle(), "1"));
        for (int i = 0; i < TimeCode.BOXES; i++) {
            filters.append(box(i, i + 1, drawn.box(), set[i]));
        }
        return filters.toString();
    }

    private String box(int from, int to, Rgb color, String enable) {
        int left = width * from / TimeCode.BOXES;
        int strip = TimeCode.stripHeight(height);
        return ",drawbox=x=" + left + ":y=" + (height - strip) + ":w=" + (width * to / TimeCode.BOXES - left) + ":h="
                + strip + ":c=" + color(color) + ":t=fill:replace=1:enable='" + enable + "'";
    }

    private static String color(Rgb color) {
        return String.format("0x%02X%02X%02X", color.red(), color.green(), color.blue());
    }

    @Override
    public String toString() {
        return width + "x" + height + " " + rate + " fps " + trimmed(seconds) + " s, " + signal
                + (filters.isEmpty() ? "" : ", " + filters);
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
