package dev.renditions.media.mp4;

import java.io.IOException;
import java.nio.file.Path;

/** The order of the parts of an MP4. Stateless and thread-safe. */
public final class Mp4Layout {
    /** Far more than the boxes before a header. */
    private static final int MOST = 100;

    private Mp4Layout() {}

    /**
     * Whether a file can be played while it loads: its header comes before its media.
     *
     * @return false also for a file that is not an MP4
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
