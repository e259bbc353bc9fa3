package dev.renditions.packaging;

import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.Channels;
import io.lindstrom.m3u8.model.IFrameVariant;
import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.MediaType;
import io.lindstrom.m3u8.model.Resolution;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import java.util.List;
import java.util.stream.Stream;

final class MasterPlaylists {
    private static final String AUDIO = "audio";

    private MasterPlaylists() {}

    static String of(PackageContents contents) {
        MasterPlaylist.Builder playlist =
                MasterPlaylist.builder().version(MediaPlaylists.VERSION).independentSegments(true);
        for (PackageContents.Sound sound : contents.sounds()) {
            playlist.addAlternativeRenditions(
                    audio(sound, sound.equals(contents.sounds().get(0))));
        }
        playlist.addAllAlternativeRenditions(new SubtitleGroup(contents.texts()).renditions());
        contents.rungs().forEach(rung -> playlist.addVariants(variant(contents, rung)));
        contents.rungs().forEach(rung -> playlist.addIFrameVariants(keyFrames(rung)));
        return new MasterPlaylistParser().writePlaylistAsString(playlist.build());
    }

    private static AlternativeRendition audio(PackageContents.Sound sound, boolean first) {
        return AlternativeRendition.builder()
                .type(MediaType.AUDIO)
                .groupId(AUDIO)
                .name(sound.track().name())
                .language(sound.track().language())
                .defaultRendition(first)
                .autoSelect(true)
                .channels(Channels.of(sound.sound().channels()))
                .uri(MediaPlaylists.name(sound.track()))
                .build();
    }

    private static Variant variant(PackageContents contents, PackageContents.Rung rung) {
        BitRates rates = contents.ratesWithSound(rung);
        Variant.Builder variant = Variant.builder()
                .bandwidth(rates.peak())
                .averageBandwidth(rates.average())
                .codecs(codecs(contents, rung))
                .resolution(resolution(rung))
                .frameRate(Math.round(rung.file().sampleRate() * 1000) / 1000.0)
                .closedCaptionsNone(true)
                .uri(MediaPlaylists.name(rung.track()));
        if (!contents.sounds().isEmpty()) {
            variant.audio(AUDIO);
        }
        if (!contents.texts().isEmpty()) {
            variant.subtitles(SubtitleGroup.ID);
        }
        return variant.build();
    }

    private static List<String> codecs(PackageContents contents, PackageContents.Rung rung) {
        Stream<String> sounds =
                contents.sounds().stream().map(sound -> sound.sound().codec());
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
