package dev.renditions.service.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.StreamCondition;
import dev.renditions.support.StrictJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The condition of a content as the index stores it: a JSON object. */
public enum ConditionCodec {
    /** The condition of all streams that are decoded. */
    WHOLE("condition"),

    /** The condition of the audio only. */
    SOUND("sound-condition");

    /** Raise it if other streams are decoded, or errors are counted in another way. */
    private static final int VERSION = 1;

    private static final ObjectReader READER =
            StrictJson.MAPPER.readerFor(Whole.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String analysis;

    ConditionCodec(String analysis) {
        this.analysis = analysis;
    }

    public AnalysisKey key(ContentHash content) {
        return new AnalysisKey(content, analysis, VERSION);
    }

    public String write(DecodeCondition condition) {
        return StrictJson.write(Whole.of(condition));
    }

    /** Reads what {@link #write} writes; empty for any other text. */
    public Optional<DecodeCondition> read(String json) {
        try {
            Whole whole = READER.readValue(json);
            return Optional.ofNullable(whole).map(Whole::condition);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The fields of the JSON object. */
    private record Whole(boolean cut, List<Part> streams) {
        static Whole of(DecodeCondition condition) {
            return new Whole(
                    condition.cut(), condition.streams().stream().map(Part::of).toList());
        }

        DecodeCondition condition() {
            return new DecodeCondition(streams.stream().map(Part::condition).toList(), cut);
        }
    }

    /** The fields of one stream. */
    private record Part(int stream, boolean video, long parts, long damaged, long complaints, long endNanos) {
        static Part of(StreamCondition of) {
            return new Part(
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
