package dev.renditions.packaging;

import dev.renditions.media.TextFlags;
import dev.renditions.media.mp4.SampleEntry;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.XmlWriter.Attributes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Writes the DASH manifest in the on-demand profile, whose players find fragments through the index in each track's
 * file. Elements and attributes are in the order of the schema of ISO/IEC 23009-1.
 */
final class DashManifest {
    private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";
    private static final String PROFILE = "urn:mpeg:dash:profile:isoff-on-demand:2011";
    private static final Duration BUFFER = Duration.ofSeconds(4);
    private static final String CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";
    private static final String DOLBY_CHANNELS = "tag:dolby.com,2014:dash:audio_channel_configuration:2011";
    private static final String AUDIO_PURPOSE = "urn:tva:metadata:cs:AudioPurposeCS:2007";
    private static final String ROLE = "urn:mpeg:dash:role:2011";

    private static final String TRICK_MODE = "http://dashif.org/guidelines/trickmode";
    private static final String TILES = "http://dashif.org/guidelines/thumbnail_tile";
    private static final int MILLIS = 1000;

    private final PackageContents contents;
    private final Extras extras;
    private int sets;

    private DashManifest(PackageContents contents, Extras extras) {
        this.contents = contents;
        this.extras = extras;
    }

    /**
     * Data in addition to the contents. Immutable.
     *
     * @param textBytes sizes of the text tracks, in their order
     * @param trick the trick play track, made of the key frames of the smallest rung
     * @param thumbnails the layout of the thumbnail sheet; absent without one
     * @param sheetBytes the size of that sheet; 0 without one
     */
    record Extras(List<Long> textBytes, TrackFile trick, Optional<Thumbnails> thumbnails, long sheetBytes) {}

    /** Returns the manifest as XML. */
    static String of(PackageContents contents, Extras extras) {
        return XmlWriter.of(new DashManifest(contents, extras)::write);
    }

    private void write(XmlWriter xml) throws XMLStreamException {
        Attributes attributes = Attributes.of("xmlns", NAMESPACE)
                .and("profiles", PROFILE)
                .and("type", "static")
                .and("mediaPresentationDuration", contents.length())
                .and("minBufferTime", BUFFER);
        xml.element("MPD", attributes, mpd -> mpd.element("Period", Attributes.of("id", "0"), this::period));
    }

    private void period(XmlWriter xml) throws XMLStreamException {
        for (List<PackageContents.Rung> ladder : ladders()) {
            xml.element("AdaptationSet", fragmented("video", PackagedFile.VIDEO_TYPE), set -> video(set, ladder));
        }
        for (PackageContents.Sound sound : contents.sounds()) {
            Attributes attributes = fragmented("audio", PackagedFile.AUDIO_TYPE)
                    .and("lang", sound.track().language());
            xml.element("AdaptationSet", attributes, set -> sound(set, sound));
        }
        for (int at = 0; at < contents.texts().size(); at++) {
            Track.Text text = contents.texts().get(at);
            long bytes = extras.textBytes().get(at);
            Attributes attributes = set("text", PackagedFile.TEXT_TYPE).and("lang", text.language());
            xml.element("AdaptationSet", attributes, set -> text(set, text, bytes));
        }
        TrackFile trick = extras.trick();
        double faster = contents.rungs().get(0).file().sampleRate() / trick.sampleRate();
        Attributes attributes = fragmented("video", PackagedFile.VIDEO_TYPE)
                .and("maxPlayoutRate", (long) Math.max(1, faster))
                .and("codingDependency", false);
        xml.element("AdaptationSet", attributes, set -> trick(set, trick));
        if (extras.thumbnails().isPresent()) {
            Thumbnails sheet = extras.thumbnails().get();
            xml.element("AdaptationSet", set("image", PackagedFile.SHEET_TYPE), set -> thumbnails(set, sheet));
        }
    }

    /** The rungs of each codec. A player switches between those of one set, so each codec has its own. */
    private List<List<PackageContents.Rung>> ladders() {
        return contents.rungs().stream()
                .map(rung -> rung.picture().format())
                .distinct()
                .map(format -> contents.rungs().stream()
                        .filter(rung -> rung.picture().format() == format)
                        .toList())
                .toList();
    }

    /** Refers to the video of its codec, which is the first adaptation set. */
    private void trick(XmlWriter xml, TrackFile trick) throws XMLStreamException {
        xml.empty("EssentialProperty", Attributes.of("schemeIdUri", TRICK_MODE).and("value", 0));
        PackageContents.Rung rung = contents.smallest();
        List<Segment> frames = Segment.of(trick, SegmentBoundaries.each(trick));
        Attributes attributes = Attributes.of("id", "trick")
                .and("bandwidth", BitRates.of(frames, Segment.longest(frames)).peak())
                .and("codecs", rung.picture().codec())
                .and("width", rung.picture().size().width())
                .and("height", rung.picture().size().height())
                .and("sar", "1:1")
                .and("frameRate", frameRate(trick));
        xml.element("Representation", attributes, file -> indexed(file, trick));
    }

