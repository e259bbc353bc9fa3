package dev.renditions.ffmpeg.patch;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The unpatched files of a published bundle that the programs need, in its jar. */
final class UpstreamFiles {
    private static final String ROOT = "org/bytedeco/ffmpeg/";

    /** Libraries for the graphics of a Raspberry Pi. No program or library of the bundle needs them. */
    private static final Set<String> UNUSED = Set.of("libbcm_host.so", "libvchiq_arm.so", "libvcos.so");

    /** Takes the bytes of one file. */
    interface Sink {
        void accept(String name, InputStream bytes) throws IOException;
    }

    private final Path jar;
    private final String folder;

    private UpstreamFiles(Path jar, String folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /** The files of a bundle, such as {@code linux-x86_64-gpl}; empty if no jar on the classpath has it. */
    static Optional<UpstreamFiles> find(String bundleName, ClassLoader classpath) throws IOException {
        String folder = ROOT + bundleName + "/";
        Optional<URL> program = Stream.of("ffmpeg", "ffmpeg.exe")
                .map(name -> classpath.getResource(folder + name))
                .filter(Objects::nonNull)
                .findFirst();
        if (program.isPresent() && program.get().openConnection() instanceof JarURLConnection connection) {
            return Optional.of(new UpstreamFiles(path(connection.getJarFileURL()), folder));
        }
        return Optional.empty();
    }

    Path jar() {
        return jar;
    }

    /** Reads every file once. */
    void read(Sink sink) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            for (JarEntry entry : opened.stream().toList()) {
                String path = entry.getName();
                String name = path.startsWith(folder) ? path.substring(folder.length()) : "";
                if (needed(name)) {
                    try (InputStream bytes = opened.getInputStream(entry)) {
                        sink.accept(name, bytes);
                    }
                }
            }
        }
    }

    /** Whether a file is one of the two programs or a library that they load. JNI libraries and files with a stub are not. */
    private static boolean needed(String name) {
        return !name.isEmpty()
                && !name.contains("/")
                && !name.startsWith("jni")
                && !name.startsWith("libjni")
                && !UNUSED.contains(name)
                && StubLibrary.FOR_LINUX.stream().noneMatch(stub -> stub.name().equals(name));
    }

    static Path path(URL jar) throws IOException {
        try {
            return Path.of(jar.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("can't read " + jar, e);
        }
    }
}
