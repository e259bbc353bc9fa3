package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.file.Path;

/** In which order the parts of an MP4 lie. Nothing is held between calls; safe for use by many threads. */
public final class Mp4Layout {
    /** Far more than lie in front of a header. */
    private static final int MOST = 100;

    private Mp4Layout() {}

    /**
     * Whether a file can be played while it loads: what says where everything lies comes before what is played.
     *
     * @return false also for a file that is no MP4
     * @throws IOException if the file can't be read
     */
    public static boolean playsWhileLoading(Path file) throws IOException {
        try (BoxFile boxes = BoxFile.open(file)) {
            long at = 0;
            for (int i = 0; i < MOST; i++) {
                Box box = boxes.boxAt(at);
                if (box.type().equals("moov") || box.type().equals("mdat")) {
                    return box.type().equals("moov");
                }
                at = box.end();
            }
            return false;
        } catch (PackagingException e) {
            return false;
        }
    }
}
