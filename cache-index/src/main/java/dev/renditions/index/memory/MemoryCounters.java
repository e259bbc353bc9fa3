package dev.renditions.index.memory;

import dev.renditions.index.Counter;
import dev.renditions.index.Counters;
import dev.renditions.index.codec.IndexKeys;

/** A count lives for the length of a window from its first one on, so never shorter than the window it is of. */
record MemoryCounters(TimedCache<String, Long> entries) implements Counters {
    @Override
    public long count(Counter counter) {
        return entries.merge(
                IndexKeys.count(counter, entries.now()),
                entries.timed(1L, counter.window()),
                (present, one) -> new TimedCache.Timed<>(present.value() + 1, present.end()));
    }

    @Override
    public boolean forget(Counter counter) {
        return entries.remove(IndexKeys.count(counter, entries.now()));
    }
}
