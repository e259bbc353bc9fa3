package dev.renditions.fire;

import java.util.Locale;

/** Prints measurements that have no limit in a test, because the machine may be shared. */
final class Figures {
    private Figures() {}

    static void print(String format, Object... values) {
        System.out.println("measured: " + String.format(Locale.ROOT, format, values));
    }
}
