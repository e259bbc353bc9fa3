package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.TimeLeft;
import java.util.List;

/**
 * Makes renditions that consist of tracks. The missing tracks of all orders are encoded in one run, so that the source is decoded
 * once and each track is encoded once; then each rendition is put together from copies. If that run fails with time left, each
 * order gets a separate run for its tracks, so that an order that can't be made does not fail the others. If the source is
 * damaged, all orders fail at once: the caller examines the damage before it tries again. A run that will probably not end in
 * time is ended early, and the most expensive order is made after the others. Immutable.
 *
 * @param ffmpeg runs it
 * @param kinds how each kind of plan is assembled
 */
public record RenditionAssembler(Ffmpeg ffmpeg, Assembly.Finder kinds) {
    /**
     * Makes all orders.
     *
     * @param tracks the tracks that exist; it receives those that are encoded
     */
    public void make(Input source, List<Order> orders, TrackSet tracks, TimeLeft time, Ending.Sink ends) {
        new OrdersRun(ffmpeg, kinds, source, tracks, time, ends).make(orders);
    }
}
