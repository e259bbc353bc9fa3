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
import dev.renditions.testing.DirectEncode;
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
 * Files of every container from probe to verification. Complete ones are encoded as planned, also if their audio ends before
 * the video or begins after it. A truncated one is not accepted as complete if its container states its length.
 */
@Timeout(120)
class ContainersIT {
    /** Four profiles for video and images and four for audio, with one file each; other kinds have their own tests. */
    private static final List<Profile> SINGLE_FILES = Stream.of(
                    "mp4-1080p", "mp4-720p", "mp4-480p", "poster", "audio-mp3", "audio-aac", "audio-opus", "waveform")
            .map(name -> ProfileCatalog.builtIn().find(name).orElseThrow())
            .toList();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();

    private static final String VIDEO = "-f lavfi -i testsrc2=size=160x90:rate=25:duration=3 ";
    private static final String NOISE = "-f lavfi -i anoisesrc=duration=2.5:amplitude=0.3:sample_rate=44100:seed=1 ";
    private static final String MOVIE = VIDEO + NOISE;
    private static final String LATE = VIDEO + "-itsoffset 1.2 " + NOISE;
    private static final String EARLY = "-itsoffset 0.7 " + VIDEO + NOISE;
    /** Quiet, then loud: its bitrate rises, so that an estimate from the first packets is far off. */
    private static final String RISING =
            "-f lavfi -i sine=duration=2 " + NOISE + "-filter_complex [0][1]concat=v=0:a=1 ";

    private static final String H264 = "-c:v libx264 -preset ultrafast ";

    @TempDir
    private Path folder;

    /** Whether a container shows that its end is missing. */
    private enum End {
        /** It states its length, in time or in bytes, or that a part is missing. */
        STATED,
        /** It is as long as its packets: a cut between two of them makes a shorter, complete file. */
        UNSTATED
    }

