package dev.renditions.kind.captions;

import dev.renditions.kind.EncodeCost;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.OutputProbe;
import dev.renditions.kind.Plan;
import dev.renditions.kind.track.TextTrack;
import dev.renditions.kind.track.TextTracks;
import dev.renditions.media.MediaInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Text subtitles to convert, each track to its own file.
 *
 * @param profile its profile
 * @param texts the tracks, the one of the main file first; at least one
 */
public record CaptionsPlan(CaptionsProfile profile, List<TextTrack> texts) implements Plan.Make {
    /** Copies the list. */
    public CaptionsPlan {
        texts = List.copyOf(texts);
    }

    @Override
    public List<Integer> streams() {
        return texts.stream().map(TextTrack::stream).toList();
    }

    @Override
    public Optional<Duration> duration() {
        return Optional.empty();
    }

    /** The plan for a source. */
    static Plan of(MediaInfo media, CaptionsProfile profile) {
        if (media.text().isEmpty()) {
            return new Plan.NotApplicable("it has no subtitles");
        }
        List<TextTrack> texts = TextTracks.of(media);
        return texts.isEmpty()
                ? new Plan.NotApplicable("its subtitles are images, which can't be converted to text")
                : new CaptionsPlan(profile, texts);
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
        return "convert subtitles to WebVTT, tracks: " + texts.size();
    }

    @Override
    public MediaInfo verify(List<OutputFile> outputs, OutputProbe probe) {
        return CaptionsVerifier.check(this, outputs);
    }
}
