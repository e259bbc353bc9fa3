package dev.renditions.ffmpeg.sandbox;

import dev.renditions.support.SettingName;

/**
 * A confinement that was tried and does not work. Immutable.
 *
 * @param confinement the sandbox and the limits
 * @param error its complete error
 */
public record SandboxFailure(Confinement confinement, String error) {
    public Sandbox sandbox() {
        return confinement.sandbox();
    }

    /** What was tried and what came of it. */
    public String sentence() {
        return sandbox().kind().word() + " (" + sandbox().tried() + "): " + error;
    }

    /** What an operator can do about it. */
    public String advice() {
        return switch (sandbox().kind()) {
            case BUBBLEWRAP, UNSHARE ->
                "allow it to create namespaces and to mount (in a container by its seccomp and AppArmor"
                        + " profiles; on a host by the sysctls kernel.unprivileged_userns_clone and"
                        + " kernel.apparmor_restrict_unprivileged_userns)";
            default ->
                "use a kernel and a container profile that allow Landlock and seccomp filters, a folder "
                        + SettingName.CACHE_DIR + " that programs may be run from, and an ffmpeg that is not a script";
        };
    }
}