    private void thumbnails(XmlWriter xml, Thumbnails sheet) throws XMLStreamException {
        // The duration of all tiles of the sheet, including unused ones.
        long millis = sheet.each().toMillis() * sheet.columns() * sheet.rows();
        Attributes attributes = Attributes.of("id", "thumbnails")
                .and("bandwidth", Math.max(1, 8 * MILLIS * extras.sheetBytes() / Math.max(1, millis)))
                .and("width", sheet.sheet().width())
                .and("height", sheet.sheet().height());
        xml.element("Representation", attributes, representation -> {
            representation.empty(
                    "EssentialProperty",
                    Attributes.of("schemeIdUri", TILES).and("value", sheet.columns() + "x" + sheet.rows()));
            representation.empty(
                    "SegmentTemplate",
                    Attributes.of("media", Thumbnails.FILE)
                            .and("timescale", MILLIS)
                            .and("duration", millis)
                            .and("startNumber", 1));
        });
    }

    private void video(XmlWriter xml, List<PackageContents.Rung> ladder) throws XMLStreamException {
        role(xml, "main");
        for (PackageContents.Rung rung : ladder) {
            Attributes attributes = Attributes.of("id", rung.track().stem())
                    .and("bandwidth", contents.rates(rung).peak())
                    .and("codecs", rung.picture().codec())
                    .and("width", rung.picture().size().width())
                    .and("height", rung.picture().size().height())
                    .and("sar", "1:1")
                    .and("frameRate", frameRate(rung.file()));
            xml.element("Representation", attributes, file -> indexed(file, rung.file()));
        }
    }

    private void sound(XmlWriter xml, PackageContents.Sound sound) throws XMLStreamException {
        xml.empty("AudioChannelConfiguration", channels(sound.sound()));
        xml.text("Label", sound.track().name());
        if (sound.track().purpose() == AudioPurpose.DESCRIPTION) {
            xml.empty(
                    "Accessibility", Attributes.of("schemeIdUri", AUDIO_PURPOSE).and("value", 1));
        }
        role(xml, role(sound.track()));
        Attributes attributes = Attributes.of("id", sound.track().stem())
                .and("bandwidth", contents.rates(sound).peak())
                .and("codecs", sound.sound().codec())
                .and("audioSamplingRate", sound.sound().sampleRate());
        xml.element("Representation", attributes, file -> indexed(file, sound.file()));
    }

    private static Attributes channels(SampleEntry.Sound sound) {
        if (sound.speakers() != 0) {
            String map = String.format(Locale.ROOT, "%04X", sound.speakers());
            return Attributes.of("schemeIdUri", DOLBY_CHANNELS).and("value", map);
        }
        int channels = sound.channels();
        return Attributes.of("schemeIdUri", CHANNELS).and("value", channels == 8 ? 7 : channels);
    }

    private String role(Track.Audio track) {
        if (track.same(AudioGroup.main(contents.sounds()).track())) {
            return "main";
        }
        return switch (track.purpose()) {
            case PROGRAM -> "alternate";
            case COMMENTARY -> "commentary";
            case DESCRIPTION -> "description";
        };
    }

    private void text(XmlWriter xml, Track.Text text, long bytes) throws XMLStreamException {
        xml.text("Label", text.name());
        role(xml, role(text.flags()));
        double rate = 8.0 * bytes / Math.max(1, Segment.seconds(contents.length()));
        Attributes attributes = Attributes.of("id", text.stem()).and("bandwidth", (long) Math.ceil(rate));
        xml.element("Representation", attributes, file -> file.text("BaseURL", text.file()));
    }

    private static String role(TextFlags flags) {
        if (flags.forced()) {
            return "forced-subtitle";
        }
        return flags.hearingImpaired() ? "caption" : "subtitle";
    }

    private Attributes fragmented(String type, String mediaType) {
        return set(type, mediaType).and("subsegmentAlignment", true).and("subsegmentStartsWithSAP", 1);
    }

    private Attributes set(String type, String mediaType) {
        return Attributes.of("id", sets++).and("contentType", type).and("mimeType", mediaType);
    }

    private static void role(XmlWriter xml, String role) throws XMLStreamException {
        xml.empty("Role", Attributes.of("schemeIdUri", ROLE).and("value", role));
    }

    private static void indexed(XmlWriter xml, TrackFile file) throws XMLStreamException {
        xml.text("BaseURL", file.name());
        Attributes attributes = Attributes.of("timescale", file.header().timescale())
                .and("indexRange", file.headerEnd() + "-" + (file.indexEnd() - 1));
        xml.element(
                "SegmentBase",
                attributes,
                base -> base.empty("Initialization", Attributes.of("range", "0-" + (file.headerEnd() - 1))));
    }

    private static String frameRate(TrackFile file) {
        long scale = file.header().timescale();
        long ticks = file.sampleTicks();
        long common = BigInteger.valueOf(scale).gcd(BigInteger.valueOf(ticks)).longValueExact();
        return ticks == common ? Long.toString(scale / common) : scale / common + "/" + ticks / common;
    }
}
