package dev.renditions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BoundedOutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);

    private OutputStream output() {
        return new BoundedOutput(written, 5, Duration.ofSeconds(2), nanoTime::get);
    }

    @Test
    void bytesUpToTheLimitAreWritten() throws IOException {
        OutputStream out = output();
        out.write(new byte[] {9, 1, 2, 9}, 1, 2);
        out.write(3);
        out.write(new byte[] {4, 5});
        assertThat(written.toByteArray()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void nothingIsWrittenBeyondTheLimit() throws IOException {
        OutputStream out = output();
        out.write(new byte[4]);
        assertThatThrownBy(() -> out.write(new byte[2])).hasMessage("it has more than 5 bytes");
        out.write(7);
        assertThatThrownBy(() -> out.write(7)).isInstanceOf(IOException.class);
        assertThat(written.size()).isEqualTo(5);
    }

    @Test
    void nothingIsWrittenAfterTheTimeIsUp() throws IOException {
        OutputStream out = output();
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
        out.write(1);
        nanoTime.incrementAndGet();
        assertThatThrownBy(() -> out.write(2)).hasMessage("it took more than 2 s");
        assertThat(written.size()).isEqualTo(1);
    }
}
