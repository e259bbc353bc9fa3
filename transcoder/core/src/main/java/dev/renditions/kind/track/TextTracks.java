package dev.renditions.kind.track;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextStream;
import java.util.Comparator;
import java.util.List;

/** Selects the subtitles of a source that become tracks. */
public final class TextTracks {
    private TextTracks() {}

    /** The text tracks: tracks of forced subtitles are last, and among the others the default track is first. */
    public static List<TextTrack> of(MediaInfo media) {
        return media.text().stream()
                .filter(text -> !text.bitmap())
                .sorted(Comparator.comparing((TextStream text) -> text.flags().forced())
                        .thenComparing(text -> !text.flags().main()))
                .map(text -> new TextTrack(text.index(), text.codec(), text.language(), text.flags()))
                .toList();
    }
}