    private record Case(String name, End end, String arguments) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                stated("mp4", MOVIE + H264 + "-bf 2 -c:a aac -movflags +faststart -f mp4"),
                stated("mp4, late audio", LATE + H264 + "-c:a aac -movflags +faststart -f mp4"),
                stated("mp4 in fragments", MOVIE + H264 + "-g 25 -c:a aac -movflags frag_keyframe+empty_moov -f mp4"),
                stated("mov", MOVIE + "-c:v prores -c:a pcm_s16le -f mov"),
                stated("m4a", NOISE + "-c:a alac -movflags +faststart -f ipod"),
                stated("3gp", MOVIE + "-c:v h263 -s 176x144 -c:a libopencore_amrnb -ar 8000 -ac 1 -f 3gp"),
                stated("mkv", MOVIE + H264 + "-c:a aac -f matroska"),
                stated("mkv, live", LATE + H264 + "-c:a ac3 -live 1 -f matroska"),
                stated("webm", MOVIE + "-c:v libvpx -deadline realtime -c:a libopus -ar 48000 -f webm"),
                stated("webm, live", MOVIE + "-c:v libvpx -deadline realtime -c:a libopus -ar 48000 -live 1 -f webm"),
                stated("avi", MOVIE + "-c:v mpeg4 -c:a libmp3lame -f avi"),
                stated("avi of vbr mp3", MOVIE + "-c:v mpeg4 -bf 2 -c:a libmp3lame -q:a 4 -f avi"),
                stated("avi of pcm", MOVIE + "-c:v mjpeg -c:a pcm_s16le -f avi"),
                stated("flv", MOVIE + H264 + "-c:a aac -f flv"),
                stated("flv, late audio", LATE + "-c:v flv -c:a libmp3lame -f flv"),
                stated("asf", MOVIE + "-c:v wmv2 -c:a wmav2 -f asf"),
                stated("asf, late audio", LATE + "-c:v wmv2 -c:a wmav2 -f asf"),
                stated("wma", NOISE + "-c:a wmav2 -f asf"),
                stated("mxf", MOVIE + "-c:v mpeg2video -c:a pcm_s16le -ar 48000 -f mxf"),
                stated("ivf", VIDEO + "-c:v libvpx -deadline realtime -f ivf"),
                stated("wav", NOISE + "-c:a pcm_s16le -f wav"),
                stated("aiff", NOISE + "-c:a pcm_s16be -f aiff"),
                stated("caf", NOISE + "-c:a alac -f caf"),
                stated("flac", NOISE + "-c:a flac -f flac"),
                stated("mp3", NOISE + "-c:a libmp3lame -b:a 128k -f mp3"),
                stated("mp3, vbr", RISING + "-c:a libmp3lame -q:a 4 -f mp3"),
                unstated("mpegts", MOVIE + H264 + "-c:a aac -b:a 64k -f mpegts"),
                unstated("mpegts, late audio", LATE + H264 + "-c:a aac -b:a 64k -f mpegts"),
                unstated("mpegts, early audio", EARLY + H264 + "-c:a aac -b:a 64k -f mpegts"),
                unstated(
                        "mpegts, another track begins first",
                        EARLY + NOISE + "-map 0 -map 1 -map 2 -filter:a:0 asetpts=PTS+0.5/TB " + H264
                                + "-c:a ac3 -f mpegts"),
                unstated("mpegts of mpeg-2", MOVIE + "-c:v mpeg2video -c:a mp2 -f mpegts"),
                unstated("mpegts of hevc", MOVIE + "-c:v libx265 -x265-params log-level=error -c:a ac3 -f mpegts"),
                unstated("mpeg", MOVIE + "-c:v mpeg2video -c:a mp2 -f mpeg"),
                unstated("mpeg, late audio", LATE + "-c:v mpeg2video -c:a mp2 -f mpeg"),
                unstated("vob", MOVIE + "-c:v mpeg2video -bf 2 -c:a ac3 -f vob"),
                unstated("flv, live", MOVIE + "-c:v flv -c:a libmp3lame -flvflags no_duration_filesize -f flv"),
                unstated("ogg", NOISE + "-c:a libopus -ar 48000 -f ogg"),
                unstated(
                        "ogg of a video, late audio",
                        LATE + "-c:v libvpx -deadline realtime -c:a libopus -ar 48000 -f ogg"),
                unstated("mp3 without xing", NOISE + "-c:a libmp3lame -b:a 128k -write_xing 0 -f mp3"),
                unstated("mp3, vbr without xing", RISING + "-c:a libmp3lame -q:a 4 -write_xing 0 -f mp3"),
                unstated("adts", NOISE + "-c:a aac -b:a 64k -f adts"),
                unstated("adts, vbr", RISING + "-c:a aac -q:a 0.5 -f adts"),
                unstated("amr", NOISE + "-c:a libopencore_amrnb -ar 8000 -ac 1 -f amr"),
                unstated("ac3", NOISE + "-c:a ac3 -f ac3"),
                unstated("eac3", NOISE + "-c:a eac3 -f eac3"),
                unstated("h264", VIDEO + H264 + "-bf 2 -f h264"),
                unstated(
                        "h264 of 50 frames", "-f lavfi -i testsrc2=size=160x90:rate=50:duration=3 " + H264 + "-f h264"),
                unstated("hevc", VIDEO + "-c:v libx265 -x265-params log-level=error -f hevc"),
                unstated("m4v", VIDEO + "-c:v mpeg4 -f m4v"),
                unstated("m2v", VIDEO + "-c:v mpeg2video -f mpeg2video"),
                unstated("obu", VIDEO + "-c:v libaom-av1 -cpu-used 8 -f obu"),
                unstated("apng", VIDEO + "-f apng"));
    }

    private static Case stated(String name, String arguments) {
        return new Case(name, End.STATED, arguments);
    }

    private static Case unstated(String name, String arguments) {
        return new Case(name, End.UNSTATED, arguments);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void completeFileIsEncodedAsPlannedByEveryProfile(Case kind) {
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
    void truncatedFileIsNotAcceptedAsComplete(Case kind) throws IOException {
        Path whole = TestMedia.make(folder.resolve("whole"), kind.arguments());
        Duration length = TRANSCODER.probe(whole).duration().orElseThrow();
        byte[] bytes = Files.readAllBytes(whole);
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        for (String name : new String[] {"mp4-480p", "audio-mp3"}) {
            Optional<Duration> published = published(source, CATALOG.find(name).orElseThrow());
            if (kind.end() == End.STATED) {
                assertThat(published).as(name).isEmpty();
            } else {
                published.ifPresent(shorter -> assertThat(shorter)
                        .as(name)
                        .isLessThan(length.multipliedBy(4).dividedBy(5)));
            }
        }
    }

    @Test
    void audioWrittenToAPipeIsComplete() throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), NOISE + "-c:a pcm_s16le -f wav");
        byte[] bytes = Files.readAllBytes(source);
        int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("data");
        Arrays.fill(bytes, 4, 8, (byte) 0xFF);
        Arrays.fill(bytes, data + 4, data + 8, (byte) 0xFF);
        Files.write(source, bytes);

        assertThat(published(source, CATALOG.find("audio-mp3").orElseThrow()).orElseThrow())
                .isBetween(Duration.ofMillis(2490), Duration.ofMillis(2520));
    }

    /** Two recordings in one file, with timestamps that start again, as a paused recorder leaves them. */
    @Test
    void joinedRecordingsAreConsecutive() throws IOException {
        Path one = TestMedia.make(folder.resolve("one"), MOVIE + "-c:v mpeg2video -c:a mp2 -f mpeg");
        byte[] bytes = Files.readAllBytes(one);
        Path source = Files.write(folder.resolve("source"), bytes);
        Files.write(source, bytes, StandardOpenOption.APPEND);

        assertThat(published(source, CATALOG.find("mp4-480p").orElseThrow()).orElseThrow())
                .isBetween(Duration.ofMillis(5900), Duration.ofMillis(6100));
        assertThat(published(source, CATALOG.find("audio-mp3").orElseThrow()).orElseThrow())
                .isBetween(Duration.ofMillis(4950), Duration.ofMillis(5150));
    }

    /** The duration of the output that would be published; empty if none would. */
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
            DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
            return Verification.check(plan, output, TRANSCODER);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
