package dev.renditions.fire;

/** On a directory. */
final class ManyProcessesIT extends ManyProcesses {
    ManyProcessesIT() {
        super(SharedStore.Kind.DIRECTORY);
    }
}
