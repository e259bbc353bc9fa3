package dev.renditions.ffmpeg.image;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegInput;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunSettings;
import dev.renditions.ffmpeg.filter.Filters;
import dev.renditions.ffmpeg.filter.SampleFormat;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.media.ImageParts;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The command that turns a {@link ImagePlan} into a JPEG. */
public final class ImageCommand {
    /** Makes missing rows of a truncated JPEG black. The decoder leaves them zero in all planes, which is a bright green. */
    private static final String BLACK = "lutyuv=u=if(eq(val\\,0)\\,128\\,val):v=if(eq(val\\,0)\\,128\\,val)";

    private ImageCommand() {}

    /**
     * The command.
     *
     * @param how the strategy
     * @param truncated whether the source is a truncated JPEG, so that rows are missing
     */
    static FfmpegCommand of(
            Input source, ImagePlan plan, ImageStrategy how, boolean truncated, Path output, RunSettings settings) {
        Options encoding = filtered(plan, filters(plan, how, truncated))
                .and(FfmpegOutput.nothingElse())
                .withFlag("an")
                .with("frames:v", 1)
                .with("c:v", "mjpeg")
                .with("q:v", plan.profile().image().quality())
                .with("color_range", "pc")
                .with("threads:v", settings.threads());
        return new FfmpegCommand(
                GlobalOptions.usual(how.errors(), settings),
                FfmpegInput.source(reading(source, how, settings.threads()), source.file(), settings.decoder()),
                FfmpegOutput.file(encoding, FfmpegOutput.ONE_IMAGE, output),
                output.resolveSibling(""));
    }

    private static Options reading(Input source, ImageStrategy how, int threads) {
        Options options = FfmpegInput.decoding(source, threads).and(how.errors().decoding());
        if (how.keyFrames()) {
            options = options.with("skip_frame", "nokey");
        }
        // As an input option it seeks to the key frame before, instead of decoding everything before.
        return how.start().seek() ? options.with("ss", how.start().at()) : options;
    }

    private static Filters filters(ImagePlan plan, ImageStrategy how, boolean truncated) {
        return new Filters(plan.conversion())
                .add(how.start().skips(), how.start().skipping())
                .add(truncated, BLACK)
                .deinterlace()
                .picture(plan.size(), SampleFormat.JPEG)
                // Last: it keeps all candidates, up to 100 MB each before the scaling, and supports only 8 bits.
                .add(how.candidates() > 1, "thumbnail=" + how.candidates());
    }

    /** The filtered image. If its source stores it in parts, such as tiles and a separate alpha plane, they are merged. */
    private static Options filtered(ImagePlan plan, Filters filters) {
        ImageParts parts = plan.parts();
        if (parts.equals(ImageParts.ONE_STREAM)) {
            return FfmpegOutput.stream(plan.videoStream()).with("vf", filters.toString());
        }
        String picture = input(plan.videoStream(), parts.tileGroup());
        String all = parts.alpha().isPresent()
                ? picture + "split[picture][reference];" + alpha(parts) + "[picture][alpha]alphamerge,"
                : picture;
        return FfmpegOutput.graph(all + filters + "[out]", "out");
    }

    /** The alpha plane, scaled to the size of the image, since it may be stored in another size. */
    private static String alpha(ImageParts parts) {
        String turned = Filters.turned(parts.alphaOrientation()).stream()
                .map(filter -> filter + ",")
                .collect(Collectors.joining());
        return input(parts.alpha().orElseThrow(), parts.alphaTileGroup()) + turned
                + "format=gray[mask];[mask][reference]scale=rw:rh[alpha];";
    }

    /** A stream, or the image that a group of tiles makes, as an input of a filter graph. */
    public static String input(int stream, OptionalInt tileGroup) {
        return tileGroup.isPresent() ? "[0:g:" + tileGroup.getAsInt() + "]" : "[0:" + stream + "]";
    }
}
