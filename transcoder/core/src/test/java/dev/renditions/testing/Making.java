package dev.renditions.testing;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Makes one rendition with a transcoder and nothing around it. */
public final class Making {
    private Making() {}

    /**
     * Makes it and puts its main file where it is wanted.
     *
     * @throws MediaException if it can't be made; nothing is where it was wanted then
     */
    public static void make(
            Transcoder transcoder, Path source, Plan.Make plan, Path output, Duration limit, Progress progress) {
        make(transcoder, Input.strict(source, transcoder.probe(source)), plan, output, limit, progress);
    }

    /**
     * The same of a source that was probed.
     *
     * @throws MediaException if it can't be made; nothing is where it was wanted then
     */
    public static void make(
            Transcoder transcoder, Input source, Plan.Make plan, Path output, Duration limit, Progress progress) {
        try {
            Path folder = Files.createTempDirectory(Objects.requireNonNull(output.getParent()), "order");
            Ended ended = new Ended();
            transcoder.make(source, List.of(new Order(plan, folder, progress)), limit, ended);
            if (ended.failure != null) {
                throw ended.failure;
            }
            Files.move(ended.outputs.get(0).file(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Ended implements Transcoder.Results {
        private List<OutputFile> outputs = List.of();
        private MediaException failure;

        @Override
        public void made(Order order, List<OutputFile> made, Duration spent) {
            outputs = made;
        }

        @Override
        public void failed(Order order, MediaException reason) {
            failure = reason;
        }
    }
}
