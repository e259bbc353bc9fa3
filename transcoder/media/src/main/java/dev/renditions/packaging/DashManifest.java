package dev.renditions.packaging;

import dev.renditions.media.TextFlags;
import dev.renditions.media.mp4.TrackFile;
import dev.renditions.packaging.XmlWriter.Attributes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * The manifest of DASH: the on-demand profile, whose players find the fragments by the index in each track's file. The order of
 * elements and attributes is that of the schema of ISO/IEC 23009-1.
 */
final class DashManifest {
    private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";
    private static final String PROFILE = "urn:mpeg:dash:profile:isoff-on-demand:2011";
    private static final Duration BUFFER = Duration.ofSeconds(4);
    private static final String CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";
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
     * What is known beside the contents. Immutable.
     *
     * @param textBytes of the text tracks, in their order
     * @param trick the key frames of the smallest rung
     * @param thumbnails what is on the sheet of small pictures; absent if there is none
     * @param sheetBytes of that sheet; 0 if there is none
     */
    record Extras(List<Long> textBytes, TrackFile trick, Optional<Thumbnails> thumbnails, long sheetBytes) {}

    /** Writes it. */
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
        xml.element("AdaptationSet", fragmented("video", PackagedFile.VIDEO_TYPE), this::pictures);
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

    /** For the pictures, which are the first set. */
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
        // All tiles of the sheet, also those that are not filled.
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

    private void pictures(XmlWriter xml) throws XMLStreamException {
        role(xml, "main");
        for (PackageContents.Rung rung : contents.rungs()) {
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
        int channels = sound.sound().channels();
        xml.empty(
                "AudioChannelConfiguration",
                Attributes.of("schemeIdUri", CHANNELS).and("value", channels == 8 ? 7 : channels));
        xml.text("Label", sound.track().name());
        role(xml, sound.equals(contents.sounds().get(0)) ? "main" : "alternate");
        Attributes attributes = Attributes.of("id", sound.track().stem())
                .and("bandwidth", contents.rates(sound).peak())
                .and("codecs", sound.sound().codec())
                .and("audioSamplingRate", sound.sound().sampleRate());
        xml.element("Representation", attributes, file -> indexed(file, sound.file()));
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
