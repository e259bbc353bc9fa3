package dev.renditions.ffmpeg;

import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Conformance;
import dev.renditions.testing.DirectEncode;
import dev.renditions.testing.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Plans, makes and verifies renditions as the service does. */
public final class Rendering {
    static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Rendering() {}

    static Profile builtIn(String name) {
        return ProfileCatalog.builtIn().find(name).orElseThrow();
    }

    /** A small fast H.264 profile with edits. */
    static VideoProfile edited(Edits edits) {
        return new VideoProfile(
                "edited",
                "",
                Duration.ofDays(1),
                new VideoSettings(VideoCodec.H264, "ultrafast", 18, 180, 800, 60, 2),
                new AudioSettings(AudioCodec.AAC, 128, 2, 48_000),
                edits);
    }

    static Plan plan(Path source, Profile profile) {
        MediaInfo media = TRANSCODER.probe(source);
        PacketStats stats = Planner.needsPackets(media, profile)
                ? TRANSCODER.packets(source, media, Planner.rates(List.of(profile)))
                : PacketStats.NONE;
        return Planner.plan(media, profile, stats);
    }

    /** Fails if the outputs are a package that breaks a rule of HLS or DASH. */
    static void assertConformant(Plan plan, Path folder) {
        if (plan instanceof StreamingPlan streaming) {
            Conformance.assertConformant(
                    folder, Duration.ofSeconds(streaming.profile().segmentSeconds()));
        }
    }

    /** A source, probed, as the input of runs that damage ends. */
    public static Transcoder.Input input(Path source) {
        return Transcoder.Input.strict(source, TRANSCODER.probe(source));
    }

    /** Makes and verifies an output of a source. */
    static Path render(Path source, Profile profile, Path output) {
        return make(source, (Plan.Make) plan(source, profile), output);
    }

    /** Makes and verifies the output of a plan. */
    static Path make(Path source, Plan.Make plan, Path output) {
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
        Verification.check(plan, output, TRANSCODER);
        return output;
    }
}
