package dev.renditions.packaging;

import dev.renditions.media.TextFlags;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MediaType;
import java.util.List;
import java.util.Optional;

/**
 * The subtitles of a package in the master playlist. Immutable.
 *
 * @param texts all text tracks
 */
public record SubtitleGroup(List<Track.Text> texts) {
    static final String ID = "subtitles";

    /** The characteristics that Apple requires of subtitles for the deaf and hard of hearing (4.5). */
    public static final List<String> ACCESSIBLE =
            List.of("public.accessibility.transcribes-spoken-dialog", "public.accessibility.describes-music-and-sound");

    /** One for each track, in their order. */
    List<AlternativeRendition> renditions() {
        return texts.stream().map(this::rendition).toList();
    }

    private AlternativeRendition rendition(Track.Text text) {
        TextFlags flags = text.flags();
        boolean chosen = shownByDefault().filter(text::equals).isPresent();
        return AlternativeRendition.builder()
                .type(MediaType.SUBTITLES)
                .groupId(ID)
                .name(text.name())
                .language(text.language())
                .defaultRendition(chosen)
                .autoSelect(chosen || autoSelected(text))
                .forced(flags.forced())
                .addAllCharacteristics(flags.hearingImpaired() ? ACCESSIBLE : List.of())
                .uri(MediaPlaylists.name(text))
                .build();
    }

    /** At most one track is the default. A track that is not forced is preferred. */
    private Optional<Track.Text> shownByDefault() {
        return texts.stream()
                .filter(text -> text.flags().main() && !text.flags().forced())
                .findFirst()
                .or(() -> texts.stream().filter(text -> text.flags().main()).findFirst());
    }

    /**
     * Whether players may select a track automatically. Apple requires it for forced tracks (5.11) and for those for
     * the hard of hearing (4.6). Of other tracks, at most one of those that a player can't distinguish may have it (RFC
     * 8216, 4.3.4.1.1).
     */
    private boolean autoSelected(Track.Text text) {
        if (text.flags().forced() || text.flags().hearingImpaired()) {
            return true;
        }
        List<Track.Text> alike = texts.stream()
                .filter(other -> !other.flags().forced() && !other.flags().hearingImpaired())
                .filter(other -> other.language().equals(text.language()))
                .toList();
        return text.equals(shownByDefault().filter(alike::contains).orElse(alike.get(0)));
    }
}
