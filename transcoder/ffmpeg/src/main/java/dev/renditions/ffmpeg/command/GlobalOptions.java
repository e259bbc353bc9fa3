package dev.renditions.ffmpeg.command;

/**
 * What is said of a whole run of ffmpeg. Immutable.
 *
 * @param log what it logs, in ffmpeg's words
 * @param exitOnError whether the first broken packet or frame ends it
 * @param progress whether it prints how far it is to its standard output
 * @param settings threads and limits
 */
public record GlobalOptions(String log, boolean exitOnError, boolean progress, RunSettings settings) {
    private static final String ERRORS = "error";

    /** It logs errors and prints its progress. */
    public static GlobalOptions usual(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions(ERRORS, errors.exit(), true, settings);
    }

    /** It logs errors; its standard output has another use. */
    public static GlobalOptions silent(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions(ERRORS, errors.exit(), false, settings);
    }

    /** It also logs what filters measure, and marks each line as an error or as information. */
    public static GlobalOptions measuring(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions("level+info", errors.exit(), true, settings);
    }

    /** It logs how many packets and frames there were and what is wrong with them. */
    public static GlobalOptions examining(DecodeErrorPolicy errors, RunSettings settings) {
        return new GlobalOptions("repeat+level+verbose", errors.exit(), false, settings);
    }

    /** {@code -n} never writes over a file. */
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
