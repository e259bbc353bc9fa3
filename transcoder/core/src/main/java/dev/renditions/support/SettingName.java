package dev.renditions.support;

/**
 * The settings that messages name, for parts that don't read settings. A message names the environment variable: it works on
 * the command line, which has a flag for it too, and in a function, which has no flags. As text each constant is its variable.
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

    /** What the environment variable of every setting begins with. */
    public static final String PREFIX = "RENDITIONS_";

    @Override
    public String toString() {
        return PREFIX + name();
    }
}
