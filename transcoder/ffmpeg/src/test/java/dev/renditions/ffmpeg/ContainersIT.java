package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Making;
import dev.renditions.testing.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of file from probe to proof. Whole ones come out as planned, with sound that ends before the picture and
 * sound that begins after it. Of those that are truncated, none passes for a whole one where its container says how long
 * it should be.
 */
@Timeout(120)
class ContainersIT {
    /** Four for pictures and four for sound, each one file; the other kinds have tests of their own. */
    private static final List<Profile> SINGLE_FILES = Stream.of(
                    "mp4-1080p", "mp4-720p", "mp4-480p", "poster", "audio-mp3", "audio-aac", "audio-opus", "waveform")
            .map(name -> ProfileCatalog.builtIn().find(name).orElseThrow())
            .toList();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();

    private static final String PICTURE = "-f lavfi -i testsrc2=size=160x90:rate=25:duration=3 ";
    private static final String NOISE = "-f lavfi -i anoisesrc=duration=2.5:amplitude=0.3:sample_rate=44100:seed=1 ";
    private static final String FILM = PICTURE + NOISE;
    private static final String LATE = PICTURE + "-itsoffset 1.2 " + NOISE;
    private static final String EARLY = "-itsoffset 0.7 " + PICTURE + NOISE;
    /** Soft, then loud: its bitrate rises, so that a guess by the first packets is far off. */
    private static final String RISING =
            "-f lavfi -i sine=duration=2 " + NOISE + "-filter_complex [0][1]concat=v=0:a=1 ";

    private static final String H264 = "-c:v libx264 -preset ultrafast ";

    @TempDir
    private Path folder;

    /** What a container can tell of its own missing end. */
    private enum End {
        /** It says how long it is, in time or in bytes, or that a part is missing. */
        SAID,
        /** It is as long as what is there: a cut between two packets makes a shorter, whole file. */
        UNSAID
    }

