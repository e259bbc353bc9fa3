package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory;
import dev.renditions.files.PathRules;
import java.io.IOException;

/** A program that protects its process as each entry point does, and then waits; for tests. */
public final class ProtectedMain {
    private ProtectedMain() {}

    /** Prints the value that Java has for a secret variable, and exits at the end of its standard input. */
    public static void main(String[] arguments) throws IOException {
        OwnProcessMemory.protect(PathRules.STRICT);
        System.out.println("Java has " + System.getenv("SOME_SECRET"));
        System.in.read();
    }
}
