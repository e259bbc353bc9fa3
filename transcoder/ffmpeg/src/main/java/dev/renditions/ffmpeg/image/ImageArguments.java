package dev.renditions.ffmpeg.image;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.Filters;
import dev.renditions.ffmpeg.command.InputWhitelist;
import dev.renditions.ffmpeg.command.SampleFormat;
import dev.renditions.media.ImageParts;
import dev.renditions.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The arguments that turn a {@link Plan.Picture} into a JPEG. */
public final class ImageArguments {
    /** Rows that a decoder of JPEG never wrote are zero in all planes, which is a bright green, and here black. */
    private static final String BLACK = "lutyuv=u=if(eq(val\\,0)\\,128\\,val):v=if(eq(val\\,0)\\,128\\,val)";

    private ImageArguments() {}

    /**
     * The arguments.
     *
     * @param how which of the ways to take
     */
    static List<String> of(Input source, Plan.Picture plan, ImageStrategy how, Path output, int threads) {
        return of(source, plan, how, false, output, threads);
    }

    /**
     * The same.
     *
     * @param unfinished whether the source is a JPEG that breaks off, so that rows are missing
     */
    static List<String> of(
            Input source, Plan.Picture plan, ImageStrategy how, boolean unfinished, Path output, int threads) {
        List<String> arguments = new ArrayList<>(CommonArguments.global(how.errors(), threads));
        arguments.addAll(InputWhitelist.global());
        arguments.addAll(CommonArguments.decoding(source, threads));
        arguments.addAll(how.errors().decoding());
        if (how.keyFrames()) {
            arguments.addAll(List.of("-skip_frame", "nokey"));
        }
        if (how.start().searched()) {
            // Before the input: to the key frame before it, instead of decoding all that lies before.
            arguments.addAll(List.of("-ss", CommonArguments.seconds(how.start().at())));
        }
        arguments.addAll(InputWhitelist.input(source.file()));
        Filters filters = new Filters(plan.conversion())
                .add(how.start().skips(), how.start().skipping())
                .add(unfinished, BLACK)
                .deinterlace()
                .picture(plan.size(), SampleFormat.JPEG)
                // Last: it keeps every candidate, which before the scaling may be 100 MB each, and knows 8 bits only.
                .add(how.candidates() > 1, "thumbnail=" + how.candidates());
        arguments.addAll(filtered(plan, filters));
        arguments.addAll(CommonArguments.nothingElse());
        arguments.addAll(List.of("-an", "-frames:v", "1", "-c:v", "mjpeg"));
        arguments.addAll(List.of("-q:v", Integer.toString(plan.profile().image().quality())));
        arguments.addAll(List.of("-color_range", "pc", "-threads:v", Integer.toString(threads)));
        arguments.addAll(List.of("-update", "1", "-f", "image2"));
        arguments.addAll(CommonArguments.output(output));
        return List.copyOf(arguments);
    }

    /** The picture, put together where its source holds it in parts, and what is done to it. */
    private static List<String> filtered(Plan.Picture plan, Filters filters) {
        ImageParts parts = plan.parts();
        if (parts.equals(ImageParts.ONE_STREAM)) {
            List<String> arguments = new ArrayList<>(CommonArguments.stream(plan.videoStream()));
            arguments.addAll(List.of("-vf", filters.toString()));
            return arguments;
        }
        String picture = input(plan.videoStream(), parts.tileGroup());
        String all = parts.alpha().isPresent()
                ? picture + "split[picture][reference];" + alpha(parts) + "[picture][alpha]alphamerge,"
                : picture;
        return List.of("-filter_complex", all + filters + "[out]", "-map", "[out]");
    }

    /** The transparency, made to cover the picture: it may be stored in another size. */
    private static String alpha(ImageParts parts) {
        String turned = Filters.turned(parts.alphaOrientation()).stream()
                .map(filter -> filter + ",")
                .collect(Collectors.joining());
        return input(parts.alpha().orElseThrow(), parts.alphaTileGroup()) + turned
                + "format=gray[mask];[mask][reference]scale=rw:rh[alpha];";
    }

    /** A stream, or the picture that a group of tiles makes, as an input of a filter graph. */
    public static String input(int stream, OptionalInt tileGroup) {
        return tileGroup.isPresent() ? "[0:g:" + tileGroup.getAsInt() + "]" : "[0:" + stream + "]";
    }
}
