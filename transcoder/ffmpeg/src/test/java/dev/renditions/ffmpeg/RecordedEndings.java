package dev.renditions.ffmpeg;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Records how orders ended, in the order in which they ended. */
public final class RecordedEndings implements Ending.Sink {
    /** The names of the profiles, in the order in which their orders ended. */
    public final List<String> order = new ArrayList<>();

    public final List<List<OutputFile>> made = new ArrayList<>();
    public final List<Duration> spent = new ArrayList<>();
    public final List<MediaException> failed = new ArrayList<>();

    /** The names of the profiles, each with {@code made} or its kind of failure. */
    public final List<String> words = new ArrayList<>();

    @Override
    public void ended(MissingRendition rendition, Ending ending) {
        String name = rendition.plan().profile().name();
        order.add(name);
        if (ending instanceof Ending.Encoded encoded) {
            words.add(name + " made");
            made.add(encoded.outputs());
            spent.add(encoded.took());
        } else {
            MediaException reason = (MediaException) ending.failure().orElseThrow();
            words.add(name + " " + reason.kind());
            failed.add(reason);
        }
    }
}
