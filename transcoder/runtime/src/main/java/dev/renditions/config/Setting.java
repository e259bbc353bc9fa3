package dev.renditions.config;

import dev.renditions.support.SettingName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting there is: its flag, its environment variable, its default, and what it means. */
public enum Setting {
    /** Where renditions are kept. */
    STORE("file:renditions-out", "where renditions are kept: file:DIR or s3://BUCKET/PREFIX"),
    /** When a lifecycle rule deletes them. */
    STORE_EXPIRY(
            "never",
            "after how long a lifecycle rule of the bucket deletes renditions, such as 90d; they are made again 8 days before"),
    /** Who may read them on this machine. */
    STORE_READERS(
            "owner",
            "which users of this machine may read renditions in a folder: owner, group (such as a web server's) or all"),
    /** What remembers them. */
    INDEX(
            "memory:",
            "what remembers them: memory:, memcached://HOST:PORT[,HOST:PORT...], memcached+tls://...,"
                    + " memcached+discover://HOST:PORT or memcached+tls+discover://HOST:PORT"),
    /** Whom a server with TLS is trusted by. */
    INDEX_CA(
            "",
            "a PEM file of the authorities that certificates of memcached+tls:// may come from, instead of Java's own"),
    /** What values of a shared index are sealed with. */
    INDEX_KEY(
            "",
            "what values of a shared index are sealed with: @/path of a file of 32 random bytes or more in base64url; the key itself in the variable only; one that the store keeps if empty"),
    /** Which profiles are made. */
    PROFILES("", "which profiles are made, by name, separated by commas; all of the catalogue if empty"),
    /** More profiles. */
    PROFILES_FILE("", "a JSON file whose profiles are added to those that come along, or replace them"),
    /** Sources at a time. */
    JOBS("", "sources worked on at once; half the machine's processors, one at least, if empty"),
    /** Which ffmpeg. */
    FFMPEG("", "an ffmpeg program, or a folder with ffmpeg and ffprobe, instead of the one that comes along"),
    /** Whether an unsafe one is allowed. */
    FFMPEG_ALLOW_OLD("false", "true to run an ffmpeg with known vulnerabilities (before 7.1.5, 8.0.3 or 8.1.2)"),
    /** The sandbox of ffmpeg. */
    JAIL(
            "auto",
            "the sandbox of ffmpeg: bubblewrap, unshare, setpriv, seccomp, none, or auto for the best available one"),
    /** Memory for one run of ffmpeg. */
    MEMORY_LIMIT("16g", "the most addresses of memory that one run of ffmpeg may ask for, such as 800m or 16g"),
    /** Time for one encode. */
    ENCODE_LIMIT("30m", "how long one encode may take, such as 90s, 30m or 2h; 20h at most"),
    /** Bytes of a source. */
    MAX_SOURCE_SIZE("100G", "the most bytes of a source, such as 500M, 8G or 1T"),
    /** Length of a source. */
    MAX_DURATION("24h", "how long a source may play"),
    /** Pixels of a source. */
    MAX_PIXELS("8192x8192", "the most pixels of a frame of a source's video: a number, or a width and a height"),
    /** Pixels of a still. */
    MAX_STILL_PIXELS("16384x16384", "the most pixels of a still image: a number, or a width and a height"),
    /** Streams of a source. */
    MAX_STREAMS("64", "the most streams of a source"),
    /** Bytes of a rendition. */
    MAX_OUTPUT_SIZE("9G", "the most bytes of one rendition, all its files together"),
    /** Bytes that stay free. */
    MIN_FREE_SPACE("256M", "what must stay free where temporary files lie, such as 256M; 0 for nothing"),
    /** Whether damage is refused. */
    STRICT("false", "refuse sources with any damage, instead of publishing with warnings what is left of them"),
    /** Time for the index. */
    INDEX_BUDGET(
            "100ms", "how long a look-up in the index may take; leases and counts have 2 s, or this if it is longer"),
    /** How long a check of the store counts. */
    VERIFIED_FOR("30s", "how long a rendition that the store was seen to hold is taken to be there still"),
    /** Temporary files. */
    WORK_DIR("", "where sources and outputs lie while they are worked on; the system's temporary folder if empty"),
    /** What is unpacked once. */
    CACHE_DIR(
            "",
            "where ffmpeg is unpacked, and hashes of local files are kept; renditions in the user's cache folder if empty"),
    /** Exceptions from the rule for paths. */
    TRUSTED_PATHS(
            "",
            "folders that are used though others may write into them by their permissions, such as volumes of a container"
                    + " that no other user can reach; absolute, separated by commas"),
    /** How S3 is addressed. */
    S3_PATH_STYLE("false", "true for an S3 that has its buckets in the path instead of the host name"),
    /** What requests are signed with. */
    SIGNING_KEYS(
            "",
            "what requests are signed with: @/path of a file of ID:SECRET, the first signs; the keys themselves in the variable only"),
    /** What requests may ask for. */
    ALLOWED_SOURCES("", "what requests may ask for: s3://BUCKET or s3://BUCKET/PREFIX, separated by commas"),
    /** What only those may ask for who may read it themselves. */
    GUARDED_SOURCES("", "what only those may ask for who show that they may read it themselves, written the same way"),
    /** How often one may ask. */
    RATE_LIMIT("", "how often one caller may ask, such as 600/1m; as often as they like if empty"),
    /** What happens while nobody can count. */
    RATE_LIMIT_ON_OUTAGE("pass", "what happens to requests while the index can't count them: pass or refuse"),
    /** How long links work. */
    LINK_LIFETIME("1h", "how long a link to a rendition works; 168h at most"),
    /** Whose pages may ask. */
    CORS_ORIGINS("", "whose pages may ask from a browser: https://HOST, separated by commas, or * for all"),
    /** How long a request may wait. */
    MAX_WAIT("25s", "how long a request may wait for a rendition that is made; 15m at most"),
    /** Bytes of uploads. */
    UPLOAD_QUOTA("200G", "the most bytes of all uploads to serve by one signing key, or from one address without keys"),
    /** Files that are uploads. */
    UPLOAD_FILES("10000", "the most uploads to serve by one signing key, or from one address without keys"),
    /** When uploads are deleted. */
    UPLOAD_EXPIRY("30d", "how long after it was last sent serve deletes an upload, such as 12h or 30d; or never"),
    /** Connections of one address. */
    CONNECTIONS_PER_ADDRESS(
            "256", "how many connections serve takes at once from one address of another machine; 2000 at most");

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

    /** The flag of the command line, such as {@code --store}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its flag stands alone, without a value. */
    public boolean alone() {
        return this == STRICT;
    }

    /** What it is if nobody says; empty where that is worked out. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** The setting that an environment variable sets. */
    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(s -> s.variable().equals(variable))
                .findFirst();
    }

    /** Whether an environment variable claims to be one of ours. */
    static boolean claims(String variable) {
        return variable.startsWith(SettingName.PREFIX);
    }
}
