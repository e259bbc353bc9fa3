package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.SegmentPart;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.segment.TrackSegment;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.track.FrameTiming;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoStream;
import dev.renditions.profile.ProfileFile;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Renditions of one source, with video tracks that are encoded as a whole or in segments. */
final class SegmentScene {
    static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final Path source;
    private final MediaInfo media;
    private final PacketStats packets;
    private final Plan.Make plan;

    /**
     * A scene.
     *
     * @param profile one profile, in JSON
     */
    SegmentScene(Path folder, Path source, String profile) throws IOException {
        this.folder = folder;
        this.source = source;
        this.media = TRANSCODER.probe(source);
        this.packets = TRANSCODER.packets(source, media, Set.of());
        Path file = Files.createTempFile(folder, "profiles", ".json");
        Files.writeString(file, "{\"extends\": false, \"profiles\": [" + profile + "]}");
        Profile read = ProfileFile.read(file).all().get(0);
        this.plan = (Plan.Make) Planner.planEncode(media, read, packets);
    }

    List<VideoRecipe> recipes() {
        return plan.tracks().stream()
                .filter(VideoRecipe.class::isInstance)
                .map(VideoRecipe.class::cast)
                .toList();
    }

    /** What the rules say about the first track. */
    Segmentation rules() {
        return Segmentation.of(recipes().get(0), media, packets, TRANSCODER.seekable(source));
    }

    Transcoder.Input input() {
        return Transcoder.Input.strict(source, media);
    }

    /** A track in segments of some GOPs, the last one of up to twice as many. */
    Segmentation.Cut cut(VideoRecipe recipe, int gops) {
        VideoStream video = media.mainVideo().orElseThrow();
        double sourceRate = video.frameRate().orElse(0.0);
        double rate = recipe.rung().frameRate().orElse(sourceRate);
        boolean steady = recipe.timing() instanceof FrameTiming.Constant;
        long frames = steady
                ? Math.round(((FrameTiming.Constant) recipe.timing())
                                .length()
                                .orElseThrow()
                                .toNanos()
                        / 1e9
                        * rate)
                : Math.round(packets.video().orElseThrow().grids().frames() * rate / sourceRate);
        long each = (long) gops * recipe.rung().gopFrames();
        List<TrackSegment> segments = new ArrayList<>();
        long at = 0;
        for (; at + 2 * each <= frames; at += each) {
            segments.add(new TrackSegment(at, at + each, false));
        }
        segments.add(new TrackSegment(at, frames, true));
        Duration start =
                steady ? recipe.rung().phase() : video.span().orElseThrow().start();
        return new Segmentation.Cut(rate, start, segments);
    }

    /** Encodes all video tracks in segments, each segment of all tracks in one run, and joins them. */
    List<ReadyTrack> inSegments(int gops) throws IOException {
        List<VideoRecipe> recipes = recipes();
        Segmentation.Cut cut = cut(recipes.get(0), gops);
        assertThat(cut.segments()).hasSizeGreaterThan(1);
        List<List<Path>> files = new ArrayList<>();
        recipes.forEach(recipe -> files.add(new ArrayList<>()));
        for (TrackSegment segment : cut.segments()) {
            List<SegmentPart> parts = new ArrayList<>();
            for (int at = 0; at < recipes.size(); at++) {
                Path file = Files.createTempDirectory(folder, "part").resolve("segment-" + segment.firstFrame());
                parts.add(new SegmentPart(recipes.get(at), cut, segment, file));
                files.get(at).add(file);
            }
            TRANSCODER.encodeSegments(input(), parts, LIMIT, Transcoder.Progress.NONE);
        }
        List<ReadyTrack> ready = new ArrayList<>();
        for (int at = 0; at < recipes.size(); at++) {
            Path joined = Files.createTempDirectory(folder, "joined").resolve("track");
            TRANSCODER.joinSegments(recipes.get(at), cut, files.get(at), joined);
            ready.add(new ReadyTrack(recipes.get(at), joined));
        }
        return ready;
    }

    /** The published rendition, verified as before publication and by all rules of packages. */
    Path make(List<ReadyTrack> ready) throws IOException {
        RenditionKey key =
                new RenditionKey(ContentHash.of(new byte[0]), plan.profile().id());
        Path out = Files.createTempDirectory(folder, "order");
        Transcoder.Order order =
                new Transcoder.Order(new MissingRendition(key, plan), out, Transcoder.Progress.NONE, ready);
        List<OutputFile> outputs = new ArrayList<>();
        TRANSCODER.make(input(), List.of(order), LIMIT, (rendition, ending) -> publish(ending, outputs));
        new OutputVerifier(TRANSCODER).check(plan, outputs);
        if (plan instanceof StreamingPlan) {
            Conformance.assertConformant(out, Duration.ofSeconds(6));
        }
        return outputs.stream()
                .map(OutputFile::file)
                .filter(file ->
                        Objects.requireNonNull(file.getFileName()).toString().endsWith(".mp4"))
                .findFirst()
                .orElseThrow();
    }

    private static void publish(Ending ending, List<OutputFile> outputs) {
        ending.failure().ifPresent(failure -> {
            throw failure;
        });
        Ending.Encoded encoded = (Ending.Encoded) ending;
        for (OutputFile output : encoded.outputs()) {
            Path file = encoded.order().folder().resolve(output.name());
            try {
                Files.move(output.file(), file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            outputs.add(new OutputFile(file, output.name(), output.mediaType()));
        }
    }

    /** The times of all frames of a video, and which of them are key frames. */
    static List<String> times(Path file) {
        List<String> times = new ArrayList<>();
        TestMedia.look(file, "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags")
                .path("packets")
                .forEach(packet -> times.add(packet.path("pts_time").asText() + " "
                        + packet.path("flags").asText().charAt(0)));
        return times.stream().sorted().toList();
    }

    /**
     * How alike two videos are, frame by frame.
     *
     * @param measure the filter {@code ssim} or {@code psnr}
     * @param field the name of its figure in the log
     * @param before filters of the second video
     */
    static List<Double> compared(String measure, String field, Path one, Path two, Optional<String> before) {
        Path log = one.resolveSibling(measure + "-" + System.nanoTime());
        TestMedia.make(
                one.resolveSibling("none-" + System.nanoTime()),
                "-i " + one + " -i " + two + " -filter_complex [0:v]settb=1/90000[a];[1:v]"
                        + before.map(filter -> filter + ",").orElse("") + "settb=1/90000[b];[a][b]" + measure
                        + "=stats_file=" + log + ":ts_sync_mode=nearest -f framecrc");
        try {
            List<Double> figures = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                for (String word : line.split(" ")) {
                    if (word.startsWith(field + ":")) {
                        String number = word.substring(field.length() + 1);
                        figures.add(number.equals("inf") ? 100.0 : Double.parseDouble(number));
                    }
                }
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
