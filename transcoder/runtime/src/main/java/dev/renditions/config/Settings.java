package dev.renditions.config;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.sandbox.JailChoice;
import dev.renditions.ffmpeg.sandbox.JailSettings;
import dev.renditions.files.PathRules;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.codec.Seal;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings, checked. Immutable.
 *
 * @param store where renditions are kept
 * @param storeExpiry when a lifecycle rule of its bucket deletes renditions; absent if none does
 * @param storeReaders which users may read renditions in a folder
 * @param index what remembers them
 * @param indexKey what values of a shared index are sealed with; absent for the one that the store keeps
 * @param catalog every profile that may be asked for
 * @param profiles the profiles that are made unless others are named
 * @param jobs sources worked on at once; absent to choose by the machine
 * @param ffmpeg an ffmpeg instead of the bundled one
 * @param allowOldFfmpeg whether an ffmpeg with known vulnerabilities may run
 * @param jail how ffmpeg is kept from the machine
 * @param encodeLimit how long one encode may take
 * @param limits what a source, and what is made of it, may measure
 * @param indexBudget how long a look-up in the index may take
 * @param verifiedFor how long a check of the store counts
 * @param workDir where jobs have their folders
 * @param paths which files and folders other users of the machine can't redirect
 * @param cacheDir where ffmpeg is unpacked, and hashes of local files are kept
 * @param s3PathStyle whether buckets are in the path
 * @param requests who may ask over HTTP, and for what
 * @param serve limits of the local server
 * @param origins how the settings were given
 */
public record Settings(
        StoreAddress store,
        Optional<Duration> storeExpiry,
        StoreReaders storeReaders,
        IndexAddress index,
        Optional<Seal> indexKey,
        ProfileCatalog catalog,
        List<Profile> profiles,
        Optional<Integer> jobs,
        Optional<Path> ffmpeg,
        boolean allowOldFfmpeg,
        JailSettings jail,
        Duration encodeLimit,
        SourceLimits limits,
        Duration indexBudget,
        Duration verifiedFor,
        Path workDir,
        PathRules paths,
        Path cacheDir,
        boolean s3PathStyle,
        RequestSettings requests,
        ServeSettings serve,
        SettingOrigins origins) {

    /**
     * Reads each setting from the flags, else from the environment, else its default.
     *
     * @param flags what the command line says
     * @param environment the process's environment variables
     * @throws SettingsException with every mistake, if there is one
     */
    public static Settings read(Map<Setting, String> flags, Map<String, String> environment) {
        return read(flags, environment, MachineMemory.UNLIMITED);
    }

    /**
     * The same where memory may be limited: what may be used at most is then lower by default.
     *
     * @param memory what this machine allows
     */
    public static Settings read(Map<Setting, String> flags, Map<String, String> environment, MachineMemory memory) {
        SettingsReader reader = new SettingsReader(flags, environment, memory.defaults());
        ProfileCatalog catalog = reader.catalog();
        JailSettings jail = new JailSettings(
                reader.read(Setting.JAIL, JailChoice::parse, JailChoice.AUTO),
                reader.read(Setting.MEMORY_LIMIT, ByteSizes::memory, JailSettings.LEAST_MEMORY));
        Settings settings = new Settings(
                reader.read(Setting.STORE, StoreAddress::parse, new StoreAddress.Directory(Path.of("renditions-out"))),
                reader.read(Setting.STORE_EXPIRY, SettingsReader::storeExpiry, Optional.empty()),
                reader.read(Setting.STORE_READERS, SettingsReader::storeReaders, StoreReaders.OWNER),
                reader.index(),
                reader.secret(Setting.INDEX_KEY, Seal::parse),
                catalog,
                reader.profiles(catalog),
                reader.optional(Setting.JOBS, SettingsReader::count),
                reader.optional(Setting.FFMPEG, reader::existingPath),
                reader.read(Setting.FFMPEG_ALLOW_OLD, SettingsReader::flag, false),
                jail,
                reader.read(Setting.ENCODE_LIMIT, SettingsReader::encodeLimit, Duration.ZERO),
                limits(reader, jail.memoryBytes()),
                reader.read(Setting.INDEX_BUDGET, SettingsReader::budget, Duration.ZERO),
                reader.read(Setting.VERIFIED_FOR, SettingsReader::duration, Duration.ZERO),
                reader.optional(Setting.WORK_DIR, reader::trusted).orElseGet(PathSettings::temporaryFolder),
                reader.paths(),
                reader.cacheFolder(),
                reader.read(Setting.S3_PATH_STYLE, SettingsReader::flag, false),
                RequestSettings.read(reader),
                ServeSettings.read(reader),
                reader.origins());
        reader.finish();
        return settings;
    }

    private static SourceLimits limits(SettingsReader reader, long memory) {
        return new SourceLimits(
                reader.read(Setting.MAX_SOURCE_SIZE, ByteSizes::bytes, 1L),
                reader.read(Setting.MAX_PIXELS, ByteSizes::pixels, 1L),
                reader.read(Setting.MAX_STILL_PIXELS, ByteSizes::pixels, 1L),
                reader.read(Setting.MAX_DURATION, SettingsReader::duration, Duration.ofSeconds(1)),
                reader.read(Setting.MAX_STREAMS, ByteSizes::streams, 1),
                reader.read(Setting.MAX_OUTPUT_SIZE, ByteSizes::bytes, 1L),
                reader.read(Setting.MIN_FREE_SPACE, ByteSizes::bytesOrNone, 1L),
                memory,
                reader.read(Setting.STRICT, SettingsReader::flag, false));
    }
}
