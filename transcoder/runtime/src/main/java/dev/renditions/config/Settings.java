package dev.renditions.config;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
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
 * All settings, validated. Immutable.
 *
 * @param store where renditions are kept
 * @param storeExpiry the age at which a lifecycle rule of its bucket deletes renditions; absent without such a rule
 * @param storeReaders which users may read renditions in a folder
 * @param index where the index is
 * @param indexKey the key that authenticates values of a shared index; absent to use the one that the store keeps
 * @param catalog all profiles that may be requested
 * @param profiles the profiles that are made by default
 * @param jobs how many sources are processed at once; absent to choose by the machine
 * @param ffmpeg an ffmpeg instead of the bundled one
 * @param allowOldFfmpeg whether an ffmpeg with known vulnerabilities may run
 * @param sandbox the sandbox of ffmpeg
 * @param encodeLimit how long one encode may take
 * @param limits limits of sources and outputs
 * @param indexBudget the timeout of a lookup in the index
 * @param verifiedFor how long a successful check of the store is trusted
 * @param workDir the folder for temporary files
 * @param paths which files and folders are safe from other users of the machine
 * @param cacheDir the folder for the unpacked ffmpeg and the hashes of local files
 * @param s3PathStyle whether the bucket is in the path of S3 URLs
 * @param requests access to the API over HTTP
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
        SandboxSettings sandbox,
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
     * @param flags the command-line flags
     * @param environment the process's environment variables
     * @throws SettingsException with all mistakes, if there are any
     */
    public static Settings read(Map<Setting, String> flags, Map<String, String> environment) {
        return read(flags, environment, MachineMemory.UNLIMITED);
    }

    /**
     * The same for a machine with a memory limit, which lowers some defaults.
     *
     * @param memory the limit
     */
    public static Settings read(Map<Setting, String> flags, Map<String, String> environment, MachineMemory memory) {
        SettingsReader reader = new SettingsReader(flags, environment, memory.defaults());
        ProfileCatalog catalog = reader.catalog();
        SandboxSettings sandbox = new SandboxSettings(
                reader.read(Setting.JAIL, SandboxChoice::parse, SandboxChoice.AUTO),
                reader.read(Setting.MEMORY_LIMIT, ByteSizes::memory, SandboxSettings.LEAST_MEMORY));
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
                sandbox,
                reader.read(Setting.ENCODE_LIMIT, SettingsReader::encodeLimit, Duration.ZERO),
                limits(reader, sandbox.memoryBytes()),
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
