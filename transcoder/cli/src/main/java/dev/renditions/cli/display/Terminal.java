package dev.renditions.cli.display;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out answers: tables, JSON, locations
 * @param err progress and talk
 * @param interactive whether a person watches {@code err} on a terminal
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** Says a line to the person. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
