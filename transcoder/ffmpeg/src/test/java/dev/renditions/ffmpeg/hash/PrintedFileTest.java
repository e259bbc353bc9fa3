package dev.renditions.ffmpeg.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedFileTest {
    private static final String ZEROS = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String HASH = "data_hash=SHA512/256:" + ZEROS;
    private static final String PACKET =
            "packet|stream_index=0|pts=-1024|dts=N/A|duration=1024|size=4413|flags=KD_|" + HASH;
    private static final String SKIP =
            "|side_datum/skip_samples:side_data_type=Skip Samples" + "|side_datum/skip_samples:skip_samples=1024";
    private static final String STREAM = "stream|index=0|codec_name=aac|codec_tag=0x1|time_base=1/44100";

    private final PrintedFile file = new PrintedFile(Set.of(0));

    private void read(String... lines) throws IOException {
        file.read(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void readsPacketsStreamsAndTheStart() throws IOException {
        read(PACKET + SKIP, STREAM, "format|start_time=-0.025056");

        assertThat(file.complete()).isTrue();
        assertThat(file.start()).isEqualTo(-25_056);
        assertThat(file.packets(0))
                .hasValueSatisfying(packets -> assertThat(packets.complete()).isTrue());
        assertThat(file.stream(0)).hasValueSatisfying(stream -> {
            assertThat(stream.codec()).isEqualTo("aac");
            assertThat(stream.timeBase()).isEqualTo("1/44100");
            assertThat(stream.parameters()).containsExactly("codec_name=aac", "codec_tag=0x1");
        });
    }

    @Test
    void parsesPackets() {
        assertThat(PrintedPacket.of(PACKET + SKIP)).hasValueSatisfying(packet -> {
            assertThat(packet.pts()).isEqualTo(-1024);
            assertThat(packet.dts()).isEqualTo(PacketTimes.UNKNOWN);
            assertThat(packet.duration()).isEqualTo(1024);
            assertThat(packet.contents()).isEqualTo("|size=4413|flags=KD_|" + HASH);
            assertThat(packet.complete()).isTrue();
            assertThat(packet.sideData().hashed()).containsExactly(SKIP.substring(1));
        });
    }

    /** A run that fails may have printed a part; only that of the last run counts. */
    @Test
    void forgetsAnEarlierRun() throws IOException {
        read(PACKET, STREAM, "format|start_time=1.000000");
        read(STREAM);

        assertThat(file.complete()).isFalse();
        assertThat(file.packets(0)).isEmpty();
        assertThat(file.stream(0)).isPresent();
    }

    @Test
    void ignoresOtherStreams() throws IOException {
        read(PACKET.replace("index=0", "index=1"), STREAM.replace("index=0", "index=1"), "format|start_time=N/A");

        assertThat(file.packets(1)).isEmpty();
        assertThat(file.stream(1)).isEmpty();
        assertThat(file.start()).isZero();
    }

    @Test
    void incompletePacketsAreKnown() throws IOException {
        read(PACKET, PACKET.replace("KD_", "K_C"), STREAM, "format|start_time=0.000000");

        assertThat(file.packets(0))
                .hasValueSatisfying(packets -> assertThat(packets.complete()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packet|stream_index=0|pts=0|dts=0|duration=1|size=1|flags=K__",
                "packet|stream_index=0|pts=0|dts=0|duration=1|size=1|flags=K__|data_hash=CRC32:01234567",
                "packet|stream_index=0|pts=x|dts=0|duration=1|size=1|flags=K__|data_hash=x",
                "packet|stream_index=0|pts=0|dts=0|duration=1|size=1|flags=K__|data_hash=SHA512/256:0123",
                "packet|stream_index=0|dts=0|pts=0|duration=1|size=1|flags=K__|data_hash=SHA512/256:" + ZEROS,
                "packet|stream_index=0|pts=0|dts=0|duration=1|size=1|flags=K__|data_hash=SHA512/256:0" + ZEROS,
                "packet|stream_index=|pts=0|dts=0|duration=1|size=1|flags=K__|data_hash=SHA512/256:" + ZEROS,
                "packet|pts=0",
            })
    void refusesPacketsWithoutAHash(String line) {
        assertThatExceptionOfType(MediaException.class).isThrownBy(() -> read(line));
    }

    @Test
    void refusesLongLines() {
        assertThatExceptionOfType(MediaException.class).isThrownBy(() -> read("x".repeat(70_000)));
    }
}
