package dev.renditions.app;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out answers: tables, JSON, locations
 * @param err progress and talk
 * @param interactive whether a person watches {@code err} on a terminal
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** Says a line to the person. */
    void say(String line) {
        err.println(line);
        err.flush();
    }
}
