package dev.renditions.kind.settings;

import java.nio.file.Path;
import java.util.List;

/** A user's file of profiles has mistakes. */
public final class ProfileFileException extends RuntimeException {
    private final List<String> mistakes;

    /**
     * Lists all mistakes.
     *
     * @param file the user's file
     * @param mistakes at least one, each with its location in the file
     */
    public ProfileFileException(Path file, List<String> mistakes) {
        super("the profiles in " + file + " can't be used: " + String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each mistake with its location in the file. */
    public List<String> mistakes() {
        return mistakes;
    }
}
