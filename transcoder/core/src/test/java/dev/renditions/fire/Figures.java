package dev.renditions.fire;

import java.util.Locale;

/** Says in the output of the build what was seen: figures that a test can't hold against a limit on a machine it shares. */
final class Figures {
    private Figures() {}

    static void print(String format, Object... values) {
        System.out.println("seen: " + String.format(Locale.ROOT, format, values));
    }
}
