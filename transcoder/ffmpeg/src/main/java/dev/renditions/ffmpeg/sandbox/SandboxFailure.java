package dev.renditions.ffmpeg.sandbox;

import dev.renditions.support.SettingName;

/**
 * A sandbox that was tried and does not work. Immutable.
 *
 * @param confinement the sandbox and the limits
 * @param error the complete error message
 */
public record SandboxFailure(Confinement confinement, String error) {
    public Sandbox sandbox() {
        return confinement.sandbox();
    }

    /** Which sandbox was tried, and its error. */
    public String sentence() {
        return sandbox().kind().word() + " (" + sandbox().invocation() + "): " + error;
    }

    /** What an operator can do to make it work; the end of a sentence. */
    public String advice() {
        return switch (sandbox().kind()) {
            case BUBBLEWRAP, UNSHARE ->
                "allow it to create namespaces and mounts (for a container in its seccomp and AppArmor profiles;"
                        + " on a host with the sysctls kernel.unprivileged_userns_clone and"
                        + " kernel.apparmor_restrict_unprivileged_userns)";
            default ->
                "use a kernel and a container profile that allow Landlock and seccomp filters, a "
                        + SettingName.CACHE_DIR
                        + " from which programs may be run (not mounted noexec), and an ffmpeg that is not a script";
        };
    }
}
