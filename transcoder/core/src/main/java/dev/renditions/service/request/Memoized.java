package dev.renditions.service.request;

import dev.renditions.api.RenditionException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is worked out when it is first asked for, and once: if that fails, it fails the same way ever after. */
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

    /** The value if it has been worked out. */
    Optional<T> ifPresent() {
        return Optional.ofNullable(value);
    }
}
