package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.encoder.Assembly;
import dev.renditions.ffmpeg.encoder.AudioAssembly;
import dev.renditions.ffmpeg.encoder.StreamingAssembly;
import dev.renditions.ffmpeg.encoder.VideoAssembly;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.image.Preview;
import dev.renditions.ffmpeg.image.StillImage;
import dev.renditions.ffmpeg.image.Storyboard;
import dev.renditions.ffmpeg.order.PlanEncoder;
import dev.renditions.ffmpeg.text.Captions;
import dev.renditions.ffmpeg.text.TextFiles;
import dev.renditions.ffmpeg.waveform.WaveformImage;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.audio.AudioProfile;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.kind.waveform.WaveformPlan;
import java.util.Set;

/**
 * The encoder of each kind of profile: the one place of this module that lists them all.
 *
 * @param ffmpeg runs it
 */
public record KindEncoders(Ffmpeg ffmpeg) implements Assembly.Finder {
    /** The encoders and filters that ffmpeg must have for a profile, whatever its source. */
    public static Set<String> needs(Profile profile) {
        return switch (profile.kind()) {
            case VIDEO -> VideoAssembly.needs((VideoProfile) profile);
            case STREAMING -> StreamingAssembly.needs((StreamingProfile) profile);
            case AUDIO -> AudioAssembly.needs((AudioProfile) profile);
            case IMAGE -> StillImage.NEEDS;
            case STORYBOARD -> Storyboard.NEEDS;
            case PREVIEW -> Preview.NEEDS;
            case CAPTIONS, WAVEFORM -> Set.of();
        };
    }

    public PlanEncoder encoder(Plan.Make plan) {
        return switch (plan.profile().kind()) {
            case VIDEO -> new VideoAssembly((VideoPlan) plan);
            case STREAMING -> new StreamingAssembly((StreamingPlan) plan);
            case AUDIO -> new AudioAssembly((AudioPlan) plan);
            case IMAGE -> new StillImage(ffmpeg, (ImagePlan) plan);
            case STORYBOARD -> new Storyboard(ffmpeg, (StoryboardPlan) plan);
            case PREVIEW -> new Preview(ffmpeg, (PreviewPlan) plan);
            case CAPTIONS -> new Captions(new TextFiles(ffmpeg), (CaptionsPlan) plan);
            case WAVEFORM -> new WaveformImage(ffmpeg, (WaveformPlan) plan);
        };
    }

    @Override
    public Assembly of(Plan.Make plan) {
        if (encoder(plan) instanceof Assembly assembly) {
            return assembly;
        }
        throw new IllegalArgumentException("this plan does not consist of tracks: " + plan);
    }
}
