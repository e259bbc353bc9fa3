package dev.renditions.config;

import java.util.List;

/** Settings or arguments that can't be used; all mistakes together. */
public final class SettingsException extends RuntimeException {
    private final List<String> mistakes;

    /**
     * Names them all.
     *
     * @param mistakes at least one sentence
     */
    public SettingsException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** A sentence for each mistake. */
    public List<String> mistakes() {
        return mistakes;
    }
}
