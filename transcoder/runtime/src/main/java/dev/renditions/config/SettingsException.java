package dev.renditions.config;

import java.util.List;

/** Invalid settings or arguments, with all mistakes together. */
public final class SettingsException extends RuntimeException {
    private final List<String> mistakes;

    /**
     * Reports several mistakes together.
     *
     * @param mistakes at least one sentence
     */
    public SettingsException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One sentence for each mistake. */
    public List<String> mistakes() {
        return mistakes;
    }
}
