package dev.renditions.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.TextFlags;
import dev.renditions.media.mp4.CraftedTrack;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the master playlist and the manifest say of several tracks of subtitles. */
final class SubtitleGroupTest {
    private static final Duration SEGMENT = Duration.ofSeconds(6);
    private static final TextFlags MAIN = new TextFlags(true, false, false);
    private static final TextFlags FORCED = new TextFlags(false, true, false);
    private static final TextFlags MAIN_AND_FORCED = new TextFlags(true, true, false);
    private static final TextFlags SDH = new TextFlags(false, false, true);

    @TempDir
    Path folder;

    @Test
    void flagsAreKept() throws IOException {
        write(
                new Track.Text("t1.vtt", "en", "English", MAIN),
                new Track.Text("t2.vtt", "fr", "French", TextFlags.NONE),
                new Track.Text("t3.vtt", "en", "English (SDH)", SDH),
                new Track.Text("t4.vtt", "en", "English (forced)", FORCED));

        assertThat(subtitles())
                .containsExactly(
                        "LANGUAGE=\"en\" NAME=\"English\" DEFAULT=YES AUTOSELECT=YES FORCED=NO",
                        "LANGUAGE=\"fr\" NAME=\"French\" DEFAULT=NO AUTOSELECT=YES FORCED=NO",
                        "LANGUAGE=\"en\" NAME=\"English (SDH)\" DEFAULT=NO AUTOSELECT=YES FORCED=NO"
                                + " CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog"
                                + ",public.accessibility.describes-music-and-sound\"",
                        "LANGUAGE=\"en\" NAME=\"English (forced)\" DEFAULT=NO AUTOSELECT=YES FORCED=YES");
        assertThat(found()).isEmpty();
    }

    @Test
    void oneAtMostIsTheDefaultAndOneOfEachLanguageIsSelected() throws IOException {
        write(
                new Track.Text("t1.vtt", "en", "English", TextFlags.NONE),
                new Track.Text("t2.vtt", "en", "English 2", MAIN),
                new Track.Text("t3.vtt", "fr", "French", MAIN),
                new Track.Text("t4.vtt", "und", "Subtitles", TextFlags.NONE),
                new Track.Text("t5.vtt", "und", "Subtitles 2", TextFlags.NONE));

        assertThat(subtitles())
                .containsExactly(
                        "LANGUAGE=\"en\" NAME=\"English\" DEFAULT=NO AUTOSELECT=NO FORCED=NO",
                        "LANGUAGE=\"en\" NAME=\"English 2\" DEFAULT=YES AUTOSELECT=YES FORCED=NO",
                        "LANGUAGE=\"fr\" NAME=\"French\" DEFAULT=NO AUTOSELECT=YES FORCED=NO",
                        "LANGUAGE=\"und\" NAME=\"Subtitles\" DEFAULT=NO AUTOSELECT=YES FORCED=NO",
                        "LANGUAGE=\"und\" NAME=\"Subtitles 2\" DEFAULT=NO AUTOSELECT=NO FORCED=NO");
        assertThat(found()).isEmpty();
    }

    @Test
    void forcedOnesAreTheDefaultIfNoOtherIs() throws IOException {
        write(
                new Track.Text("t1.vtt", "en", "English", TextFlags.NONE),
                new Track.Text("t2.vtt", "en", "English (forced)", MAIN_AND_FORCED),
                new Track.Text("t3.vtt", "en", "English (forced) 2", MAIN_AND_FORCED));

        assertThat(subtitles())
                .containsExactly(
                        "LANGUAGE=\"en\" NAME=\"English\" DEFAULT=NO AUTOSELECT=YES FORCED=NO",
                        "LANGUAGE=\"en\" NAME=\"English (forced)\" DEFAULT=YES AUTOSELECT=YES FORCED=YES",
                        "LANGUAGE=\"en\" NAME=\"English (forced) 2\" DEFAULT=NO AUTOSELECT=YES FORCED=YES");
        assertThat(found()).isEmpty();
    }

    @Test
    void dashHasARoleForEachKind() throws IOException {
        write(
                new Track.Text("t1.vtt", "en", "English", MAIN),
                new Track.Text("t2.vtt", "en", "English (SDH)", SDH),
                new Track.Text("t3.vtt", "en", "English (forced)", FORCED));

        assertThat(Files.readString(folder.resolve("manifest.mpd")))
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"subtitle\"/>")
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"caption\"/>")
                .containsOnlyOnce("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"forced-subtitle\"/>");
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RFC 8216, 4.3.4.1.1 | NAME="French",DEFAULT=NO | NAME="French",DEFAULT=YES
            RFC 8216, 4.3.4.1.1 | LANGUAGE="fr" | LANGUAGE="en"
            RFC 8216, 4.3.4.1.1 | NAME="French" | NAME="English"
            Apple 4.5 | public.accessibility.transcribes-spoken-dialog, | ''
            Apple 4.6 | NAME="English (SDH)",DEFAULT=NO,AUTOSELECT=YES | NAME="English (SDH)",DEFAULT=NO,AUTOSELECT=NO
            Apple 5.11 | NAME="English (forced)",DEFAULT=NO,AUTOSELECT=YES | NAME="English (forced)",DEFAULT=NO,AUTOSELECT=NO
            """)
    void aChangedFlagBreaksItsClause(String clause, String before, String after) throws IOException {
        write(
                new Track.Text("t1.vtt", "en", "English", MAIN),
                new Track.Text("t2.vtt", "fr", "French", TextFlags.NONE),
                new Track.Text("t3.vtt", "en", "English (SDH)", SDH),
                new Track.Text("t4.vtt", "en", "English (forced)", FORCED));
        Path master = folder.resolve("master.m3u8");
        assertThat(Files.readString(master)).contains(before);
        Files.writeString(master, Files.readString(master).replace(before, after));

        assertThat(found()).anySatisfy(violation -> assertThat(violation).startsWith(clause + ": "));
    }

    private void write(Track.Text... texts) throws IOException {
        CraftedTrack.picture(640, 360, 900).write(folder.resolve("v.mp4"));
        List<Track> tracks = new ArrayList<>(List.of(new Track.Video("v.mp4")));
        for (Track.Text text : texts) {
            Files.writeString(folder.resolve(text.file()), "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
            tracks.add(text);
        }
        HlsPackage.write(tracks, SEGMENT, folder);
    }

    private List<String> subtitles() throws IOException {
        return Files.readString(folder.resolve("master.m3u8"))
                .lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA:TYPE=SUBTITLES"))
                .map(line -> line.replaceFirst("^.*?(?=LANGUAGE)", "")
                        .replaceAll(",(?=[A-Z-]+=)", " ")
                        .replaceAll(" ?(URI|GROUP-ID)=\"[^\"]*\"", ""))
                .toList();
    }

    private List<String> found() throws IOException {
        return Conformance.violations(folder, SEGMENT);
    }
}
