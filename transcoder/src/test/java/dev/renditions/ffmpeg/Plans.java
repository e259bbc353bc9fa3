package dev.renditions.ffmpeg;

import dev.renditions.media.Size;
import dev.renditions.plan.Plan;
import dev.renditions.profile.AudioProfile;
import dev.renditions.profile.AudioSettings;
import dev.renditions.profile.ImageProfile;
import dev.renditions.profile.ImageSettings;
import dev.renditions.profile.VideoProfile;
import dev.renditions.profile.VideoSettings;
import java.time.Duration;
import java.util.Optional;

/** Plans made by hand. */
final class Plans {
    static final VideoProfile MP4 = new VideoProfile(
            "mp4-360p",
            "",
            Duration.ofDays(1),
            new VideoSettings("h264", "veryfast", 23, 360, 800, 60, 2),
            new AudioSettings("aac", 128, 2, 48_000));
    static final AudioProfile MP3 =
            new AudioProfile("audio-mp3", "", Duration.ofDays(1), new AudioSettings("mp3", 128, 2, 48_000));
    static final ImageProfile POSTER =
            new ImageProfile("poster", "", Duration.ofDays(1), new ImageSettings("jpeg", 1280, 3, 50));

    private Plans() {}

    static Plan.Video video(int picture, Optional<Integer> sound, Size size) {
        return new Plan.Video(
                MP4,
                picture,
                sound,
                size,
                Optional.empty(),
                60,
                false,
                false,
                sound.isPresent() ? 2 : 0,
                Optional.empty());
    }

    static Plan.Video toneMapped(Plan.Video plan) {
        return new Plan.Video(
                plan.profile(),
                plan.videoStream(),
                plan.audioStream(),
                plan.size(),
                plan.frameRate(),
                plan.gopFrames(),
                plan.deinterlace(),
                true,
                plan.channels(),
                plan.duration());
    }

    static Plan.Audio audio(int sound) {
        return new Plan.Audio(MP3, sound, 2, Optional.empty());
    }

    static Plan.Picture poster(int picture, Size size, Duration seek, int candidates) {
        return new Plan.Picture(POSTER, picture, size, seek, candidates, false, false);
    }
}
