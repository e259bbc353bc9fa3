package dev.renditions.service.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.StreamCondition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCodecTest {
    private static final DecodeCondition CONDITION = new DecodeCondition(
            List.of(
                    new StreamCondition(0, true, 100, 5, 7, Duration.ofNanos(4_000_000_001L)),
                    new StreamCondition(2, false, 1L << 40, 0, 0, Duration.ZERO)),
            true);

    @Test
    void writtenConditionIsReadBack() {
        assertThat(ConditionCodec.WHOLE.read(ConditionCodec.WHOLE.write(CONDITION)))
                .contains(CONDITION);
    }

    /** Other versions of the product read and write this text. A change needs another version in the key. */
    @Test
    void textIsStableAcrossVersions() {
        assertThat(ConditionCodec.WHOLE.write(CONDITION)).isEqualTo("""
                        {"cut":true,"streams":[\
                        {"stream":0,"video":true,"parts":100,"damaged":5,"complaints":7,"endNanos":4000000001},\
                        {"stream":2,"video":false,"parts":1099511627776,"damaged":0,"complaints":0,"endNanos":0}]}""");
        ContentHash content = ContentHash.of(new byte[0]);
        assertThat(ConditionCodec.WHOLE.key(content)).isEqualTo(new AnalysisKey(content, "condition", 1));
        assertThat(ConditionCodec.SOUND.key(content)).isEqualTo(new AnalysisKey(content, "sound-condition", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"cut\":false}",
                "{\"cut\":false,\"streams\":null}",
                "{\"cut\":false,\"streams\":[null]}",
                "{\"cut\":false,\"streams\":[{\"stream\":0,\"video\":true,\"parts\":1,\"damaged\":0,\"complaints\":0}]}",
                "{\"cut\":\"maybe\",\"streams\":[]}"
            })
    void invalidTextIsAbsent(String json) {
        assertThat(ConditionCodec.WHOLE.read(json)).isEmpty();
    }
}
