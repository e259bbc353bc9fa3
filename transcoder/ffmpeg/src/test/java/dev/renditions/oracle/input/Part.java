package dev.renditions.oracle.input;

/** One input of the ffmpeg that makes an input of the matrix. */
public sealed interface Part {
    /**
     * A source that ffmpeg makes up.
     *
     * @param options what stands before it on the command line, separated by spaces; empty for nothing
     * @param graph what {@code lavfi} reads
     * @param words what it is, for people
     */
    record MadeUp(String options, String graph, String words) implements Part {}

    /**
     * A text of our own.
     *
     * @param extension of its file
     * @param content all of it
     */
    record Text(String extension, String content) implements Part {}

    /**
     * A file that is made first.
     *
     * @param options what stands before it on the command line, separated by spaces; empty for nothing
     * @param recipe how it is made
     */
    record Made(String options, Recipe recipe) implements Part {}

    static Part of(VideoScene scene) {
        return of("", scene);
    }

    static Part of(AudioScene scene) {
        return of("", scene);
    }

    static Part of(String options, VideoScene scene) {
        return new MadeUp(options, scene.source(), scene.toString());
    }

    static Part of(String options, AudioScene scene) {
        return new MadeUp(options, scene.source(), scene.toString());
    }
}
