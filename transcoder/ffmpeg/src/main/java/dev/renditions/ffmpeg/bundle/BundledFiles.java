package dev.renditions.ffmpeg.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of the bundled ffmpeg that the programs need, as they lie on the classpath: in a jar or a folder. */
final class BundledFiles {
    private static final String ROOT = "org/bytedeco/ffmpeg/";

    /** Of a Raspberry Pi's graphics; no program or library here asks for them. */
    private static final Set<String> IDLE = Set.of("libbcm_host.so", "libvchiq_arm.so", "libvcos.so");

    /** One file: its name, its length in bytes, and what tells two builds of the same length apart. */
    record Entry(String name, long bytes, String mark) {}

    /** Takes the bytes of one file. */
    interface Sink {
        void accept(Entry entry, InputStream bytes) throws IOException;
    }

    private final String folder;
    private final URL program;

    private BundledFiles(String folder, URL program) {
        this.folder = folder;
        this.program = program;
    }

    /** Those for a machine; empty if the classpath has none. */
    static Optional<BundledFiles> find(Platform platform, ClassLoader classpath) {
        String folder = ROOT + platform.bundleName() + "/";
        String program = platform == Platform.WINDOWS_X86_64 ? "ffmpeg.exe" : "ffmpeg";
        return Optional.ofNullable(classpath.getResource(folder + program)).map(url -> new BundledFiles(folder, url));
    }

    /** Which files there are, by name. */
    List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        read((entry, bytes) -> entries.add(entry));
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    /** Reads every file once. */
    void read(Sink sink) throws IOException {
        if (program.openConnection() instanceof JarURLConnection connection) {
            // A cached jar would be closed under the feet of whoever else reads resources from it.
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                readJar(jar, sink);
            }
        } else {
            readFolder(Objects.requireNonNull(Path.of(uri()).getParent()), sink);
        }
    }

    private void readJar(JarFile jar, Sink sink) throws IOException {
        for (JarEntry entry : jar.stream().toList()) {
            String path = entry.getName();
            String name = path.startsWith(folder) ? path.substring(folder.length()) : "";
            if (needed(name)) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    sink.accept(new Entry(name, entry.getSize(), Long.toHexString(entry.getCrc())), bytes);
                }
            }
        }
    }

    private static void readFolder(Path folder, Sink sink) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (needed(name)) {
                    try (InputStream bytes = Files.newInputStream(file)) {
                        sink.accept(new Entry(name, Files.size(file), ""), bytes);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The two programs and the libraries they load; not the bridges to Java, nor what a stub stands in for. */
    private static boolean needed(String name) {
        return !name.isEmpty()
                && !name.contains("/")
                && !name.startsWith("jni")
                && !name.startsWith("libjni")
                && !IDLE.contains(name)
                && StubLibrary.FOR_LINUX.stream().noneMatch(stub -> stub.name().equals(name));
    }

    private URI uri() throws IOException {
        try {
            return program.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("can't read " + program, e);
        }
    }
}
