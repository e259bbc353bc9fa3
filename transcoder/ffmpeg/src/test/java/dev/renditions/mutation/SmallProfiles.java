package dev.renditions.mutation;

import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.image.ImageSettings;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.preview.PreviewSettings;
import dev.renditions.kind.settings.AudioSettings;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.settings.Loudness;
import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.storyboard.StoryboardSettings;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.kind.waveform.WaveformProfile;
import dev.renditions.kind.waveform.WaveformSettings;
import dev.renditions.media.codec.AudioCodec;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Profiles of every kind, like the built-in ones but smaller and faster, and the choice of those for a damaged file. */
final class SmallProfiles {
    private static final Duration TTL = Duration.ofDays(1);
    private static final AudioSettings AAC = new AudioSettings(AudioCodec.AAC, 64, 2, 48_000);
    private static final AudioSettings MP3 = new AudioSettings(AudioCodec.MP3, 64, 2, 48_000);
    private static final AudioSettings OPUS = new AudioSettings(AudioCodec.OPUS, 48, 2, 48_000);
    private static final Loudness LOUDNESS = new Loudness(-16, -1.5);

    /** A profile and the percentage of files that are tried with it; lower for slow profiles. */
    private record Chance(int percent, Profile profile) {}

    private static final List<Chance> CHANCES = List.of(
            new Chance(45, video("tiny", h264(64), AAC, Edits.NONE)),
            new Chance(10, video("edited", h264(64), AAC, edits())),
            new Chance(25, new StreamingProfile("ladder", "", TTL, List.of(h264(64), h264(32)), AAC, 4, Edits.NONE)),
            new Chance(
                    8,
                    video(
                            "hevc",
                            new VideoSettings(VideoCodec.HEVC, "ultrafast", 30, 48, 200, 60, 2),
                            AAC,
                            Edits.NONE)),
            new Chance(8, video("av1", new VideoSettings(VideoCodec.AV1, "12", 50, 64, 200, 60, 2), OPUS, Edits.NONE)),
            new Chance(30, new AudioProfile("sound", "", TTL, MP3, Optional.empty())),
            new Chance(8, new AudioProfile("loud-aac", "", TTL, AAC, Optional.of(LOUDNESS))),
            new Chance(8, new AudioProfile("loud-opus", "", TTL, OPUS, Optional.of(LOUDNESS))),
            new Chance(40, new ImageProfile("poster", "", TTL, new ImageSettings("jpeg", 80, 5, 5))),
            new Chance(30, new StoryboardProfile("storyboard", "", TTL, new StoryboardSettings(4, 2, 32, 5))),
            new Chance(25, new PreviewProfile("preview", "", TTL, new PreviewSettings(48, 6, 2, 50))),
            new Chance(40, new WaveformProfile("waveform", "", TTL, new WaveformSettings(64, 16, "000000"))),
            new Chance(40, new CaptionsProfile("captions", "", TTL)));

    private SmallProfiles() {}

    /** All of them. */
    static List<Profile> all() {
        return CHANCES.stream().map(Chance::profile).toList();
    }

    /** The profiles for the file of a seed; at least one. */
    static List<Profile> of(long seed) {
        // Independent of the random numbers of its damage.
        SplittableRandom random = new SplittableRandom(~seed);
        List<Profile> drawn = CHANCES.stream()
                .filter(chance -> random.nextInt(100) < chance.percent())
                .map(Chance::profile)
                .toList();
        return drawn.isEmpty() ? List.of(CHANCES.get(0).profile()) : drawn;
    }

    private static VideoProfile video(String name, VideoSettings picture, AudioSettings sound, Edits edits) {
        return new VideoProfile(name, "", TTL, picture, sound, edits);
    }

    private static VideoSettings h264(int shortSide) {
        return new VideoSettings(VideoCodec.H264, "ultrafast", 30, shortSide, 200, 60, 2);
    }

    private static Edits edits() {
        Clip clip = new Clip(Duration.ofMillis(100), Duration.ofMillis(200));
        return new Edits(Optional.of(clip), Optional.empty(), List.of("title"));
    }
}
