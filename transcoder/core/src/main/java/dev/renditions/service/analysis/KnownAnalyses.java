package dev.renditions.service.analysis;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.media.AudioLoudness;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamHash;
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

    /** The loudness of its audio, by the description of what was measured, see {@code Transcoder.Measurements}. */
    public static final Analysis<Map<String, AudioLoudness>> LOUDNESS =
            Analysis.of("loudness", 2, LoudnessJson.class, LoudnessJson::of, LoudnessJson::measured);

    /** The hash of each stream that has one, by its index. */
    public static final Analysis<Map<Integer, StreamHash>> STREAM_HASHES =
            Analysis.of("stream-hashes", 2, StreamHashesJson.class, StreamHashesJson::of, StreamHashesJson::hashes);

    private KnownAnalyses() {}

    /** The keys of all results for a content. */
    public static List<AnalysisKey> keys(ContentHash content) {
        return List.of(
                PROBE.key(content),
                PACKETS.key(content),
                CONDITION.key(content),
                SOUND_CONDITION.key(content),
                LOUDNESS.key(content),
                STREAM_HASHES.key(content));
    }
}
