package dev.renditions.service.request;

import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Adds the current rendition to every line that a thread logs, if the log pattern has this field. */
public final class RenditionLogContext {
    /** The name of the field in the log. */
    static final String NAME = "rendition";

    private RenditionLogContext() {}

    /** Runs work for one rendition. */
    public static <X extends Exception> void during(RenditionKey key, Part<X> part) throws X {
        during(key.toString(), part);
    }

    /** Runs work for one rendition that returns a value. */
    public static <T> T get(RenditionKey key, Supplier<T> question) {
        @Nullable String before = MDC.get(NAME);
        MDC.put(NAME, key.toString());
        try {
            return question.get();
        } finally {
            restore(before);
        }
    }

    /** Runs work for several renditions of one source. */
    public static <X extends Exception> void during(List<MissingRendition> renditions, Part<X> part) throws X {
        String profiles =
                renditions.stream().map(each -> each.key().profile().toString()).collect(Collectors.joining(","));
        during(renditions.isEmpty() ? "" : renditions.get(0).key().content() + "/" + profiles, part);
    }

    private static <X extends Exception> void during(String key, Part<X> part) throws X {
        @Nullable String before = MDC.get(NAME);
        MDC.put(NAME, key);
        try {
            part.run();
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            MDC.remove(NAME);
        } else {
            MDC.put(NAME, before);
        }
    }

    /** A part of the work. */
    @FunctionalInterface
    public interface Part<X extends Exception> {
        void run() throws X;
    }
}
