package dev.renditions.service.request;

import dev.renditions.api.RenditionException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed once, on first use. If that fails, every later call fails in the same way. Not thread-safe. */
final class Memoized<T> {
    private @Nullable T value;
    private @Nullable RenditionException failure;

    T get(Supplier<T> work) {
        if (failure != null) {
            throw failure;
        }
        T known = value;
        if (known == null) {
            try {
                known = work.get();
                value = known;
            } catch (RenditionException e) {
                failure = e;
                throw e;
            }
        }
        return known;
    }

    /** Makes the next call compute it again. */
    void forget() {
        value = null;
        failure = null;
    }

    /** The value, if it has been computed. */
    Optional<T> ifPresent() {
        return Optional.ofNullable(value);
    }
}
