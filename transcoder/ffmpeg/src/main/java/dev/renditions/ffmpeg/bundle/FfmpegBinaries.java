package dev.renditions.ffmpeg.bundle;

import dev.renditions.api.MediaException;
import dev.renditions.files.PathRules;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The paths of ffmpeg and ffprobe. Immutable.
 *
 * @param ffmpeg the program that encodes
 * @param ffprobe the program that reads facts about media files
 */
public record FfmpegBinaries(Path ffmpeg, Path ffprobe) {
    /** Where operating systems keep programs and libraries. Some of these folders are links to others. */
    public static final List<Path> SYSTEM = List.of(
            Path.of("/usr"),
            Path.of("/bin"),
            Path.of("/sbin"),
            Path.of("/lib"),
            Path.of("/lib32"),
            Path.of("/lib64"),
            Path.of("/nix/store"));

    private static final String ADVICE = "; set " + SettingName.FFMPEG
            + " to an ffmpeg program that has its ffprobe in the same folder, or to that folder";

    /**
     * Finds the configured programs or, if none are configured, the bundled ones.
     *
     * @param given the configured ffmpeg program, or the folder that holds it and ffprobe
     * @param cache where the bundled programs are unpacked; created if missing
     * @param paths which folders other users can't redirect
     * @throws MediaException of kind ENGINE if the programs are not found; the message names the setting to change
     */
    public static FfmpegBinaries find(Optional<Path> given, Path cache, PathRules paths) {
        return given.map(FfmpegBinaries::at).orElseGet(() -> bundled(cache, paths));
    }

    /**
     * The folders that a sandbox must show in addition to {@link #SYSTEM}: those of both programs, before and after links are
     * followed, and for a {@code bin} folder the {@code lib} folders beside it.
     */
    public Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : List.of(ffmpeg, ffprobe)) {
            for (Path place : List.of(file, real(file))) {
                Path folder = place.getParent();
                if (folder != null && SYSTEM.stream().noneMatch(folder::startsWith)) {
                    folders.add(folder);
                    if (folder.endsWith("bin")) {
                        folders.add(folder.resolveSibling("lib"));
                        folders.add(folder.resolveSibling("lib64"));
                    }
                }
            }
        }
        folders.removeIf(folder -> !Files.isDirectory(folder));
        return folders;
    }

    /** The path of a file without links; the same path if links can't be followed, so that the sandbox reports the problem. */
    public static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    private static FfmpegBinaries at(Path given) {
        Path absolute = given.toAbsolutePath();
        Path ffmpeg = Files.isDirectory(absolute) ? absolute.resolve(Platform.programName("ffmpeg")) : absolute;
        Path ffprobe = ffmpeg.resolveSibling(ffprobeName(ffmpeg.getFileName().toString()));
        for (Path program : new Path[] {ffmpeg, ffprobe}) {
            if (!Files.isExecutable(program) || Files.isDirectory(program)) {
                throw new MediaException(
                        MediaException.Kind.ENGINE,
                        program + " does not exist or is not executable" + ADVICE + " (now: " + given + ")");
            }
        }
        return new FfmpegBinaries(ffmpeg, ffprobe);
    }

    /** An ffmpeg called ffmpeg-8 or ffmpeg.exe comes with ffprobe-8 or ffprobe.exe. */
    private static String ffprobeName(String ffmpegName) {
        return ffmpegName.contains("ffmpeg")
                ? ffmpegName.replace("ffmpeg", "ffprobe")
                : Platform.programName("ffprobe");
    }

    private static FfmpegBinaries bundled(Path cache, PathRules paths) {
        Platform platform = Platform.current()
                .orElseThrow(() -> new MediaException(
                        MediaException.Kind.ENGINE,
                        "no ffmpeg is bundled for " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch") + ADVICE));
        try {
            BundledFiles files = BundledFiles.find(platform, FfmpegBinaries.class.getClassLoader())
                    .orElseThrow(() -> new MediaException(
                            MediaException.Kind.ENGINE,
                            "the bundled ffmpeg is for another machine, not for " + platform.bundleName() + ADVICE));
            Path folder = new BundleCache(cache, paths).unpacked(platform, files);
            return new FfmpegBinaries(
                    folder.resolve(Platform.programName("ffmpeg")), folder.resolve(Platform.programName("ffprobe")));
        } catch (IOException e) {
            throw new MediaException(
                    MediaException.Kind.ENGINE,
                    "the bundled ffmpeg can't be unpacked into " + cache + ": " + e + ADVICE,
                    e);
        }
    }
}
