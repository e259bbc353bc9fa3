package dev.renditions.ffmpeg.order;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import java.io.IOException;
import java.util.List;

/** A plan whose runs of ffmpeg make nothing else. */
public interface OwnRun extends PlanEncoder {
    /**
     * Makes the rendition.
     *
     * @return the files of the rendition, the main one first
     * @throws MediaException if it can't be made
     */
    List<OutputFile> encode(Input source, Order order, TimeLeft time) throws IOException;
}
