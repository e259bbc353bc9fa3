package dev.renditions.support;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Function;

/** Reads a value from a JSON number, and from nothing else. */
final class NumberReader<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1;

    private final transient Function<BigDecimal, T> value;

    NumberReader(Class<T> type, Function<BigDecimal, T> value) {
        super(type);
        this.value = value;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.currentToken().isNumeric()) {
            return context.reportInputMismatch(this, "not a number");
        }
        return value.apply(json.getDecimalValue());
    }
}
