import dev.renditions.api.Ending;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.segment.Segment;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.profile.ProfileFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Encodes the video of a file as a whole, or in the segments of the rules: {@code Segments whole|segments FILM PROFILES FOLDER
 * CACHE}. Prints the first frame of each segment but the first, and how long the join took in milliseconds and its bytes.
 */
final class Segments {
    private static final Duration LIMIT = Duration.ofHours(1);

    private Segments() {}

    public static void main(String[] args) throws Exception {
        // Without a sandbox: processes in another PID namespace are not counted as our children.
        SandboxSettings sandbox = new SandboxSettings(SandboxChoice.NONE, 16L << 30);
        FfmpegTranscoder transcoder = FfmpegTranscoder.open(
                new FfmpegSettings(Optional.empty(), Path.of(args[4]), false, 2, sandbox, SourceLimits.DEFAULT));
        Path film = Path.of(args[1]);
        Path folder = Path.of(args[3]);
        MediaInfo media = transcoder.probe(film);
        PacketStats packets = transcoder.packets(film, media, Set.of());
        Plan.Make plan = (Plan.Make) Planner.planEncode(
                media, ProfileFile.read(Path.of(args[2])).all().get(0), packets);
        Transcoder.Input input = Transcoder.Input.strict(film, media);
        List<ReadyTrack> ready = new ArrayList<>();
        if (args[0].equals("segments")) {
            VideoRecipe recipe = (VideoRecipe) plan.tracks().get(0);
            Segmentation decided = Segmentation.of(recipe, media, packets, transcoder.seekable(film));
            if (!(decided instanceof Segmentation.Cut cut)) {
                throw new IllegalStateException("the rules do not cut this film: " + decided);
            }
            List<Path> files = new ArrayList<>();
            for (Segment segment : cut.segments()) {
                Path file = folder.resolve("segment-" + segment.firstFrame());
                transcoder.encodeSegments(
                        input, List.of(new SegmentPart(recipe, cut, segment, file)), LIMIT, Transcoder.Progress.NONE);
                files.add(file);
                if (segment.firstFrame() > 0) {
                    System.out.println("join " + segment.firstFrame());
                }
            }
            Path joined = folder.resolve("joined");
            long begun = System.nanoTime();
            transcoder.joinSegments(recipe, cut, files, joined);
            System.out.println("took " + (System.nanoTime() - begun) / 1_000_000 + " " + Files.size(joined));
            ready.add(new ReadyTrack(recipe, joined));
        }
        RenditionKey key =
                new RenditionKey(ContentHash.of(new byte[0]), plan.profile().id());
        Transcoder.Order order =
                new Transcoder.Order(new MissingRendition(key, plan), folder, Transcoder.Progress.NONE, ready);
        transcoder.make(input, List.of(order), LIMIT, (rendition, ending) -> {
            ending.failure().ifPresent(failure -> {
                throw failure;
            });
            System.out.println("file " + ((Ending.Encoded) ending).outputs().get(0).file());
        });
    }
}
