package dev.renditions.ffmpeg.command;

/**
 * The options of a whole run of ffmpeg. Immutable.
 *
 * @param log the value of ffmpeg's {@code -loglevel}
 * @param exitOnError whether the first broken packet or frame ends the run
 * @param progress whether it prints its progress to its standard output
 * @param settings threads and limits
 */
public record GlobalOptions(String log, boolean exitOnError, boolean progress, RunSettings settings) {
    private static final String ERRORS = "error";

    /** Logs errors and prints its progress. */
    public static GlobalOptions usual(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions(ERRORS, errors.exit(), true, settings);
    }

    /** Logs errors and prints no progress, since its standard output has another use. */
    public static GlobalOptions silent(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions(ERRORS, errors.exit(), false, settings);
    }

    /** Logs what filters measure as well, each line with its level, and prints its progress. */
    public static GlobalOptions measuring(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions("level+info", errors.exit(), true, settings);
    }

    /** Logs how many packets and frames were read, and what is wrong with them. */
    public static GlobalOptions examining(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions("repeat+level+verbose", errors.exit(), false, settings);
    }

    /** With {@code -n}, ffmpeg never overwrites a file. */
    Options options() {
        Options options = Options.flag("hide_banner")
                .withFlag("nostdin")
                .withFlag("nostats")
                .with("loglevel", log)
                .withFlag("n");
        if (exitOnError) {
            options = options.withFlag("xerror");
        }
        if (progress) {
            options = options.with("progress", "pipe:1");
        }
        return options.with("filter_threads", settings.threads())
                .with("max_alloc", settings.decoder().allocation());
    }
}
