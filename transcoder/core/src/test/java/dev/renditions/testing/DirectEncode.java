package dev.renditions.testing;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Encodes one rendition with a transcoder alone, without a service. */
public final class DirectEncode {
    private DirectEncode() {}

    /**
     * Encodes a rendition and moves its main file to {@code output}.
     *
     * @throws MediaException if it cannot be encoded; {@code output} does not exist then
     */
    public static void make(
            Transcoder transcoder, Path source, Plan.Make plan, Path output, Duration limit, Progress progress) {
        make(transcoder, Input.strict(source, transcoder.probe(source)), plan, output, limit, progress);
    }

    /**
     * Does the same for a probed source.
     *
     * @throws MediaException if it cannot be encoded; {@code output} does not exist then
     */
    public static void make(
            Transcoder transcoder, Input source, Plan.Make plan, Path output, Duration limit, Progress progress) {
        try {
            Path folder = Files.createTempDirectory(Objects.requireNonNull(output.getParent()), "order");
            List<Ending> endings = new ArrayList<>();
            transcoder.make(
                    source, List.of(order(plan, folder, progress)), limit, (rendition, ending) -> endings.add(ending));
            Files.move(outputs(endings.get(0)).get(0).file(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An order for a rendition of an arbitrary source. */
    public static Order order(Plan.Make plan, Path folder, Progress progress) {
        RenditionKey key =
                new RenditionKey(SampleRendition.KEY.content(), plan.profile().id());
        return new Order(new MissingRendition(key, plan), folder, progress);
    }

    /**
     * The files of a successful encode.
     *
     * @throws MediaException if it failed
     */
    public static List<OutputFile> outputs(Ending ending) {
        ending.failure().ifPresent(failure -> {
            throw failure;
        });
        return ((Ending.Encoded) ending).outputs();
    }
}
