package dev.renditions.ffmpeg;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.OutputFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How orders ended, in their order. */
public final class Ends implements Transcoder.Results {
    /** The names of the profiles. */
    public final List<String> order = new ArrayList<>();

    public final List<List<OutputFile>> made = new ArrayList<>();
    public final List<Duration> spent = new ArrayList<>();
    public final List<MediaException> failed = new ArrayList<>();

    /** The names of the profiles, each with {@code made} or why it was not. */
    public final List<String> words = new ArrayList<>();

    @Override
    public void made(Transcoder.Order one, List<OutputFile> outputs, Duration time) {
        order.add(one.plan().profile().name());
        words.add(one.plan().profile().name() + " made");
        made.add(outputs);
        spent.add(time);
    }

    @Override
    public void failed(Transcoder.Order one, MediaException reason) {
        order.add(one.plan().profile().name());
        words.add(one.plan().profile().name() + " " + reason.kind());
        failed.add(reason);
    }
}
