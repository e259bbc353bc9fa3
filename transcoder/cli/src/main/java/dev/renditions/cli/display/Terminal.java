package dev.renditions.cli.display;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results: tables, JSON, locations
 * @param err progress and messages
 * @param interactive whether {@code err} is a terminal
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** Writes a message to {@code err}. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
