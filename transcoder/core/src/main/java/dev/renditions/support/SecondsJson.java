package dev.renditions.support;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;

/** Durations as JSON numbers of seconds, with as many decimals as needed, down to the nanosecond. */
final class SecondsJson {
    private SecondsJson() {}

    static NumberReader<Duration> reader() {
        return new NumberReader<>(
                Duration.class,
                seconds -> Duration.ofNanos(seconds.movePointRight(9).longValueExact()));
    }

    static final class Writer extends StdScalarSerializer<Duration> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration time, JsonGenerator json, SerializerProvider provider) throws IOException {
            BigDecimal plain = BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros();
            json.writeNumber(plain.scale() < 0 ? plain.setScale(0) : plain);
        }
    }
}
