import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.StreamHash;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Probes a file and hashes its streams a number of times: {@code HashStreams FILE TIMES CACHE}. */
final class HashStreams {
    private HashStreams() {}

    public static void main(String[] args) {
        // Without a sandbox: processes in another PID namespace are not counted as our children.
        SandboxSettings sandbox = new SandboxSettings(SandboxChoice.NONE, 16L << 30);
        FfmpegTranscoder transcoder = FfmpegTranscoder.open(
                new FfmpegSettings(Optional.empty(), Path.of(args[2]), false, 2, sandbox, SourceLimits.DEFAULT));
        Path file = Path.of(args[0]);
        MediaInfo media = transcoder.probe(file);
        int streams = media.video().size() + media.audio().size();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Map<Integer, StreamHash> hashes = transcoder.streamHashes(file, media);
            if (hashes.size() != streams) {
                throw new IllegalStateException("not all streams have a hash: " + hashes);
            }
        }
    }
}
