package dev.renditions.ffmpeg.sandbox.self;

import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Linux's {@code prctl}, which Java has no method for. A library of one function ({@link PrctlLibrary}) is written to a private
 * folder, loaded and deleted again. That takes a few milliseconds; the Foreign Function API and JNA take more than a hundred.
 * If no library can be loaded from the temporary folder (mounted {@code noexec}, as Docker does, or writable by other users,
 * who could replace the library), the Foreign Function API is used, from Java 22 on.
 */
final class Prctl {
    private static final String LIBRARY = "librenditions-prctl.so";

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    private Prctl() {}

    /**
     * Prevents other programs of the same user from reading this process's memory.
     *
     * @param folder the folder that the library is written to for a moment
     * @param paths whether it may be loaded from there
     * @return why it failed; empty if it succeeded
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

    /** Returns zero or {@code -errno}. */
    private static native int call(int option, long argument);

    private static void load(Platform platform, Path folder, PathRules paths) throws IOException {
        paths.require(folder);
        Path own = Files.createTempDirectory(folder, "renditions-", PrivateFolder.forOwnersFolder());
        Path library = own.resolve(LIBRARY);
        try {
            Files.write(library, new PrctlLibrary(platform).bytes());
            System.load(library.toString());
        } finally {
            Files.deleteIfExists(library);
            Files.delete(own);
        }
    }

    /** Uses reflection, since this is compiled for Java 17. */
    static Optional<String> byForeignFunction() {
        try {
            MethodHandle prctl = foreignPrctl();
            int set = (int) prctl.invoke(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
            return outcome(set == 0 && (int) prctl.invoke(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L) == 0);
        } catch (ClassNotFoundException e) {
            return Optional.of("this Java has no Foreign Function API (the first with it is 22)");
        } catch (Throwable e) { // A method handle is declared to throw Throwable.
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
