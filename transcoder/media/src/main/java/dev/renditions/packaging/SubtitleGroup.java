package dev.renditions.packaging;

import dev.renditions.media.TextFlags;
import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MediaType;
import java.util.List;
import java.util.Optional;

/**
 * The subtitles of a package as the master playlist names them. Immutable.
 *
 * @param texts all of them
 */
public record SubtitleGroup(List<Track.Text> texts) {
    static final String ID = "subtitles";

    /** What Apple wants of subtitles for the deaf and hard of hearing (4.5). */
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

    /** At most one may be; one that is complete, if the source marks one of these. */
    private Optional<Track.Text> shownByDefault() {
        return texts.stream()
                .filter(text -> text.flags().main() && !text.flags().forced())
                .findFirst()
                .or(() -> texts.stream().filter(text -> text.flags().main()).findFirst());
    }

    /**
     * Whether players may choose a track by themselves. Apple wants that of forced ones (5.11) and of those for the hard of
     * hearing (4.6); among all others no two that a player can't tell apart may be (RFC 8216, 4.3.4.1.1).
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
