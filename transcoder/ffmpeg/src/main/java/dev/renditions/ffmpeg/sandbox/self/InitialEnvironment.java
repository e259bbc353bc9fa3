package dev.renditions.ffmpeg.sandbox.self;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The environment that this process was started with, as {@code /proc/PID/environ} shows it. Java never changes the memory
 * behind it, since it works on its own copy.
 */
final class InitialEnvironment {
    /** Names of variables that hold secrets: of AWS, of Renditions and of other programs. */
    private static final Pattern SECRET =
            Pattern.compile(".*(SECRET|TOKEN|PASSW|CREDENTIAL|SIGNING|PRIVATE|_AUTH).*|.*_KEYS?");

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path SHOWN = Path.of("/proc/self/environ");

    /** The position of {@code env_start} in proc_pid_stat(5), counted from the state, which follows the program's name. */
    private static final int START = 50 - 3;

    private InitialEnvironment() {}

    static boolean holdsSecret(String name) {
        return SECRET.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }

    /**
     * Overwrites the values of all variables that hold secrets. {@link System#getenv} still returns them if it was called before.
     *
     * @throws IOException if this process may not write to its own memory, for example because it is already undumpable
     */
    static void eraseSecrets() throws IOException {
        String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long start = Long.parseLong(fields[START]);
        int length = Math.toIntExact(Long.parseLong(fields[START + 1].strip()) - start);
        byte[] before = Files.readAllBytes(SHOWN);
        try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "rw")) {
            byte[] bytes = new byte[length];
            memory.seek(start);
            memory.readFully(bytes);
            if (!Arrays.equals(bytes, before)) {
                throw new IOException("the memory at env_start is not the environment");
            }
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] == 0) {
                    erase(memory, start, bytes, from, i);
                    from = i + 1;
                }
            }
        }
    }

    private static void erase(RandomAccessFile memory, long start, byte[] bytes, int from, int to) throws IOException {
        String variable = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        int equals = variable.indexOf('=');
        if (equals > 0 && holdsSecret(variable.substring(0, equals)) && equals + 1 < variable.length()) {
            memory.seek(start + from + equals + 1);
            memory.write(new byte[variable.length() - equals - 1]);
        }
    }
}
