package dev.renditions.service.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Optional members of JSON objects, as lists of at most one element: so an absent value differs from a missing member. */
final class Optionals {
    private Optionals() {}

    static <T> List<T> list(Optional<T> value) {
        return value.stream().toList();
    }

    static List<Integer> list(OptionalInt value) {
        return value.stream().boxed().toList();
    }

    /**
     * Reads what {@link #list} writes.
     *
     * @throws IllegalArgumentException if it has several elements
     */
    static <T> Optional<T> optional(List<T> list) {
        if (list.size() > 1) {
            throw new IllegalArgumentException("several values of one member");
        }
        return list.stream().findFirst();
    }

    /** The same for a number. */
    static OptionalInt number(List<Integer> list) {
        return optional(list).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
