package dev.renditions.fire;

/** With a store in a bucket. */
final class ManyProcessesOnS3IT extends ManyProcesses {
    ManyProcessesOnS3IT() {
        super(SharedStore.Kind.S3);
    }
}
