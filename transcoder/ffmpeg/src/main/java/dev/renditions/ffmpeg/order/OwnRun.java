package dev.renditions.ffmpeg.order;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import java.io.IOException;
import java.util.List;

/** A plan that is made by runs of its own. */
public interface OwnRun extends PlanEncoder {
    /**
     * Makes it.
     *
     * @return the files of the rendition, the main one first
     * @throws MediaException if it can't be made
     */
    List<OutputFile> make(Input source, Order order, TimeLeft time) throws IOException;
}
