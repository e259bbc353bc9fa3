package dev.renditions.kind.image;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.VerificationException;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.kind.track.Sizes;
import dev.renditions.kind.track.TrackChecks;
import dev.renditions.kind.track.VideoTracks;
import dev.renditions.media.ImageParts;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image to encode, from a frame that decodes without damage even if other parts of the source do not.
 *
 * @param profile its profile
 * @param videoStream the source's stream, by its index among all streams
 * @param parts the parts that it is assembled from, in a HEIF file
 * @param size the exact size of the output
 * @param seek where to look for a frame first; zero for a still
 * @param candidates how many frames to choose from; 1 for a still
 * @param conversion what else is done to its frames
 */
public record ImagePlan(
        ImageProfile profile,
        int videoStream,
        ImageParts parts,
        Size size,
        Duration seek,
        int candidates,
        FrameConversion conversion)
        implements Plan.Make {
    @Override
    public List<Integer> streams() {
        return parts.alpha().isPresent() ? List.of(videoStream, parts.alpha().getAsInt()) : List.of(videoStream);
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }

    /** The plan for a source. */
    static Plan of(MediaInfo media, ImageProfile profile) {
        Optional<VideoStream> found = media.picture();
        if (found.isEmpty()) {
            return media.unusableVideo()
                    .<Plan>map(Plan.Unusable::new)
                    .orElseGet(() -> new Plan.NotApplicable("it has no image or video"));
        }
        VideoStream video = found.get();
        boolean moving = !media.still() && !video.attachedPicture();
        return new ImagePlan(
                profile,
                video.index(),
                video.parts(),
                Sizes.within(video.displayed(), profile.image().maxWidth()),
                moving
                        ? VideoTracks.shown(media, video)
                                .map(d -> d.dividedBy(3))
                                .orElse(Duration.ZERO)
                        : Duration.ZERO,
                moving ? profile.image().candidates() : 1,
                FrameConversion.of(video, profile.background()));
    }

    @Override
    public EncodeCost cost() {
        return EncodeCost.SMALL;
    }

    @Override
    public boolean needsPackets(MediaInfo media) {
        return false;
    }

    @Override
    public String summary() {
        return "encode to " + size + ", from " + VideoTracks.seconds(seek);
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        MediaInfo output = probe.probe(outputs.get(0).file());
        List<String> wrong = new ArrayList<>();
        TrackChecks.picture(wrong, output, size, VideoCodec.MJPEG);
        VerificationException.throwIfAny(wrong);
        return output;
    }
}
