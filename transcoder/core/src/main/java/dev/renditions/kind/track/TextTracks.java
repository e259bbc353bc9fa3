package dev.renditions.kind.track;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextStream;
import java.util.Comparator;
import java.util.List;

/** Which subtitles of a source become tracks. */
public final class TextTracks {
    private TextTracks() {}

    /** The tracks that are text: those with forced subtitles alone last, among all others the one marked as default first. */
    public static List<TextTrack> of(MediaInfo media) {
        return media.text().stream()
                .filter(text -> !text.bitmap())
                .sorted(Comparator.comparing((TextStream text) -> text.flags().forced())
                        .thenComparing(text -> !text.flags().main()))
                .map(text -> new TextTrack(text.index(), text.codec(), text.language(), text.flags()))
                .toList();
    }
}
