package dev.renditions.kind.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TextTracksTest {
    @Test
    void theDefaultComesFirstAndForcedOnesLast() {
        assertThat(streams(
                        text(2, false, true),
                        text(3, true, true),
                        text(4, false, false),
                        text(5, true, false),
                        text(6, true, false)))
                .containsExactly(5, 6, 4, 3, 2);
        assertThat(streams(text(2, false, true), text(3, true, true))).containsExactly(3, 2);
    }

    private static List<Integer> streams(TextStream... texts) {
        MediaInfo media = new MediaInfo("matroska,webm", Optional.empty(), List.of(), List.of(), List.of(texts), 0);
        return TextTracks.of(media).stream().map(TextTrack::stream).toList();
    }

    private static TextStream text(int index, boolean main, boolean forced) {
        return new TextStream(index, "subrip", "en", false, new TextFlags(main, forced, false));
    }
}
