package dev.renditions.service.request;

import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the rendition that is worked on onto every line that a thread logs meanwhile, where the log has room for it. */
public final class RenditionLogContext {
    /** What the log calls it. */
    static final String NAME = "rendition";

    private RenditionLogContext() {}

    /** Does something for one rendition. */
    public static <X extends Exception> void during(RenditionKey key, Part<X> part) throws X {
        during(key.toString(), part);
    }

    /** Finds something out about one rendition. */
    public static <T> T get(RenditionKey key, Supplier<T> question) {
        @Nullable String before = MDC.get(NAME);
        MDC.put(NAME, key.toString());
        try {
            return question.get();
        } finally {
            restore(before);
        }
    }

    /** Does something for several renditions of one source. */
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
        /** Does it. */
        void run() throws X;
    }
}
