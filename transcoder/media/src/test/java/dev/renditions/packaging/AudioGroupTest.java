package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.packaging.conformance.SeveralCodecs;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several audio tracks and video codecs in the master playlist and the manifest. */
final class AudioGroupTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void oneEncodingIsOneGroupWithAllLanguages() throws IOException {
        write(aac("a1", "en", "English"), aac("a2", "de", "Deutsch"), mono("a3", "fr", "Français"));

        assertThat(audio())
                .containsExactly(
                        "audio a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio a2 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio a3 fr Français DEFAULT=NO AUTOSELECT=YES CHANNELS=1");
        assertThat(variants()).containsExactly("v1 avc1.64001f,mp4a.40.2 audio", "v2 avc1.64001f,mp4a.40.2 audio");
        assertThat(found()).isEmpty();
    }

    @Test
    void eachCodecAndChannelCountIsAGroupAndEachRungAVariantWithIt() throws IOException {
        write(surround("a1", "en", "English"), aac51("a2", "en", "English"), aac("a3", "en", "English"));

        assertThat(audio())
                .containsExactly(
                        "audio-aac-2 a3 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio-aac-6 a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6",
                        "audio-ec3-6 a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6");
        assertThat(variants())
                .containsExactly(
                        "v1 avc1.64001f,mp4a.40.2 audio-aac-2",
                        "v2 avc1.64001f,mp4a.40.2 audio-aac-2",
                        "v1 avc1.64001f,mp4a.40.2 audio-aac-6",
                        "v2 avc1.64001f,mp4a.40.2 audio-aac-6",
                        "v1 avc1.64001f,ec-3 audio-ec3-6",
                        "v2 avc1.64001f,ec-3 audio-ec3-6");
        assertThat(found()).isEmpty();
    }

    /** Players compare groups by members; in one without German, they would play English. */
    @Test
    void aLanguageWithoutSurroundIsStereoInTheGroupOfSurround() throws IOException {
        write(aac("a1", "en", "English"), aac51("a2", "en", "English"), aac("a3", "de", "Deutsch"));

        assertThat(audio())
                .containsExactly(
                        "audio-aac-2 a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio-aac-2 a3 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio-aac-6 a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6",
                        "audio-aac-6 a3 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2");
        assertThat(found()).isEmpty();
    }

    @Test
    void aLanguageWithoutSurroundIsInTheCodecOfSurround() throws IOException {
        write(
                aac("a1", "en", "English"),
                surround("a2", "en", "English"),
                aac("a3", "de", "Deutsch"),
                new Made(CraftedTrack.eac3(false), audio("a4", "de", "Deutsch", AudioPurpose.PROGRAM)));

        assertThat(audio())
                .containsExactly(
                        "audio-aac-2 a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio-aac-2 a3 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio-ec3-6 a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6",
                        "audio-ec3-6 a4 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2");
        assertThat(variants()).contains("v1 avc1.64001f,ec-3 audio-ec3-6");
        assertThat(found()).isEmpty();
    }

    @Test
    void commentaryIsNeverSelectedAndDescriptionAlways() throws IOException {
        write(
                described("a1", "en", "Descriptions"),
                aac("a2", "en", "English"),
                new Made(CraftedTrack.sound(2), audio("a3", "en", "Commentary", AudioPurpose.COMMENTARY)),
                aac("a4", "en", "English 2"),
                aac("a5", "de", "Deutsch"),
                aac("a6", "de", "Deutsch 2"));

        assertThat(audio())
                .containsExactly(
                        "audio a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio a4 en English 2 DEFAULT=NO AUTOSELECT=NO CHANNELS=2",
                        "audio a3 en Commentary DEFAULT=NO AUTOSELECT=NO CHANNELS=2",
                        "audio a1 en Descriptions DEFAULT=NO AUTOSELECT=YES"
                                + " CHARACTERISTICS=public.accessibility.describes-video CHANNELS=2",
                        "audio a5 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio a6 de Deutsch 2 DEFAULT=NO AUTOSELECT=NO CHANNELS=2");
        assertThat(manifest())
                .containsOnlyOnce("<Label>English</Label>\n      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\""
                        + " value=\"main\"/>")
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"commentary\"/>")
                .containsOnlyOnce(
                        "<Accessibility schemeIdUri=\"urn:tva:metadata:cs:AudioPurposeCS:2007\" value=\"1\"/>")
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"description\"/>");
        assertThat(found()).isEmpty();
    }

    @Test
    void bandwidthIsThatOfTheLargestAudioOfTheGroup() throws IOException {
        write(
                new Made(CraftedTrack.eac3(false), audio("a1", "de", "Deutsch", AudioPurpose.PROGRAM)),
                surround("a2", "en", "English"),
                aac("a3", "de", "Deutsch"),
                mono("a4", "en", "English"));
        long stereo = bandwidth("v1", "audio-aac-2");
        long surround = bandwidth("v1", "audio-ec3-6");

        // AAC of 300 bytes each 1,024 samples, E-AC-3 of 768 bytes each 1,536 samples, and headers of fragments.
        assertThat(surround - stereo).isBetween(79_000L, 80_000L);
        assertThat(bandwidth("v2", "audio-ec3-6")).isLessThan(surround);
        assertThat(found()).isEmpty();
    }

    @Test
    void dashHasASetForEachAudioTrackAndItsChannels() throws IOException {
        write(
                aac("a1", "en", "English"),
                surround("a2", "en", "English"),
                mono("a3", "de", "Deutsch"),
                new Made(CraftedTrack.eac3(false), audio("a4", "de", "Deutsch", AudioPurpose.PROGRAM)));

        assertThat(sets())
                .containsExactly(
                        "video avc1.64001f",
                        "audio en English main 2 mp4a.40.2",
                        "audio en English main F801 ec-3",
                        "audio de Deutsch alternate 1 mp4a.40.2",
                        "audio de Deutsch alternate A000 ec-3",
                        "video avc1.64001f");
        assertThat(found()).isEmpty();
    }

    @Test
    void dashHasASetForEachVideoCodec() throws IOException {
        List<Track> tracks = new ArrayList<>();
        for (int at = 1; at <= 2; at++) {
            CraftedTrack.av1(640 / at, 360 / at, 100 / at).write(folder.resolve("x" + at + ".mp4"));
            CraftedTrack.hevc(640 / at, 360 / at, 200 / at).write(folder.resolve("h" + at + ".mp4"));
            CraftedTrack.picture(640 / at, 360 / at, 300 / at).write(folder.resolve("v" + at + ".mp4"));
            tracks.addAll(List.of(
                    new Track.Video("x" + at + ".mp4"),
                    new Track.Video("h" + at + ".mp4"),
                    new Track.Video("v" + at + ".mp4")));
        }
        HlsPackage.write(tracks, SEGMENT, folder);

        assertThat(sets())
                .containsExactly(
                        "video avc1.64001f", "video hvc1.1.6.L93.B0", "video av01.0.04M.08", "video avc1.64001f");
        assertThat(variants())
                .containsExactly(
                        "v1 avc1.64001f null",
                        "v2 avc1.64001f null",
                        "h1 hvc1.1.6.L93.B0 null",
                        "h2 hvc1.1.6.L93.B0 null",
                        "x1 av01.0.04M.08 null",
                        "x2 av01.0.04M.08 null");
        assertThat(manifest()).contains("<BaseURL>trick.mp4</BaseURL>");
        assertThat(found()).isEmpty();
    }

    @Test
    void aPackageOfManyTracksConforms() throws IOException {
        SeveralCodecs.write(folder);
        assertThat(found()).isEmpty();
    }

    /** No audio exists twice, so there is nothing to choose. */
    @Test
    void languagesOfDifferentChannelCountsAreOneGroup() throws IOException {
        write(aac51("a1", "en", "English"), aac("a2", "de", "Deutsch"));

        assertThat(audio())
                .containsExactly(
                        "audio a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6",
                        "audio a2 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2");
        assertThat(found())
                .containsExactly(
                        "Apple 2.3: a1.m3u8: the first audio group has mp4a.40.2 with 6 channels, not stereo in AAC");
    }

    @Test
    void refusesAudioThatIsNotInEachCodec() {
        assertThatThrownBy(() -> write(
                        aac("a1", "en", "English"), surround("a2", "en", "English"), surround("a3", "de", "Deutsch")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a3.mp4: this audio must exist in mp4a too, as a1.mp4 does");
        assertThatThrownBy(() ->
                        write(aac("a1", "en", "English"), surround("a2", "en", "English"), aac("a3", "de", "Deutsch")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a3.mp4: this audio must exist in ec-3 too, as a2.mp4 does");
    }

    @Test
    void refusesTracksThatPlayersCantTellApart() {
        assertThatThrownBy(() -> write(aac("a1", "en", "English"), mono("a2", "en", "English")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("a1.mp4, a2.mp4");
        assertThatThrownBy(() -> write(aac("a1", "en", "English"), surround("a2", "de", "English")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(aac51("a1", "en", "English"), described("a2", "en", "English")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Made(CraftedTrack track, Track.Audio audio) {}

    private static Track.Audio audio(String stem, String language, String name, AudioPurpose purpose) {
        return new Track.Audio(stem + ".mp4", language, name, purpose);
    }

    private static Made aac(String stem, String language, String name) {
        return new Made(CraftedTrack.sound(2), audio(stem, language, name, AudioPurpose.PROGRAM));
    }

    private static Made mono(String stem, String language, String name) {
        return new Made(CraftedTrack.sound(1), audio(stem, language, name, AudioPurpose.PROGRAM));
    }

    private static Made aac51(String stem, String language, String name) {
        return new Made(CraftedTrack.sound(6), audio(stem, language, name, AudioPurpose.PROGRAM));
    }

    private static Made surround(String stem, String language, String name) {
        return new Made(CraftedTrack.eac3(true), audio(stem, language, name, AudioPurpose.PROGRAM));
    }

    private static Made described(String stem, String language, String name) {
        return new Made(CraftedTrack.sound(2), audio(stem, language, name, AudioPurpose.DESCRIPTION));
    }

    private void write(Made... sounds) throws IOException {
        CraftedTrack.picture(640, 360, 40).write(folder.resolve("v1.mp4"));
        CraftedTrack.picture(320, 180, 20).write(folder.resolve("v2.mp4"));
        List<Track> tracks = new ArrayList<>(List.of(new Track.Video("v1.mp4"), new Track.Video("v2.mp4")));
        for (Made sound : sounds) {
            sound.track().write(folder.resolve(sound.audio().file()));
            tracks.add(sound.audio());
        }
        HlsPackage.write(tracks, SEGMENT, folder);
    }

    private List<String> audio() throws IOException {
        return Files.readString(folder.resolve("master.m3u8"))
                .lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA:TYPE=AUDIO"))
                .map(line -> attribute(line, "GROUP-ID") + " "
                        + attribute(line, "URI").replace(".m3u8", "") + " " + attribute(line, "LANGUAGE") + " "
                        + attribute(line, "NAME")
                        + line.replaceFirst(".*(?=,DEFAULT)", "")
                                .replace(',', ' ')
                                .replace("\"", ""))
                .toList();
    }

    private List<String> variants() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("master.m3u8"));
        List<String> variants = new ArrayList<>();
        for (int at = 0; at + 1 < lines.size(); at++) {
            if (lines.get(at).startsWith("#EXT-X-STREAM-INF")) {
                variants.add(lines.get(at + 1).replace(".m3u8", "") + " " + attribute(lines.get(at), "CODECS") + " "
                        + attribute(lines.get(at), "AUDIO"));
            }
        }
        return variants;
    }

    private long bandwidth(String rung, String group) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("master.m3u8"));
        int line = lines.stream()
                .filter(each -> each.contains("AUDIO=\"" + group + "\""))
                .map(lines::indexOf)
                .filter(at -> lines.get(at + 1).equals(rung + ".m3u8"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(lines.get(line).replaceFirst(".*:BANDWIDTH=(\\d+).*", "$1"));
    }

    private static String attribute(String line, String name) {
        String found = line.replaceFirst(".*[,:]" + name + "=\"([^\"]*)\".*", "$1");
        return found.equals(line) ? "null" : found;
    }

    /** What the manifest says of each set: type, language, label, role, channels, codec of the first representation. */
    private List<String> sets() throws IOException {
        List<String> sets = new ArrayList<>();
        for (String set : manifest().split("<AdaptationSet ")) {
            if (set.startsWith("id=")) {
                String text = String.join(
                        " ",
                        part(set, "contentType=\"([a-z]+)\""),
                        part(set, " lang=\"([a-z]+)\""),
                        part(set, "<Label>(.*)</Label>"),
                        set.contains("audio/mp4") ? part(set, "role:2011\" value=\"([a-z]+)\"") : "",
                        part(set, "audio_channel_configuration:2011\" value=\"([0-9A-F]+)\""),
                        part(set, "codecs=\"([^\"]+)\""));
                sets.add(text.replaceAll(" +", " "));
            }
        }
        return sets;
    }

    private static String part(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String manifest() throws IOException {
        return Files.readString(folder.resolve("manifest.mpd"));
    }

    private List<String> found() {
        return Conformance.violations(folder, SEGMENT);
    }
}
