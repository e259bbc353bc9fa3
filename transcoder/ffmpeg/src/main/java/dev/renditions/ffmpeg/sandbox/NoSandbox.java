package dev.renditions.ffmpeg.sandbox;

import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.util.List;

/** No sandbox: a program can do what its user can do. */
record NoSandbox() implements Sandbox {
    @Override
    public SandboxChoice kind() {
        return SandboxChoice.NONE;
    }

    @Override
    public String describe() {
        return "only its minimal environment and the whitelists of every input restrict it";
    }

    @Override
    public boolean restrictsFiles() {
        return false;
    }

    @Override
    public String invocation() {
        return "the program itself";
    }

    @Override
    public List<String> wrap(List<String> command, FileAccess access) {
        return command;
    }
}
