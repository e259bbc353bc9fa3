package dev.renditions.oracle.input;

/** One input of the ffmpeg run that makes an input of the matrix. */
public sealed interface Part {
    /**
     * A source that ffmpeg generates.
     *
     * @param options arguments before the input, separated by spaces; empty for none
     * @param graph the input of {@code lavfi}
     * @param words readable description
     */
    record Generated(String options, String graph, String words) implements Part {}

    /**
     * A text file.
     *
     * @param extension of its file
     * @param content its whole content
     */
    record Text(String extension, String content) implements Part {}

    /**
     * A file that is made by another recipe first.
     *
     * @param options arguments before the input, separated by spaces; empty for none
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
        return new Generated(options, scene.source(), scene.toString());
    }

    static Part of(String options, AudioScene scene) {
        return new Generated(options, scene.source(), scene.toString());
    }
}
