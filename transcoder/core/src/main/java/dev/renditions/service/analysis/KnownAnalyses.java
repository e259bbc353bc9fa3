package dev.renditions.service.analysis;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The analyses of this program. Raise the version of each whose result may change for the same content and the same ffmpeg. */
public final class KnownAnalyses {
    /** What a probe of the source finds. If it is raised, all others are, because they depend on it. */
    public static final Analysis<MediaInfo> PROBE =
            Analysis.of("probe", 2, ProbeJson.class, ProbeJson::of, ProbeJson::media);

    /** Statistics of its packets. */
    public static final Analysis<MeasuredPackets> PACKETS =
            Analysis.of("packets", 2, PacketsJson.class, PacketsJson::of, PacketsJson::packets);

    /** How well all streams decode. */
    public static final Analysis<DecodeCondition> CONDITION =
            Analysis.of("condition", 3, ConditionJson.class, ConditionJson::of, ConditionJson::condition);

    /** How well the audio decodes, which takes a fraction of the time. */
    public static final Analysis<DecodeCondition> SOUND_CONDITION =
            Analysis.of("sound-condition", 3, ConditionJson.class, ConditionJson::of, ConditionJson::condition);

    /** The hash of each stream that has one, by its index. */
    public static final Analysis<Map<Integer, StreamHash>> STREAM_HASHES =
            Analysis.of("stream-hashes", 2, StreamHashesJson.class, StreamHashesJson::of, StreamHashesJson::hashes);

    /** The digits of a digest in the name of an analysis, which has letters only: 88 bits. */
    private static final int DIGITS = 22;

    private KnownAnalyses() {}

    /**
     * The loudness of some of its audio. Each description is an analysis of its own, so that workers that measure different audio
     * at the same time do not replace each other's results.
     *
     * @param description what is measured, see {@code Transcoder.Measurements}
     */
    public static Analysis<MeasuredLoudness> loudness(String description) {
        StringBuilder name = new StringBuilder("loudness-");
        String digest =
                ContentHash.of(description.getBytes(StandardCharsets.UTF_8)).hex();
        digest.substring(0, DIGITS).chars().forEach(digit -> name.append((char) ('a' + Character.digit(digit, 16))));
        return Analysis.of(name.toString(), 3, LoudnessJson.class, LoudnessJson::of, LoudnessJson::loudness);
    }

    /** The keys of all results for a content, except those of its loudness. */
    public static List<AnalysisKey> keys(ContentHash content) {
        return List.of(
                PROBE.key(content),
                PACKETS.key(content),
                CONDITION.key(content),
                SOUND_CONDITION.key(content),
                STREAM_HASHES.key(content));
    }
}
