package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several audio tracks in the master playlist and the manifest. */
final class AudioGroupTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void oneEncodingIsOneGroupWithAllLanguages() throws IOException {
        write(aac("a1", "en", "English"), aac("a2", "de", "Deutsch"), mono("a3", "fr", "Français"));

        assertThat(texts().audio())
                .containsExactly(
                        "audio a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio a2 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio a3 fr Français DEFAULT=NO AUTOSELECT=YES CHANNELS=1");
        assertThat(texts().variants())
                .containsExactly("v1 avc1.64001f,mp4a.40.2 audio", "v2 avc1.64001f,mp4a.40.2 audio");
        assertThat(found()).isEmpty();
    }

    @Test
    void eachCodecAndChannelCountIsAGroupAndEachRungAVariantWithIt() throws IOException {
        write(surround("a1", "en", "English"), aac51("a2", "en", "English"), aac("a3", "en", "English"));

        assertThat(texts().audio())
                .containsExactly(
                        "audio-aac-2 a3 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio-aac-6 a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6",
                        "audio-ec3-6 a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6");
        assertThat(texts().variants())
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

        assertThat(texts().audio())
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

        assertThat(texts().audio())
                .containsExactly(
                        "audio-aac-2 a1 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio-aac-2 a3 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio-ec3-6 a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=6",
                        "audio-ec3-6 a4 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2");
        assertThat(texts().variants()).contains("v1 avc1.64001f,ec-3 audio-ec3-6");
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

        assertThat(texts().audio())
                .containsExactly(
                        "audio a2 en English DEFAULT=YES AUTOSELECT=YES CHANNELS=2",
                        "audio a4 en English 2 DEFAULT=NO AUTOSELECT=NO CHANNELS=2",
                        "audio a3 en Commentary DEFAULT=NO AUTOSELECT=NO CHANNELS=2",
                        "audio a1 en Descriptions DEFAULT=NO AUTOSELECT=YES"
                                + " CHARACTERISTICS=public.accessibility.describes-video CHANNELS=2",
                        "audio a5 de Deutsch DEFAULT=NO AUTOSELECT=YES CHANNELS=2",
                        "audio a6 de Deutsch 2 DEFAULT=NO AUTOSELECT=NO CHANNELS=2");
        assertThat(texts().manifest())
                .containsOnlyOnce("<Label>English</Label>\n      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\""
                        + " value=\"main\"/>")
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"commentary\"/>")
                .containsOnlyOnce(
                        "<Accessibility schemeIdUri=\"urn:tva:metadata:cs:AudioPurposeCS:2007\" value=\"1\"/>")
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"description\"/>");
        assertThat(found()).isEmpty();
    }

    @Test
    void allDescriptionsAreSelected() throws IOException {
        write(aac("a1", "en", "English"), described("a2", "en", "Description"), described("a3", "en", "Description 2"));

        assertThat(texts().audio())
                .filteredOn(line -> line.contains("AUTOSELECT=YES"))
                .hasSize(3);
        assertThat(found()).isEmpty();
    }

    @Test
    void bandwidthIsThatOfTheLargestAudioOfTheGroup() throws IOException {
        write(
                new Made(CraftedTrack.eac3(false), audio("a1", "de", "Deutsch", AudioPurpose.PROGRAM)),
                surround("a2", "en", "English"),
                aac("a3", "de", "Deutsch"),
                mono("a4", "en", "English"));
        long stereo = texts().bandwidth("v1", "audio-aac-2");
        long surround = texts().bandwidth("v1", "audio-ec3-6");

        // AAC of 300 bytes each 1,024 samples, E-AC-3 of 768 bytes each 1,536 samples, and headers of fragments.
        assertThat(surround - stereo).isBetween(79_000L, 80_000L);
        assertThat(texts().bandwidth("v2", "audio-ec3-6")).isLessThan(surround);
        assertThat(found()).isEmpty();
    }

    @Test
    void dashHasASetForEachAudioTrackAndItsChannels() throws IOException {
        write(
                aac("a1", "en", "English"),
                surround("a2", "en", "English"),
                mono("a3", "de", "Deutsch"),
                new Made(CraftedTrack.eac3(false), audio("a4", "de", "Deutsch", AudioPurpose.PROGRAM)));

        assertThat(texts().sets())
                .containsExactly(
                        "video avc1.64001f",
                        "audio en English main 2 mp4a.40.2",
                        "audio en English main F801 ec-3",
                        "audio de Deutsch alternate 1 mp4a.40.2",
                        "audio de Deutsch alternate A000 ec-3",
                        "video avc1.64001f");
        assertThat(found()).isEmpty();
    }

    /** No audio exists twice, so there is nothing to choose. */
    @Test
    void languagesOfDifferentChannelCountsAreOneGroup() throws IOException {
        write(aac51("a1", "en", "English"), aac("a2", "de", "Deutsch"));

        assertThat(texts().audio())
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

    private PackageTexts texts() {
        return new PackageTexts(folder);
    }

    private List<String> found() {
        return Conformance.violations(folder, SEGMENT);
    }
}
