package dev.renditions.ffmpeg.hash;

import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.StreamHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Makes sources, small changes of them, and their hashes. */
abstract class HashScene {
    static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    /** H.264 with frames that are shown in another order than they are stored, and AAC with priming. */
    static final String FILM = "-f lavfi -i testsrc2=s=320x180:r=25:d=2 -f lavfi -i sine=f=440:r=44100:d=2 -c:v libx264"
            + " -preset medium -g 25 -c:a aac -ac 2 -bitexact ";

    static final int VIDEO = 0;
    static final int AUDIO = 1;

    @TempDir
    Path folder;

    private int made;

    static Map<Integer, StreamHash> hashes(Path file) {
        return TRANSCODER.streamHashes(file, TRANSCODER.probe(file), Duration.ofMinutes(1));
    }

    /** Makes a file; its name ends with the name of its format. */
    Path make(String arguments, String extension) {
        made++;
        return TestMedia.make(folder.resolve("file-" + made + "." + extension), arguments);
    }

    Path film() {
        return make(FILM, "mp4");
    }

    /** Copies streams of a file into a new file. The word SOURCE stands for the file. */
    Path copy(Path source, String arguments, String extension) {
        return make(arguments.replace("SOURCE", "file:" + source) + " -c copy", extension);
    }
}
