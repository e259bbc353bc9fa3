package dev.renditions.ffmpeg.bundle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the bundled ffmpeg on the classpath, patched by the build, with a list of their sizes and digests. Immutable.
 */
final class BundledFiles {
    private static final String ROOT = "dev/renditions/ffmpeg/bundle/";
    private static final String LIST = "files.txt";

    /** A digest, a size and a file name without a path. */
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,12}) ([A-Za-z0-9_][A-Za-z0-9_.+-]*)");

    /**
     * One file of the bundle.
     *
     * @param name its file name
     * @param bytes its size
     * @param sha256 its digest in hexadecimal digits
     */
    record Entry(String name, long bytes, String sha256) {}

    private final ClassLoader classpath;
    private final String folder;
    private final List<Entry> entries;
    private final String digest;

    private BundledFiles(ClassLoader classpath, String folder, byte[] list) throws IOException {
        this.classpath = classpath;
        this.folder = folder;
        this.entries = entries(new String(list, StandardCharsets.UTF_8));
        this.digest = HexFormat.of().formatHex(sha256().digest(list));
    }

    /**
     * Finds the bundle for a machine; empty if it is not on the classpath.
     *
     * @throws IOException if their list can't be read
     */
    static Optional<BundledFiles> find(Platform platform, ClassLoader classpath) throws IOException {
        String folder = ROOT + platform.bundleName() + "/";
        try (InputStream list = open(classpath, folder + LIST)) {
            return list == null
                    ? Optional.empty()
                    : Optional.of(new BundledFiles(classpath, folder, list.readAllBytes()));
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** A digest of the list and thus of all files, in hexadecimal digits. */
    String digest() {
        return digest;
    }

    /**
     * Writes an entry to a file that does not exist yet.
     *
     * @throws IOException also if the bytes do not match the digest of the entry
     */
    void copy(Entry entry, Path file) throws IOException {
        MessageDigest copied = sha256();
        try (InputStream bytes = open(classpath, folder + entry.name())) {
            if (bytes == null) {
                throw new FileNotFoundException("the bundle lacks " + entry.name());
            }
            try (OutputStream out = new DigestOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), copied)) {
                bytes.transferTo(out);
            }
        }
        String found = HexFormat.of().formatHex(copied.digest());
        if (!found.equals(entry.sha256())) {
            throw new IOException(
                    entry.name() + " is damaged: its SHA-256 is " + found + ", expected " + entry.sha256());
        }
    }

    private static @Nullable InputStream open(ClassLoader classpath, String name) throws IOException {
        URL url = classpath.getResource(name);
        if (url == null) {
            return null;
        }
        URLConnection connection = url.openConnection();
        // Otherwise Java keeps the jar open until this process ends.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static List<Entry> entries(String list) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : list.lines().filter(each -> !each.startsWith("#")).toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("the list of the bundled files is damaged: " + line);
            }
            entries.add(new Entry(matcher.group(3), Long.parseLong(matcher.group(2)), matcher.group(1)));
        }
        return List.copyOf(entries);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
