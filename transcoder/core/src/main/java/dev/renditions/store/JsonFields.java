package dev.renditions.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object strictly: what is absent or of another kind is an {@link IllegalArgumentException} that
 * names the field.
 */
record JsonFields(JsonNode node) {

    String text(String name) {
        return require(name, node.path(name).isTextual(), "text").textValue();
    }

    /** Empty where there is none. */
    String optionalText(String name) {
        return has(name) ? text(name) : "";
    }

    boolean flag(String name) {
        return require(name, node.path(name).isBoolean(), "true or false").booleanValue();
    }

    /** False where there is none. */
    boolean optionalFlag(String name) {
        return has(name) && flag(name);
    }

    int integer(String name) {
        return require(name, node.path(name).canConvertToInt() && isWhole(name), "whole number")
                .intValue();
    }

    /** 0 where there is none. */
    int optionalInteger(String name) {
        return has(name) ? integer(name) : 0;
    }

    long count(String name) {
        return require(name, node.path(name).canConvertToLong() && isWhole(name), "whole number")
                .longValue();
    }

    Duration seconds(String name) {
        BigDecimal seconds = require(name, node.path(name).isNumber(), "number").decimalValue();
        return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
    }

    Optional<Duration> optionalSeconds(String name) {
        return has(name) ? Optional.of(seconds(name)) : Optional.empty();
    }

    Optional<Double> optionalDecimal(String name) {
        return has(name)
                ? Optional.of(
                        require(name, node.path(name).isNumber(), "number").doubleValue())
                : Optional.empty();
    }

    JsonFields object(String name) {
        return new JsonFields(require(name, node.path(name).isObject(), "object"));
    }

    <T> List<T> list(String name, Function<JsonFields, T> read) {
        List<T> values = new ArrayList<>();
        require(name, node.path(name).isArray(), "list")
                .forEach(value -> values.add(read.apply(new JsonFields(value))));
        return values;
    }

    /** Empty where there is none. */
    <T> List<T> optionalList(String name, Function<JsonFields, T> read) {
        return has(name) ? list(name, read) : List.of();
    }

    /** Texts; empty where there is none. */
    List<String> optionalTexts(String name) {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            for (JsonNode text : require(name, node.path(name).isArray(), "list")) {
                require(name, text.isTextual(), "list of texts");
                texts.add(text.textValue());
            }
        }
        return texts;
    }

    private boolean has(String name) {
        return node.hasNonNull(name);
    }

    private boolean isWhole(String name) {
        return node.path(name).isIntegralNumber();
    }

    private JsonNode require(String name, boolean present, String kind) {
        if (!present) {
            throw new IllegalArgumentException("its '" + name + "' is no " + kind);
        }
        return node.path(name);
    }
}
