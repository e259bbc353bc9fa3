package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.media.Size;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.ChildMemory;
import dev.renditions.testing.DirectEncode;
import dev.renditions.testing.Verification;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A poster is a complete image, or a damaged source is refused. Posters take little memory. */
@Timeout(120)
class PicturesIT {
    private static final Path SAMPLES = Checkout.path("samples");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    private static final String VIDEO = "-f lavfi -i testsrc2=size=320x180:rate=25 ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "-c:v mjpeg -f image2, 60",
        "-c:v png -f image2, 60",
        "-c:v png -f image2, 99",
        "-c:v libwebp -f image2, 60",
        "-c:v libwebp -lossless 1 -f image2, 60",
        "-c:v bmp -f image2, 60",
        "-c:v tiff -compression_algo raw -f image2, 60",
        "-c:v tiff -compression_algo lzw -f image2, 60",
        "-c:v gif -f gif, 60",
    })
    void truncatedImageIsRefused(String how, int percent) throws IOException {
        Path whole = TestMedia.make(folder.resolve("whole"), VIDEO + "-frames:v 1 -update 1 " + how);
        Path source = cut(whole, percent);

        assertThat(poster(whole)).isNotEmptyFile();
        assertFails(() -> poster(source));
    }

    @ParameterizedTest
    @CsvSource({"jpg, 30", "jpg, 60", "jpg, 95", "png, 60", "tiff, 60"})
    void truncatedProgressiveImageIsRefused(String format, int percent) throws IOException {
        Path whole = progressive(format);
        Path source = cut(whole, percent);

        assertThat(poster(whole)).isNotEmptyFile();
        assertFails(() -> poster(source));
    }

    @Test
    void photoWithoutItsLowerPartIsDamaged() throws IOException {
        Path source = cut(SAMPLES.resolve("still.jpg"), 60);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> poster(source))
                .withMessage("the source can't be decoded completely (overread 8)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lzw", "deflate", "packbits"})
    void tiffWithABrokenStripIsDamaged(String compression) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-i file:" + SAMPLES.resolve("still.jpg").toAbsolutePath()
                        + " -vf scale=320:-1 -update 1 -c:v tiff -compression_algo " + compression + " -f image2");
        assertThat(poster(source)).isNotEmptyFile();
        byte[] bytes = Files.readAllBytes(source);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 3000, (byte) 0x55);
        Files.write(source, bytes);

        assertFails(() -> poster(source));
    }

    /** Phones and editors append data to an image or omit its end mark, which is not damage. */
    @ParameterizedTest
    @ValueSource(strings = {"twice", "zeros", "garbage", "no end mark"})
    void jpegWithTrailingDataOrWithoutEndMarkIsComplete(String kind) throws IOException {
        byte[] bytes = Files.readAllBytes(SAMPLES.resolve("still.jpg"));
        UnaryOperator<byte[]> change = switch (kind) {
            case "twice" -> b -> join(b, b);
            case "zeros" -> b -> Arrays.copyOf(b, b.length + 1000);
            case "garbage" -> b -> join(b, "some other data".getBytes(StandardCharsets.US_ASCII));
            default -> b -> Arrays.copyOf(b, b.length - 2);
        };

        assertThat(poster(Files.write(folder.resolve("source"), change.apply(bytes))))
                .isNotEmptyFile();
    }

    @Test
    void truncatedAnimationHasAPosterButNoVideo() throws IOException {
        Path source = cut(SAMPLES.resolve("animation.gif"), 60);

        assertFails(() -> make(source, "mp4-480p"));
        assertThat(poster(source)).isNotEmptyFile();
    }

    @Test
    void videoWithoutMuchOfItsEndIsRefused() {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> poster(SAMPLES.resolve("truncated.mp4.part")))
                .withMessageStartingWith("the file is truncated: its header states ");
    }

    /** The seek ends between key frames, where H.264 decodes to incomplete frames. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-bf 2 -g 250 -f mpegts", "-bf 2 -g 50 -x264-params open-gop=1 -f mpegts", "-bf 0 -g 250 -f flv"
            })
    void posterOfAStreamWithFewKeyFramesIsComplete(String how) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i color=red:size=320x180:rate=25 -t 8 -c:v libx264 " + how);

        Path poster = poster(source);
        for (double y : new double[] {0.05, 0.5, 0.95}) {
            Color color = color(poster, 0.5, y);
            assertThat(color.getRed()).isGreaterThan(230);
            assertThat(color.getGreen() + color.getBlue()).isLessThan(40);
        }
    }

    /** Eighty frames of 8192 x 8192 in 200 kB: fifty of them at full size would take 5 GB. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
    void candidatesOfTheLargestSizeTakeLittleMemory() throws Exception {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i color=gray:size=8192x8192:rate=25 -frames:v 80 -c:v libx264 -preset ultrafast -f mp4");
        ImagePlan plan = Plans.poster(0, new Size(1280, 1280), Duration.ofSeconds(1), 50);
        Path poster = folder.resolve("poster.jpg");
        long most = ChildMemory.of(
                        () -> {
                            DirectEncode.make(TRANSCODER, source, plan, poster, LIMIT, Transcoder.Progress.NONE);
                            return poster;
                        },
                        LIMIT)
                .bytes();

        assertThat(most).as("bytes").isBetween(100L << 20, 1536L << 20);
    }

    private Path poster(Path source) throws IOException {
        return make(source, "poster");
    }

    private Path make(Path source, String profile) throws IOException {
        Plan.Make plan = (Plan.Make)
                Planner.plan(TRANSCODER.probe(source), CATALOG.find(profile).orElseThrow());
        Path output = Files.createTempFile(folder, profile, ".out");
        Files.delete(output);
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
        Verification.check(plan, output, TRANSCODER);
        return output;
    }

    private static void assertFails(ThrowingCallable making) {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(making)
                .matches(e -> e.kind() == Kind.DAMAGED, "damaged");
    }

    private Path cut(Path whole, int percent) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 100 * percent));
    }

    private Path progressive(String format) throws IOException {
        BufferedImage png = ImageIO.read(SAMPLES.resolve("still.png").toFile());
        BufferedImage image = new BufferedImage(png.getWidth(), png.getHeight(), BufferedImage.TYPE_INT_RGB);
        image.getGraphics().drawImage(png, 0, 0, null);
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        ImageWriter writer = writers.next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (how.canWriteProgressive()) {
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        Path file = folder.resolve("whole");
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return file;
    }

    private static Color color(Path picture, double x, double y) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        return new Color(image.getRGB((int) (image.getWidth() * x), (int) (image.getHeight() * y)));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
