package dev.renditions.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ProfileKind;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.captions.CaptionsProfile;
import dev.renditions.kind.image.ImageProfile;
import dev.renditions.kind.preview.PreviewProfile;
import dev.renditions.kind.settings.ProfileFileException;
import dev.renditions.kind.settings.ProfileJson;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.streaming.LadderRules;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.kind.waveform.WaveformProfile;
import java.util.List;

/** Selects the reader for each kind of profile. Besides the adapters, this is the only place that depends on all kinds. */
final class ProfileReader {
    private ProfileReader() {}

    /**
     * Reads a profile that was validated against the schema.
     *
     * @throws ProfileFileException if a file that it names can't be read
     */
    static Profile read(ProfileJson json) {
        ProfileKind kind = ProfileKind.of(json.kind())
                .orElseThrow(() -> new IllegalArgumentException("unknown kind of profile: " + json.kind()));
        return switch (kind) {
            case VIDEO -> VideoProfile.read(json);
            case STREAMING -> StreamingProfile.read(json);
            case AUDIO -> AudioProfile.read(json);
            case IMAGE -> ImageProfile.read(json);
            case STORYBOARD -> StoryboardProfile.read(json);
            case PREVIEW -> PreviewProfile.read(json);
            case CAPTIONS -> CaptionsProfile.read(json);
            case WAVEFORM -> WaveformProfile.read(json);
        };
    }

    /** The mistakes in a profile that a schema can't detect; empty if there are none. */
    static List<String> mistakes(String name, JsonNode profile) {
        return LadderRules.mistakes(name, profile);
    }
}
