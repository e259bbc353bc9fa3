package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.TimeLeft;
import java.util.Comparator;
import java.util.List;

/**
 * Makes renditions that consist of tracks. The missing tracks of all orders are encoded in one run, so that the source is decoded
 * once and each track is encoded once; then each rendition is put together from copies. If that run fails with time left, each
 * order gets a separate run for its tracks, so that an order that can't be made does not fail the others. If the source is
 * damaged, all orders fail at once: the caller examines the damage before it tries again. A run that will probably not end in
 * time is ended early, and the most expensive order is made after the others.
 *
 * <p>Where recordings were joined and the clock jumps, the times of a track depend on all streams that its run reads. The tracks of
 * each order then come out of one run, and are of no use to others. Immutable.
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
        if (source.media().clock().jump().isPresent()) {
            orders.stream()
                    .sorted(Comparator.comparing(RenditionAssembler::weight))
                    .forEach(order -> new OrdersRun(ffmpeg, kinds, source, TrackSet.noneOf(order), time, ends)
                            .make(List.of(order)));
        } else {
            new OrdersRun(ffmpeg, kinds, source, tracks, time, ends).make(orders);
        }
    }

    private static long weight(Order order) {
        return order.plan().tracks().stream()
                .mapToLong(recipe -> new TrackEncoder.Wanted(recipe, order).weight())
                .sum();
    }
}
