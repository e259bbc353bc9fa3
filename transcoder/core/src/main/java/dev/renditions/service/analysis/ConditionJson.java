package dev.renditions.service.analysis;

import dev.renditions.media.DecodeCondition;
import dev.renditions.media.StreamCondition;
import java.time.Duration;
import java.util.List;

/** The members of the condition of a content. */
record ConditionJson(boolean cut, List<Stream> streams) {
    static ConditionJson of(DecodeCondition condition) {
        return new ConditionJson(
                condition.cut(), condition.streams().stream().map(Stream::of).toList());
    }

    DecodeCondition condition() {
        return new DecodeCondition(streams.stream().map(Stream::condition).toList(), cut);
    }

    record Stream(int stream, boolean video, long parts, long damaged, long complaints, long endNanos) {
        static Stream of(StreamCondition of) {
            return new Stream(
                    of.stream(),
                    of.video(),
                    of.parts(),
                    of.damaged(),
                    of.complaints(),
                    of.end().toNanos());
        }

        StreamCondition condition() {
            return new StreamCondition(stream, video, parts, damaged, complaints, Duration.ofNanos(endNanos));
        }
    }
}
