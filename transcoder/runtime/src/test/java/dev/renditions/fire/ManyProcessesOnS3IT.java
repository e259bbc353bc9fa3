package dev.renditions.fire;

/** On a bucket. */
final class ManyProcessesOnS3IT extends ManyProcesses {
    ManyProcessesOnS3IT() {
        super(SharedStore.Kind.S3);
    }
}
