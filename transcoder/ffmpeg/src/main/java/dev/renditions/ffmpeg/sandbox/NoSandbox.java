package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.util.List;

/** No sandbox: what a program can do is what its user can. */
record NoSandbox() implements Sandbox {
    @Override
    public SandboxChoice kind() {
        return SandboxChoice.NONE;
    }

    @Override
    public String describe() {
        return "a bare environment and the pins on every input are all that confines it";
    }

    @Override
    public boolean closesFiles() {
        return false;
    }

    @Override
    public String tried() {
        return "the program itself";
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        return command;
    }
}
