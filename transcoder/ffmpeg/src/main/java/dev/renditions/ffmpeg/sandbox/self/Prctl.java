package dev.renditions.ffmpeg.sandbox.self;

import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.ffmpeg.bundle.StubFunction;
import dev.renditions.ffmpeg.bundle.StubLibrary;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Linux's {@code prctl}, which Java has no call for. A library of one function is written to a private folder, loaded and
 * deleted again: that takes a few milliseconds, where the Foreign Function API and JNA take more than a hundred. Where no
 * library can be loaded from the temporary folder (mounted {@code noexec}, as Docker does, or open to other users, who could
 * exchange the library), the Foreign Function API is used, from Java 22 on.
 */
final class Prctl {
    /** The name by which Java looks for {@link #call} in a library. */
    private static final String SYMBOL = "Java_" + Prctl.class.getName().replace('.', '_') + "_call";

    /** {@link #call} for Java on x86_64: the system call 157 with a number, a long and three zeros; returns zero or -errno. */
    private static final StubFunction ON_X86_64 = new StubFunction(
            SYMBOL,
            Platform.LINUX_X86_64,
            "b89d000000" // mov eax, 157
                    + "89d7" // mov edi, edx: the option; rdi and rsi hold Java's environment and class
                    + "4889ce" // mov rsi, rcx: its argument
                    + "31d2" + "4d31d2" + "4d31c0" // xor edx, edx; xor r10, r10; xor r8, r8
                    + "0f05" + "c3"); // syscall; ret

    /** The same on arm64, where it is the system call 167. */
    private static final StubFunction ON_ARM64 = new StubFunction(
            SYMBOL,
            Platform.LINUX_ARM64,
            "e8148052" // mov w8, #167
                    + "e003022a" // mov w0, w2: the option
                    + "e10303aa" // mov x1, x3: its argument
                    + "020080d2" + "030080d2" + "040080d2" // mov x2, #0; mov x3, #0; mov x4, #0
                    + "010000d4" + "c0035fd6"); // svc #0; ret

    private static final StubLibrary LIBRARY =
            new StubLibrary("librenditions-prctl.so", List.of(), List.of(ON_X86_64, ON_ARM64));

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    private Prctl() {}

    /**
     * Takes the right to look into this process from others of the same user.
     *
     * @param folder where the library is written for a moment
     * @param paths whether it may be loaded from there
     * @return why it failed; empty if it is done
     */
    static Optional<String> makeUndumpable(Platform platform, Path folder, PathRules paths) {
        try {
            load(platform, folder, paths);
            return outcome(call(PR_SET_DUMPABLE, 0) == 0 && call(PR_GET_DUMPABLE, 0) == 0);
        } catch (IOException | UnsatisfiedLinkError e) {
            return byForeignFunction()
                    .map(why -> "no library can be loaded from " + folder + " (" + e + "), and " + why);
        }
    }

    private static Optional<String> outcome(boolean done) {
        return done ? Optional.empty() : Optional.of("the system refuses prctl(PR_SET_DUMPABLE)");
    }

    private static native int call(int option, long argument);

    private static void load(Platform platform, Path folder, PathRules paths) throws IOException {
        paths.require(folder);
        Path own = Files.createTempDirectory(folder, "renditions-", PrivateFolder.forOwnersFolder());
        Path library = own.resolve(LIBRARY.name());
        try {
            Files.write(library, LIBRARY.bytes(platform));
            System.load(library.toString());
        } finally {
            Files.deleteIfExists(library);
            Files.delete(own);
        }
    }

    /** By reflection, since Java 17 compiles this. */
    static Optional<String> byForeignFunction() {
        try {
            MethodHandle prctl = foreignPrctl();
            int set = (int) prctl.invoke(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
            return outcome(set == 0 && (int) prctl.invoke(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L) == 0);
        } catch (ClassNotFoundException e) {
            return Optional.of("this Java has no Foreign Function API (22 is the first)");
        } catch (Throwable e) { // What a method handle throws has no narrower type.
            return Optional.of("the Foreign Function API failed: " + e);
        }
    }

    private static MethodHandle foreignPrctl() throws ReflectiveOperationException {
        Class<?> linkers = Class.forName("java.lang.foreign.Linker");
        Class<?> layouts = Class.forName("java.lang.foreign.MemoryLayout");
        Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
        Class<?> descriptors = Class.forName("java.lang.foreign.FunctionDescriptor");
        Class<?> options = Class.forName("java.lang.foreign.Linker$Option");
        Object ints = values.getField("JAVA_INT").get(null);
        Object longs = values.getField("JAVA_LONG").get(null);
        Object arguments = Array.newInstance(layouts, 5);
        for (int i = 0; i < 5; i++) {
            Array.set(arguments, i, i == 0 ? ints : longs);
        }
        Object signature =
                descriptors.getMethod("of", layouts, arguments.getClass()).invoke(null, ints, arguments);
        Object linker = linkers.getMethod("nativeLinker").invoke(null);
        Object lookup = linkers.getMethod("defaultLookup").invoke(linker);
        Optional<?> address = (Optional<?>) Class.forName("java.lang.foreign.SymbolLookup")
                .getMethod("find", String.class)
                .invoke(lookup, "prctl");
        Object none = Array.newInstance(options, 0);
        Method downcall = linkers.getMethod(
                "downcallHandle", Class.forName("java.lang.foreign.MemorySegment"), descriptors, none.getClass());
        return (MethodHandle) downcall.invoke(linker, address.orElseThrow(), signature, none);
    }
}
