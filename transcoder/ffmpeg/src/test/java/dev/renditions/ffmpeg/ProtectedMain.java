package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory;
import dev.renditions.files.PathRules;
import java.io.IOException;

/** A process that is protected as each entry point does it, and then waits; for tests. */
public final class ProtectedMain {
    private ProtectedMain() {}

    /** Prints what Java still knows of a secret, and ends when its standard input does. */
    public static void main(String[] arguments) throws IOException {
        OwnProcessMemory.protect(PathRules.STRICT);
        System.out.println("Java has " + System.getenv("SOME_SECRET"));
        System.in.read();
    }
}
