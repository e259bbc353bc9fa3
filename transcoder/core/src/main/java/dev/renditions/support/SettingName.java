package dev.renditions.support;

/**
 * The settings that messages name, for modules that don't read settings. A message names the environment variable, because
 * it works both on the command line, which also has a flag for it, and in a Lambda function, which has no flags.
 * {@link #toString} returns the variable.
 */
public enum SettingName {
    CACHE_DIR,
    ENCODE_LIMIT,
    FFMPEG,
    FFMPEG_ALLOW_OLD,
    JAIL,
    MAX_DURATION,
    MAX_OUTPUT_SIZE,
    MAX_PIXELS,
    MAX_SOURCE_SIZE,
    MAX_STILL_PIXELS,
    MAX_STREAMS,
    MEMORY_LIMIT,
    MIN_FREE_SPACE,
    STORE_READERS,
    STRICT,
    UPLOAD_FILES,
    UPLOAD_QUOTA,
    WORK_DIR;

    /** The prefix of every setting's environment variable. */
    public static final String PREFIX = "RENDITIONS_";

    @Override
    public String toString() {
        return PREFIX + name();
    }
}