    private record Case(String name, End end, String arguments) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                said("mp4", FILM + H264 + "-bf 2 -c:a aac -movflags +faststart -f mp4"),
                said("mp4, late sound", LATE + H264 + "-c:a aac -movflags +faststart -f mp4"),
                said("mp4 in fragments", FILM + H264 + "-g 25 -c:a aac -movflags frag_keyframe+empty_moov -f mp4"),
                said("mov", FILM + "-c:v prores -c:a pcm_s16le -f mov"),
                said("m4a", NOISE + "-c:a alac -movflags +faststart -f ipod"),
                said("3gp", FILM + "-c:v h263 -s 176x144 -c:a libopencore_amrnb -ar 8000 -ac 1 -f 3gp"),
                said("mkv", FILM + H264 + "-c:a aac -f matroska"),
                said("mkv, live", LATE + H264 + "-c:a ac3 -live 1 -f matroska"),
                said("webm", FILM + "-c:v libvpx -deadline realtime -c:a libopus -ar 48000 -f webm"),
                said("webm, live", FILM + "-c:v libvpx -deadline realtime -c:a libopus -ar 48000 -live 1 -f webm"),
                said("avi", FILM + "-c:v mpeg4 -c:a libmp3lame -f avi"),
                said("avi of vbr mp3", FILM + "-c:v mpeg4 -bf 2 -c:a libmp3lame -q:a 4 -f avi"),
                said("avi of pcm", FILM + "-c:v mjpeg -c:a pcm_s16le -f avi"),
                said("flv", FILM + H264 + "-c:a aac -f flv"),
                said("flv, late sound", LATE + "-c:v flv -c:a libmp3lame -f flv"),
                said("asf", FILM + "-c:v wmv2 -c:a wmav2 -f asf"),
                said("asf, late sound", LATE + "-c:v wmv2 -c:a wmav2 -f asf"),
                said("wma", NOISE + "-c:a wmav2 -f asf"),
                said("mxf", FILM + "-c:v mpeg2video -c:a pcm_s16le -ar 48000 -f mxf"),
                said("ivf", PICTURE + "-c:v libvpx -deadline realtime -f ivf"),
                said("wav", NOISE + "-c:a pcm_s16le -f wav"),
                said("aiff", NOISE + "-c:a pcm_s16be -f aiff"),
                said("caf", NOISE + "-c:a alac -f caf"),
                said("flac", NOISE + "-c:a flac -f flac"),
                said("mp3", NOISE + "-c:a libmp3lame -b:a 128k -f mp3"),
                said("mp3, vbr", RISING + "-c:a libmp3lame -q:a 4 -f mp3"),
                unsaid("mpegts", FILM + H264 + "-c:a aac -b:a 64k -f mpegts"),
                unsaid("mpegts, late sound", LATE + H264 + "-c:a aac -b:a 64k -f mpegts"),
                unsaid("mpegts, early sound", EARLY + H264 + "-c:a aac -b:a 64k -f mpegts"),
                unsaid(
                        "mpegts, another track begins first",
                        EARLY + NOISE + "-map 0 -map 1 -map 2 -filter:a:0 asetpts=PTS+0.5/TB " + H264
                                + "-c:a ac3 -f mpegts"),
                unsaid("mpegts of mpeg-2", FILM + "-c:v mpeg2video -c:a mp2 -f mpegts"),
                unsaid("mpegts of hevc", FILM + "-c:v libx265 -x265-params log-level=error -c:a ac3 -f mpegts"),
                unsaid("mpeg", FILM + "-c:v mpeg2video -c:a mp2 -f mpeg"),
                unsaid("mpeg, late sound", LATE + "-c:v mpeg2video -c:a mp2 -f mpeg"),
                unsaid("vob", FILM + "-c:v mpeg2video -bf 2 -c:a ac3 -f vob"),
                unsaid("flv, live", FILM + "-c:v flv -c:a libmp3lame -flvflags no_duration_filesize -f flv"),
                unsaid("ogg", NOISE + "-c:a libopus -ar 48000 -f ogg"),
                unsaid(
                        "ogg of a film, late sound",
                        LATE + "-c:v libvpx -deadline realtime -c:a libopus -ar 48000 -f ogg"),
                unsaid("mp3 without xing", NOISE + "-c:a libmp3lame -b:a 128k -write_xing 0 -f mp3"),
                unsaid("mp3, vbr without xing", RISING + "-c:a libmp3lame -q:a 4 -write_xing 0 -f mp3"),
                unsaid("adts", NOISE + "-c:a aac -b:a 64k -f adts"),
                unsaid("adts, vbr", RISING + "-c:a aac -q:a 0.5 -f adts"),
                unsaid("amr", NOISE + "-c:a libopencore_amrnb -ar 8000 -ac 1 -f amr"),
                unsaid("ac3", NOISE + "-c:a ac3 -f ac3"),
                unsaid("eac3", NOISE + "-c:a eac3 -f eac3"),
                unsaid("h264", PICTURE + H264 + "-bf 2 -f h264"),
                unsaid("h264 of 50 frames", "-f lavfi -i testsrc2=size=160x90:rate=50:duration=3 " + H264 + "-f h264"),
                unsaid("hevc", PICTURE + "-c:v libx265 -x265-params log-level=error -f hevc"),
                unsaid("m4v", PICTURE + "-c:v mpeg4 -f m4v"),
                unsaid("m2v", PICTURE + "-c:v mpeg2video -f mpeg2video"),
                unsaid("obu", PICTURE + "-c:v libaom-av1 -cpu-used 8 -f obu"),
                unsaid("apng", PICTURE + "-f apng"));
    }

    private static Case said(String name, String arguments) {
        return new Case(name, End.SAID, arguments);
    }

    private static Case unsaid(String name, String arguments) {
        return new Case(name, End.UNSAID, arguments);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void wholeFileComesOutAsPlannedUnderEveryProfile(Case kind) {
        Path source = TestMedia.make(folder.resolve("source"), kind.arguments());
        MediaInfo probed = TRANSCODER.probe(source);
        int made = 0;
        for (Profile profile : SINGLE_FILES) {
            if (Planner.plan(probed, profile) instanceof Plan.Make plan) {
                assertThatCode(() -> make(source, plan)).as(profile.name()).doesNotThrowAnyException();
                made++;
            }
        }
        assertThat(made)
                .as("profiles made")
                .isEqualTo((probed.audio().isEmpty() ? 0 : 4) + (probed.video().isEmpty() ? 0 : 4));
        assertThat(probed.duration()).as("length").isPresent();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cutFileNeverPassesForAWholeOneThatSaysMore(Case kind) throws IOException {
        Path whole = TestMedia.make(folder.resolve("whole"), kind.arguments());
        Duration length = TRANSCODER.probe(whole).duration().orElseThrow();
        byte[] bytes = Files.readAllBytes(whole);
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        for (String name : new String[] {"mp4-480p", "audio-mp3"}) {
            Optional<Duration> published = published(source, CATALOG.find(name).orElseThrow());
            if (kind.end() == End.SAID) {
                assertThat(published).as(name).isEmpty();
            } else {
                published.ifPresent(shorter -> assertThat(shorter)
                        .as(name)
                        .isLessThan(length.multipliedBy(4).dividedBy(5)));
            }
        }
    }

    @Test
    void soundWrittenToAPipeIsWhole() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), NOISE + "-c:a pcm_s16le -f wav");
        byte[] bytes = Files.readAllBytes(source);
        int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("data");
        Arrays.fill(bytes, 4, 8, (byte) 0xFF);
        Arrays.fill(bytes, data + 4, data + 8, (byte) 0xFF);
        Files.write(source, bytes);

        assertThat(published(source, CATALOG.find("audio-mp3").orElseThrow()).orElseThrow())
                .isBetween(Duration.ofMillis(2490), Duration.ofMillis(2520));
    }

    /** Two recordings, the clock of the second starting again: what a recorder that was paused leaves behind. */
    @Test
    void joinedRecordingsArePlayedOneAfterTheOther() throws IOException {
        Path one = TestMedia.make(folder.resolve("one"), FILM + "-c:v mpeg2video -c:a mp2 -f mpeg");
        byte[] bytes = Files.readAllBytes(one);
        Path source = Files.write(folder.resolve("source"), bytes);
        Files.write(source, bytes, StandardOpenOption.APPEND);

        assertThat(published(source, CATALOG.find("mp4-480p").orElseThrow()).orElseThrow())
                .isBetween(Duration.ofMillis(5900), Duration.ofMillis(6100));
        assertThat(published(source, CATALOG.find("audio-mp3").orElseThrow()).orElseThrow())
                .isBetween(Duration.ofMillis(4950), Duration.ofMillis(5150));
    }

    /** How long that plays which would be published; empty if nothing would. */
    private Optional<Duration> published(Path source, Profile profile) throws IOException {
        try {
            return Planner.plan(TRANSCODER.probe(source), profile) instanceof Plan.Make plan
                    ? make(source, plan).duration()
                    : Optional.empty();
        } catch (MediaException e) {
            assertThat(e.kind()).as(e.getMessage()).isIn(MediaException.Kind.DAMAGED, MediaException.Kind.UNPROVED);
            return Optional.empty();
        }
    }

    private MediaInfo make(Path source, Plan.Make plan) throws IOException {
        Path output = folder.resolve("output");
        try {
            Making.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
            return Verification.check(plan, output, TRANSCODER);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
