package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.Pace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketPaceTest {
    @Test
    void averagePeakAndLongestGroupAreCounted() throws IOException {
        StringBuilder packets = new StringBuilder();
        for (int second = 0; second < 10; second++) {
            // 1000 bytes a second, but 5000 in the fourth and the fifth.
            int bytes = second == 3 || second == 4 ? 5000 : 1000;
            packets.append("%d.0,%d.0,1.0,%d,%s%n".formatted(second, second, bytes, second % 4 == 0 ? "K__" : "___"));
        }
        assertThat(pace(packets.toString())).contains(new Pace(15, 40, Duration.ofSeconds(4), true, true));
    }

    @Test
    void lastGroupCountsToTheEnd() throws IOException {
        assertThat(pace("0.0,0.0,1.0,100,K__\n1.0,1.0,1.0,100,K__\n2.0,2.0,3.0,100,___\n")
                        .orElseThrow()
                        .longestGop())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void whatBeginsWithoutAKeyFrameOrHidesPacketsIsNotWhole() throws IOException {
        assertThat(whole("0.0,0.0,1.0,100,K__\n1.0,1.0,1.0,100,___\n")).isTrue();
        assertThat(whole("0.0,0.0,1.0,100,___\n1.0,1.0,1.0,100,K__\n")).isFalse();
        assertThat(whole("-1.0,-1.0,1.0,100,K_D\n0.0,0.0,1.0,100,___\n")).isFalse();
        assertThat(whole("0.0,-1.0,1.0,100,K__\n-0.5,0.0,1.0,100,___\n")).isFalse();
        assertThat(whole("0.0,0.0,1.0,100,K__\nN/A,N/A,1.0,100,___\n")).isFalse();
    }

    @Test
    void whatIsShownBeforeTheKeyFrameThatItFollowsMakesAGroupOpen() throws IOException {
        String first = "0.0,-1.0,1.0,100,K__\n2.0,0.0,1.0,100,___\n1.0,1.0,1.0,100,___\n";
        assertThat(closed(first + "3.0,2.0,1.0,100,K__\n5.0,3.0,1.0,100,___\n4.0,4.0,1.0,100,___\n"))
                .isTrue();
        assertThat(closed(first + "4.0,2.0,1.0,100,K__\n3.0,3.0,1.0,100,___\n5.0,4.0,1.0,100,___\n"))
                .isFalse();
    }

    @Test
    void nothingTellsNothing() throws IOException {
        assertThat(pace("")).isEmpty();
        assertThat(pace("0.0,0.0,0.0,100,K__\n")).isEmpty();
        assertThat(pace("no,packet\n")).isEmpty();
    }

    private static boolean closed(String packets) throws IOException {
        return pace(packets).orElseThrow().closed();
    }

    private static boolean whole(String packets) throws IOException {
        return pace(packets).orElseThrow().whole();
    }

    private static Optional<Pace> pace(String packets) throws IOException {
        PacketPace pace = new PacketPace();
        pace.read(new ByteArrayInputStream(packets.getBytes(StandardCharsets.US_ASCII)));
        return pace.pace();
    }
}
