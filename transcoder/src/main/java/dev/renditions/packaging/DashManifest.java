package dev.renditions.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.renditions.media.TextFlags;
import io.lindstrom.mpd.MPDParser;
import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.BaseURL;
import io.lindstrom.mpd.data.FrameRate;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.Profile;
import io.lindstrom.mpd.data.Representation;
import io.lindstrom.mpd.data.SegmentBase;
import io.lindstrom.mpd.data.URLType;
import io.lindstrom.mpd.data.descriptor.Descriptor;
import io.lindstrom.mpd.data.descriptor.GenericDescriptor;
import io.lindstrom.mpd.data.descriptor.Role;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The manifest of DASH: the on-demand profile, whose players find the fragments by the index in each track's file. */
final class DashManifest {
    private static final Duration BUFFER = Duration.ofSeconds(4);
    /** The scheme of {@link Role}, which lacks the roles that later editions have. */
    private static final String ROLES = "urn:mpeg:dash:role:2011";

    private static final String CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";

    private DashManifest() {}

    /**
     * Writes it.
     *
     * @param textBytes of the text tracks, in their order
     */
    static String of(Contents contents, List<Long> textBytes) {
        List<AdaptationSet> sets = new ArrayList<>();
        sets.add(pictures(contents));
        for (Contents.Sound sound : contents.sounds()) {
            sets.add(sound(contents, sound, sound.equals(contents.sounds().get(0))));
        }
        for (int at = 0; at < contents.texts().size(); at++) {
            sets.add(text(contents, contents.texts().get(at), textBytes.get(at)));
        }
        MPD manifest = new MPD.Builder()
                .withProfiles(Profile.MPEG_DASH_ON_DEMAND)
                .withType(PresentationType.STATIC)
                .withMediaPresentationDuration(contents.length())
                .withMinBufferTime(BUFFER)
                .withPeriods(new Period.Builder()
                        .withId("0")
                        .withAdaptationSets(sets)
                        .build())
                .build();
        try {
            return new MPDParser().writeAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest of plain values can't be written", e);
        }
    }

    private static AdaptationSet pictures(Contents contents) {
        List<Representation> rungs = contents.rungs().stream()
                .map(rung -> addressed(rung.file())
                        .withBandwidth(contents.rates(rung).peak())
                        .withCodecs(rung.picture().codec())
                        .withWidth(rung.picture().size().width())
                        .withHeight(rung.picture().size().height())
                        .withFrameRate(frameRate(rung.file()))
                        .build())
                .toList();
        return set("video", "video/mp4", Role.Type.MAIN)
                .withRepresentations(rungs)
                .build();
    }

    private static AdaptationSet sound(Contents contents, Contents.Sound sound, boolean first) {
        int channels = sound.sound().channels();
        Representation only = addressed(sound.file())
                .withBandwidth(contents.rates(sound).peak())
                .withCodecs(sound.sound().codec())
                .withAudioSamplingRate(Integer.toString(sound.sound().sampleRate()))
                .withAudioChannelConfigurations(
                        List.of(new GenericDescriptor(CHANNELS, Integer.toString(channels == 8 ? 7 : channels))))
                .build();
        return set("audio", "audio/mp4", first ? Role.Type.MAIN : Role.Type.ALTERNATE)
                .withLang(sound.track().language())
                .withLabels(sound.track().name())
                .withRepresentations(only)
                .build();
    }

    private static AdaptationSet text(Contents contents, Track.Text text, long bytes) {
        double rate = 8.0 * bytes / Math.max(1, Segment.seconds(contents.length()));
        Representation only =
                named(text.file()).withBandwidth((long) Math.ceil(rate)).build();
        return new AdaptationSet.Builder()
                .withContentType("text")
                .withMimeType("text/vtt")
                .withRoles(role(text.flags()))
                .withLang(text.language())
                .withLabels(text.name())
                .withRepresentations(only)
                .build();
    }

    private static Descriptor role(TextFlags flags) {
        if (flags.forced()) {
            return new GenericDescriptor(ROLES, "forced-subtitle");
        }
        return new Role(flags.hearingImpaired() ? Role.Type.CAPTION : Role.Type.SUBTITLE);
    }

    private static AdaptationSet.Builder set(String type, String mediaType, Role.Type role) {
        return new AdaptationSet.Builder()
                .withContentType(type)
                .withMimeType(mediaType)
                .withRoles(role)
                .withSubsegmentAlignment("true")
                .withSubsegmentStartsWithSAP(1L);
    }

    private static Representation.Builder addressed(TrackFile file) {
        return named(file.name())
                .withSegmentBase(new SegmentBase.Builder()
                        .withTimescale(file.header().timescale())
                        .withIndexRange(file.headerEnd() + "-" + (file.indexEnd() - 1))
                        .withInitialization(new URLType.Builder()
                                .withRange("0-" + (file.headerEnd() - 1))
                                .build())
                        .build());
    }

    private static Representation.Builder named(String file) {
        return new Representation.Builder()
                .withId(file.substring(0, file.lastIndexOf('.')))
                .withBaseURLs(List.of(BaseURL.builder().withValue(file).build()));
    }

    private static FrameRate frameRate(TrackFile file) {
        long scale = file.header().timescale();
        long ticks = file.sampleTicks();
        long common = BigInteger.valueOf(scale).gcd(BigInteger.valueOf(ticks)).longValueExact();
        return ticks == common ? FrameRate.of(scale / common) : new FrameRate(scale / common, ticks / common);
    }
}
