package dev.renditions.packaging;

import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.Resolution;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the master playlist. Each rung is a variant once for each audio group, so a player that chose a group can play
 * all rungs.
 */
final class MasterPlaylists {
    private MasterPlaylists() {}

    static String of(PackageContents contents) {
        MasterPlaylist.Builder playlist =
                MasterPlaylist.builder().version(MediaPlaylists.VERSION).independentSegments(true);
        List<AudioGroup> groups = contents.groups();
        for (AudioGroup group : groups) {
            playlist.addAllAlternativeRenditions(
                    group.renditions(AudioGroup.main(contents.sounds()).track()));
        }
        playlist.addAllAlternativeRenditions(new SubtitleGroup(contents.texts()).renditions());
        if (groups.isEmpty()) {
            contents.rungs().forEach(rung -> playlist.addVariants(variant(contents, rung, List.of())));
        }
        for (AudioGroup group : groups) {
            for (PackageContents.Rung rung : contents.orderedWith(group.members())) {
                Variant variant = variant(contents, rung, group.members());
                playlist.addVariants(
                        Variant.builder().from(variant).audio(group.id()).build());
            }
        }
        contents.rungs().forEach(rung -> playlist.addIFrameVariants(keyFrames(rung)));
        return new MasterPlaylistParser().writePlaylistAsString(playlist.build());
    }

    /** A variant that plays with some audio, without its group. */
    private static Variant variant(
            PackageContents contents, PackageContents.Rung rung, List<PackageContents.Sound> played) {
        BitRates rates = contents.ratesWith(played, rung);
        Variant.Builder variant = Variant.builder()
                .bandwidth(rates.peak())
                .averageBandwidth(rates.average())
                .codecs(codecs(rung, played))
                .resolution(resolution(rung))
                .frameRate(Math.round(rung.file().sampleRate() * 1000) / 1000.0)
                .closedCaptionsNone(true)
                .uri(MediaPlaylists.name(rung.track()));
        if (!contents.texts().isEmpty()) {
            variant.subtitles(SubtitleGroup.ID);
        }
        return variant.build();
    }

    private static List<String> codecs(PackageContents.Rung rung, List<PackageContents.Sound> played) {
        Stream<String> sounds = played.stream().map(sound -> sound.sound().codec());
        return Stream.concat(Stream.of(rung.picture().codec()), sounds)
                .distinct()
                .toList();
    }

    private static IFrameVariant keyFrames(PackageContents.Rung rung) {
        BitRates rates = BitRates.of(rung.keyFrames(), Segment.longest(rung.keyFrames()));
        return IFrameVariant.builder()
                .bandwidth(rates.peak())
                .averageBandwidth(rates.average())
                .addCodecs(rung.picture().codec())
                .resolution(resolution(rung))
                .uri(MediaPlaylists.keyFramesName(rung.track()))
                .build();
    }

    private static Resolution resolution(PackageContents.Rung rung) {
        return Resolution.of(
                rung.picture().size().width(), rung.picture().size().height());
    }
}
