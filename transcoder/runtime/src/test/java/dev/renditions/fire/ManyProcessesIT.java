package dev.renditions.fire;

/** With a store in a folder. */
final class ManyProcessesIT extends ManyProcesses {
    ManyProcessesIT() {
        super(SharedStore.Kind.DIRECTORY);
    }
}
