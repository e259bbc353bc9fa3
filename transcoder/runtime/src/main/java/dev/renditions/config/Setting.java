package dev.renditions.config;

import dev.renditions.support.SettingName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** All settings: flag, environment variable, default, and meaning. */
public enum Setting {
    STORE("file:renditions-out", "where renditions are stored: file:DIR or s3://BUCKET/PREFIX"),
    STORE_EXPIRY(
            "never",
            "the age at which a lifecycle rule of the bucket deletes renditions, such as 90d; they are made again 8 days before"),
    STORE_READERS(
            "owner",
            "which users of this machine may read renditions in a folder: owner, group (such as that of a web server) or all"),
    INDEX(
            "memory:",
            "the index of renditions: memory:, memcached://HOST:PORT[,HOST:PORT...], memcached+tls://...,"
                    + " memcached+discover://HOST:PORT or memcached+tls+discover://HOST:PORT"),
    INDEX_CA("", "a PEM file with the certificate authorities for memcached+tls://, instead of Java's own"),
    INDEX_KEY(
            "",
            "the secret key that authenticates values of a shared index: @/path of a file with at least 32 random bytes in"
                    + " base64url; the key itself is accepted in the variable only; if empty, the store keeps a key"),
    PROFILES("", "names of the profiles to make, separated by commas; all profiles if empty"),
    PROFILES_FILE("", "a JSON file with profiles that are added to the built-in ones, or replace them"),
    JOBS("", "how many sources are processed at once; if empty, half the number of processors, at least one"),
    FFMPEG("", "an ffmpeg program, or a folder with ffmpeg and ffprobe, instead of the bundled one"),
    FFMPEG_ALLOW_OLD("false", "true to run an ffmpeg with known vulnerabilities (before 7.1.5, 8.0.3 or 8.1.2)"),
    JAIL(
            "auto",
            "the sandbox of ffmpeg: bubblewrap, unshare, setpriv, seccomp, none, or auto for the best available one"),
    MEMORY_LIMIT("16g", "the maximum address space of one run of ffmpeg, such as 800m or 16g"),
    ENCODE_LIMIT("30m", "how long one encode may take, such as 90s, 30m or 2h; 20h at most"),
    MAX_SOURCE_SIZE("100G", "the maximum size of a source, such as 500M, 8G or 1T"),
    MAX_DURATION("24h", "the maximum duration of a source"),
    MAX_PIXELS("8192x8192", "the maximum size of a video frame of a source: a number of pixels, or WIDTHxHEIGHT"),
    MAX_STILL_PIXELS("16384x16384", "the maximum size of a still image: a number of pixels, or WIDTHxHEIGHT"),
    MAX_STREAMS("64", "the maximum number of streams of a source"),
    MAX_OUTPUT_SIZE("9G", "the maximum size of one rendition, all its files together"),
    MIN_FREE_SPACE("256M", "the disk space that must stay free in the folder for temporary files, such as 256M or 0"),
    STRICT("false", "refuse sources with any damage, instead of publishing the undamaged part with warnings"),
    INDEX_BUDGET(
            "100ms", "the timeout of a lookup in the index; leases and counters have 2 s, or this if it is longer"),
    VERIFIED_FOR("30s", "how long a successful check that the store has a rendition is trusted"),
    WORK_DIR("", "the folder for temporary files; the system's temporary folder if empty"),
    CACHE_DIR(
            "",
            "the folder for the unpacked ffmpeg and the hashes of local files; if empty, 'renditions' in the user's cache folder"),
    TRUSTED_PATHS(
            "",
            "absolute paths of folders that are used although their permissions let other users write to them, such as"
                    + " volumes of a container that no other user can reach; separated by commas"),
    S3_PATH_STYLE("false", "true for an S3 service with the bucket in the path instead of the host name"),
    SIGNING_KEYS(
            "",
            "the keys for signed links: @/path of a file with lines ID:SECRET, of which the first signs; the keys"
                    + " themselves are accepted in the variable only"),
    ALLOWED_SOURCES("", "the sources that callers may request: s3://BUCKET or s3://BUCKET/PREFIX, separated by commas"),
    GUARDED_SOURCES(
            "", "the sources that callers may request only with proof that they may read them, in the same notation"),
    RATE_LIMIT("", "the maximum number of requests of one caller, such as 600/1m; unlimited if empty"),
    RATE_LIMIT_ON_OUTAGE("pass", "what happens to requests during an outage of the index: pass or refuse"),
    LINK_LIFETIME("1h", "the lifetime of a link to a rendition; 168h at most"),
    CORS_ORIGINS("", "the origins whose web pages may read responses: https://HOST, separated by commas, or * for all"),
    MAX_WAIT("25s", "how long a request may wait for a rendition; 15m at most"),
    UPLOAD_QUOTA(
            "200G",
            "the maximum size of all uploads to 'serve' with one signing key, or from one address without keys"),
    UPLOAD_FILES(
            "10000", "the maximum number of uploads to 'serve' with one signing key, or from one address without keys"),
    UPLOAD_EXPIRY("30d", "when 'serve' deletes an upload after it was last sent, such as 12h or 30d; or never"),
    CONNECTIONS_PER_ADDRESS(
            "256", "the maximum number of connections to 'serve' from one address of another machine; 2000 at most");

    private final String defaultValue;
    private final String meaning;

    Setting(String defaultValue, String meaning) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** The environment variable, such as {@code RENDITIONS_STORE}. */
    public String variable() {
        return SettingName.PREFIX + name();
    }

    /** The command-line flag, such as {@code --store}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its flag takes no value. */
    public boolean isSwitch() {
        return this == STRICT;
    }

    /** The default value; empty if the default depends on the machine or is none. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What the setting means, for help texts. */
    public String meaning() {
        return meaning;
    }

    /** The setting that an environment variable sets. */
    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(s -> s.variable().equals(variable))
                .findFirst();
    }

    /** Whether an environment variable has the prefix of settings. */
    static boolean claims(String variable) {
        return variable.startsWith(SettingName.PREFIX);
    }
}
