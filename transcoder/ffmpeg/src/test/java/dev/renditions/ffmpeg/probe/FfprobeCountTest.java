package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.MediaInfo;
import dev.renditions.media.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When headers are not trusted, and packets are counted instead. */
class FfprobeCountTest {
    private static final String PHONE_VIDEO = FfprobeReaderTest.PHONE_VIDEO;

    @Test
    void completeHeadersAreTrusted() {
        assertThat(read(PHONE_VIDEO, false).needsPacketCount()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"duration\": \"1.023220\",', ''",
        "'\"mov,mp4,m4a,3gp,3g2,mj2\"', '\"mpegts\"'",
        "'\"mov,mp4,m4a,3gp,3g2,mj2\"', '\"mpeg\"'",
        "'\"mov,mp4,m4a,3gp,3g2,mj2\"', '\"ogg\"'",
        "'\"mov,mp4,m4a,3gp,3g2,mj2\"', '\"asf\"'",
        "'\"avg_frame_rate\": \"30000/1001\"', '\"avg_frame_rate\": \"90000/1\"'",
    })
    void missingAndUnreliableValuesAreCounted(String from, String to) {
        assertThat(PHONE_VIDEO).contains(from);
        assertThat(read(PHONE_VIDEO.replace(from, to), false).needsPacketCount())
                .isTrue();
        assertThat(read(PHONE_VIDEO, true).needsPacketCount()).isTrue();
    }

    @Test
    void countReplacesAGuessedDuration() throws IOException {
        String adts = """
                {"streams": [{"index": 0, "codec_name": "aac", "codec_type": "audio", "duration": "30.04"}],
                 "format": {"format_name": "aac", "duration": "30.04"}}""";

        MediaInfo info = counted(adts, true, "0,N/A,N/A,2.5\n0,N/A,N/A,2.5\n0,N/A,N/A,2.5\n");

        assertThat(info.duration()).contains(Duration.ofMillis(7500));
        assertThat(info.mainAudio().orElseThrow().span()).contains(new Span(Duration.ZERO, Duration.ofMillis(7500)));
    }

    @Test
    void streamsOfATransportStreamAreMeasuredFromTheStartOfTheFile() throws IOException {
        String ts = PHONE_VIDEO
                .replace("mov,mp4,m4a,3gp,3g2,mj2", "mpegts")
                .replace("\"start_time\": \"0.000000\"", "\"start_time\": \"10.000000\"");

        MediaInfo info = counted(
                ts,
                false,
                "0,10.0,10.0,1.0\n1,10.5,10.5,1.0,\n0,12.0,11.0,1.0\n0,11.0,12.0,1.0\n"
                        + "1,11.5,11.5,2.0\nx,1,1,1\n\n70,99.0,99.0,1.0\n");

        assertThat(info.mainVideo().orElseThrow().span()).contains(span(0, 3000));
        assertThat(info.mainAudio().orElseThrow().span()).contains(span(500, 3500));
        assertThat(info.duration()).contains(Duration.ofMillis(3500));
    }

    @Test
    void statedDurationAboveTheCountAppliesToEveryStream() throws IOException {
        String flv = """
                {"streams": [{"index": 0, "codec_name": "h264", "codec_type": "video", "width": 64, "height": 48,
                   "start_time": "0.0", "avg_frame_rate": "1/1"},
                  {"index": 1, "codec_name": "aac", "codec_type": "audio", "start_time": "0.0"}],
                 "format": {"format_name": "flv", "start_time": "0.0", "duration": "CLAIM"}}""";
        String packets = "0,0.0,0.0,5.0\n1,0.0,0.0,4.0\n";

        MediaInfo whole = counted(flv.replace("CLAIM", "5.4"), false, packets);
        MediaInfo cut = counted(flv.replace("CLAIM", "5.6"), false, packets);
        MediaInfo guess = counted(flv.replace("CLAIM", "5.6"), true, packets);

        assertThat(whole.mainAudio().orElseThrow().span()).contains(span(0, 4000));
        assertThat(whole.duration()).contains(Duration.ofSeconds(5));
        assertThat(cut.mainVideo().orElseThrow().span()).contains(span(0, 5600));
        assertThat(cut.mainAudio().orElseThrow().span()).contains(span(0, 5600));
        assertThat(cut.duration()).contains(Duration.ofMillis(5600));
        assertThat(guess.duration()).contains(Duration.ofSeconds(5));
    }

    @Test
    void frameRateIsCountedIfTheHeaderHasAClockRateOrADefault() throws IOException {
        String packets = "0,0.0,0.0,0.5\n0,0.5,0.5,0.5\n0,1.0,1.0,0.5\n";
        String clock = PHONE_VIDEO.replace("avg_frame_rate\": \"30000/1001", "avg_frame_rate\": \"1000/1");
        String raw = """
                {"streams": [{"index": 0, "codec_name": "h264", "codec_type": "video", "width": 64, "height": 48,
                   "avg_frame_rate": "25/1"}], "format": {"format_name": "h264"}}""";

        assertThat(counted(clock, false, packets).video().get(0).frameRate()).contains(2.0);
        assertThat(counted(raw, false, packets).video().get(0).frameRate()).contains(2.0);
        assertThat(counted(PHONE_VIDEO, true, packets).video().get(0).frameRate())
                .contains(30_000 / 1001.0);
    }

    private static Span span(long from, long to) {
        return new Span(Duration.ofMillis(from), Duration.ofMillis(to));
    }

    /** What a probe finds with these lines of packets. */
    private static MediaInfo counted(String json, boolean guessed, String lines) throws IOException {
        FfprobeReader headers = read(json, guessed);
        PacketCount count = headers.newPacketCount();
        count.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return headers.counted(count);
    }

    private static FfprobeReader read(String json, boolean guessed) {
        return FfprobeReader.of(FfprobeReaderTest.printedMatrix(json), guessed, Optional.empty(), Optional.empty());
    }
}
