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
 * Where the programs are. Immutable.
 *
 * @param ffmpeg the program that encodes
 * @param ffprobe the program that looks into files
 */
public record FfmpegBinaries(Path ffmpeg, Path ffprobe) {
    /** Where systems keep programs and libraries; some are links to others. */
    public static final List<Path> SYSTEM = List.of(
            Path.of("/usr"),
            Path.of("/bin"),
            Path.of("/sbin"),
            Path.of("/lib"),
            Path.of("/lib32"),
            Path.of("/lib64"),
            Path.of("/nix/store"));

    private static final String ADVICE = "; set " + SettingName.FFMPEG
            + " to an ffmpeg program that lies beside its ffprobe, or to the folder of both";

    /**
     * Those that were asked for, else those that came along.
     *
     * @param given the ffmpeg program, or the folder that holds it and ffprobe
     * @param cache where those that came along are unpacked; made if missing
     * @param paths which folders nobody else can redirect
     * @throws MediaException of kind ENGINE if there are none, saying what to set
     */
    public static FfmpegBinaries find(Optional<Path> given, Path cache, PathRules paths) {
        return given.map(FfmpegBinaries::at).orElseGet(() -> bundled(cache, paths));
    }

    /**
     * The folders of both programs outside of the system's own, where links lead, and the libraries of programs that keep
     * theirs beside their folder.
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

    /** Where a file really is; the same path if that is unknown, so that the sandbox reports what is wrong with it. */
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
                        "there is no program " + program + ADVICE + " (it is " + given + ")");
            }
        }
        return new FfmpegBinaries(ffmpeg, ffprobe);
    }

    /** A program called ffmpeg-8 or ffmpeg.exe has a sister of the same manner. */
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
                            "the bundled ffmpeg is not for this machine, " + platform.bundleName() + ADVICE));
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
