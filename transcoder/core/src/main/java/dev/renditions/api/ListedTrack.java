package dev.renditions.api;

import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.TrackKind;
import dev.renditions.media.MediaInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A track of a rendition as JSON, for programs and pages that show renditions.
 *
 * @param summary what it is, in a few words
 * @param file the name of the file that has it
 * @param bytes the size of that file, which may have other tracks
 * @param seconds how long its encode took, which each reuse saves
 */
public record ListedTrack(String id, String kind, String summary, String file, long bytes, BigDecimal seconds) {
    /** The tracks that a manifest lists. */
    public static List<ListedTrack> of(Manifest manifest) {
        return manifest.tracks().stream().map(track -> of(manifest, track)).toList();
    }

    private static ListedTrack of(Manifest manifest, RenditionTrack track) {
        RenditionFile file = manifest.files().stream()
                .filter(candidate -> candidate.name().equals(track.file()))
                .findFirst()
                .orElseThrow();
        TrackKind kind = track.id().kind();
        return new ListedTrack(
                track.id().toString(),
                kind.word(),
                file.equals(manifest.main()) ? probed(kind, manifest.media()).orElse(stem(file)) : stem(file),
                file.name(),
                file.bytes(),
                ResultJson.toSeconds(track.encodeTime()));
    }

    /** The manifest has the probe of one file. The files of packages have names that say what is in them. */
    private static Optional<String> probed(TrackKind kind, MediaInfo media) {
        return switch (kind) {
            case VIDEO -> media.video().stream().findFirst().map(video -> video.displayed() + " " + video.codec());
            case AUDIO ->
                media.audio().stream()
                        .findFirst()
                        .map(audio ->
                                audio.codec() + ", " + audio.channels() + " channels, " + audio.sampleRate() + " Hz");
        };
    }

    private static String stem(RenditionFile file) {
        int dot = file.name().lastIndexOf('.');
        return dot > 0 ? file.name().substring(0, dot) : file.name();
    }
}
