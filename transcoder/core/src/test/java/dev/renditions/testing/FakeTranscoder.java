package dev.renditions.testing;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Bursts;
import dev.renditions.media.Color;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.FrameGrids;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.Size;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.StreamHash;
import dev.renditions.media.VideoPackets;
import dev.renditions.media.VideoStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts encodes and writes a few bytes for each, different every time. For tests of when and where encodes happen; tests of
 * their contents use the real transcoder. The source's text selects the result: {@code broken...} fails, {@code cut...} has an
 * output that is too short, {@code sound...} has only audio, {@code noise...} is not a media file, and {@code long...} plays ten
 * minutes.
 */
public final class FakeTranscoder implements Transcoder {
    /** The empty box with which an MP4 begins that plays while it loads. */
    private static final String HEADER_IN_FRONT = "\0\0\0\bmoov";

    /** The time that the encode of a track takes. */
    public static final Duration TRACK_TIME = Duration.ofSeconds(1);

    /** How long a film plays whose text begins with {@code long}. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final double RATE = 25;

    private static final Color HD = new Color("bt709", "bt709", "bt709", "tv");

    private final AtomicInteger encodes = new AtomicInteger();
    private final List<TrackRecipe> encodedTracks = new CopyOnWriteArrayList<>();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger examinations = new AtomicInteger();
    private final List<Set<String>> batches = new CopyOnWriteArrayList<>();
    private final List<SegmentId> encodedSegments = new CopyOnWriteArrayList<>();
    private final AtomicReference<Consumer<SegmentPart>> whileSegment = new AtomicReference<>(part -> {});
    private volatile boolean misfits;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<Path, MediaInfo> outputs = new ConcurrentHashMap<>();
    private final AtomicReference<Consumer<Duration>> limits = new AtomicReference<>(limit -> {});
    private volatile String engine = "fake 1.0";
    private volatile boolean shortCopies;
    private volatile boolean slowHashes;
    private final List<Duration> hashLimits = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> whileProbing = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> whileEncoding = new AtomicReference<>(() -> {});

    /** The names of the profiles of each call. */
    public List<Set<String>> batches() {
        return List.copyOf(batches);
    }

    /** Makes all encodes for a profile fail. */
    public void fails(String profile) {
        failing.add(profile);
    }

    public int encodes() {
        return encodes.get();
    }

    /** The tracks that were encoded, in the order of their encodes. */
    public List<TrackRecipe> encodedTracks() {
        return List.copyOf(encodedTracks);
    }

    /** The segments that were encoded, in the order of their encodes, of tracks that are named by their settings. */
    public List<SegmentId> encodedSegments() {
        return List.copyOf(encodedSegments);
    }

    /** Runs an action in the middle of the encode of each segment, which fails if the action does. */
    public void whileEncodingSegment(Consumer<SegmentPart> action) {
        whileSegment.set(action);
    }

    /** Makes segments that can't be joined. */
    public void segmentsMisfit(boolean segmentsMisfit) {
        misfits = segmentsMisfit;
    }

    public int examinations() {
        return examinations.get();
    }

    public int probes() {
        return probes.get();
    }

    /** The listener receives the time limit of each encode. */
    public void onLimit(Consumer<Duration> listener) {
        limits.set(listener);
    }

    /** Runs an action in the middle of each encode. */
    public void whileEncoding(Runnable action) {
        whileEncoding.set(action);
    }

    /** Runs an action in the middle of each probe of a source. */
    public void whileProbing(Runnable action) {
        whileProbing.set(action);
    }

    /** How long each call might take to hash streams. */
    public List<Duration> hashLimits() {
        return List.copyOf(hashLimits);
    }

    /** Makes all hashes of streams take too long. */
    public void hashesSlowly() {
        slowHashes = true;
    }

    /** Makes everything that is put together from ready tracks alone too short. */
    public void copiesShort(boolean copiesAreShort) {
        shortCopies = copiesAreShort;
    }

    /** Makes this another version of the program. */
    public void upgrade(String version) {
        engine = version;
    }

    @Override
    public MediaInfo probe(Path file) {
        MediaInfo output = outputs.get(file);
        if (output != null) {
            return output;
        }
        probes.incrementAndGet();
        whileProbing.get().run();
        if (text(file).startsWith("noise")) {
            throw new MediaException(MediaException.Kind.UNSUPPORTED, "this is not a media file");
        }
        if (text(file).startsWith("sound")) {
            return Media.soundOnly(Media.audio(0, 2));
        }
        MediaInfo film = Media.of(Media.video(0, 1280, 720, RATE, 0, HD, false, true), Media.audio(1, 2));
        return text(file).startsWith("long") ? Media.lasting(LONG, film) : film;
    }

    /** All films have a constant frame rate and key frames each second. */
    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        if (!text(file).startsWith("long")) {
            return PacketStats.NONE;
        }
        long frames = (long) (LONG.toSeconds() * RATE);
        FrameGrids grids = new FrameGrids(frames, Map.of(RATE, 0L));
        Duration second = Duration.ofSeconds(1);
        return new PacketStats(
                Optional.of(new VideoPackets(
                        RATE,
                        Duration.ofMillis(40),
                        new Bursts(Map.of()),
                        grids,
                        second,
                        (int) RATE,
                        true,
                        true,
                        true)),
                Optional.empty());
    }

    @Override
    public boolean seekable(Path file) {
        return true;
    }

    @Override
    public void encodeSegments(Input input, List<SegmentPart> parts, Duration limit, Progress progress) {
        for (SegmentPart part : parts) {
            whileSegment.get().accept(part);
            write(part.file(), "segment " + part.segment().firstFrame() + "\n");
            encodedSegments.add(segment(part));
        }
    }

    private static SegmentId segment(SegmentPart part) {
        String settings = part.recipe().settings().toString();
        String digest =
                ContentHash.of(settings.getBytes(StandardCharsets.UTF_8)).hex();
        return new SegmentId(
                new TrackId(TrackKind.VIDEO, digest),
                part.segment().firstFrame(),
                part.segment().endFrame());
    }

    @Override
    public void joinSegments(VideoRecipe recipe, Segmentation.Cut cut, List<Path> segments, Path target) {
        List<String> expected = cut.segments().stream()
                .map(segment -> "segment " + segment.firstFrame() + "\n")
                .toList();
        List<String> texts = segments.stream().map(FakeTranscoder::text).toList();
        if (misfits || !texts.equals(expected)) {
            throw new MediaException(MediaException.Kind.UNPROVED, "the segments don't fit together");
        }
        write(target, HEADER_IN_FRONT + String.join("", texts));
    }

    /**
     * Returns the condition that the source's text selects: in {@code broken...} everything is damaged, in {@code scratched...}
     * 5 of 100 frames, in {@code hissing...} 5 of 100 audio packets, and in all others nothing.
     */
    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        examinations.incrementAndGet();
        String text = text(input.file());
        List<StreamCondition> streams = Stream.of(0, 1)
                .map(stream ->
                        new StreamCondition(stream, stream == 0, 100, damaged(text, stream), 0, Duration.ofSeconds(10)))
                .toList();
        return new DecodeCondition(streams, false);
    }

    /** Texts that differ only after a {@code #} have the same streams, like a file and its copy with other tags. */
    @Override
    public Map<Integer, StreamHash> streamHashes(Path file, MediaInfo media, Duration limit) {
        hashLimits.add(limit);
        if (slowHashes) {
            throw new MediaException(MediaException.Kind.TIME, "it did not finish in time");
        }
        String streams = text(file).split("#", 2)[0];
        return Map.of(0, hash(streams + 0), 1, hash(streams + 1));
    }

    private static StreamHash hash(String text) {
        return new StreamHash(
                ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static int damaged(String text, int stream) {
        if (text.startsWith("broken")) {
            return 100;
        }
        return text.startsWith(stream == 0 ? "scratched" : "hissing") ? 5 : 0;
    }

    @Override
    public void make(Input input, List<Order> orders, Duration limit, Ending.Sink ends) {
        batches.add(orders.stream().map(order -> order.plan().profile().name()).collect(Collectors.toSet()));
        Set<TrackRecipe> encoded = new HashSet<>();
        for (Order order : orders) {
            ends.ended(order.rendition(), ending(input, order, limit, encoded));
        }
    }

    private Ending ending(Input input, Order order, Duration limit, Set<TrackRecipe> encoded) {
        try {
            List<ReadyTrack> unreadable = unreadable(order);
            if (!unreadable.isEmpty()) {
                MediaException reason = new MediaException(MediaException.Kind.UNPROVED, "a track can't be copied");
                return new Ending.Failed(reason, unreadable);
            }
            OutputFile output = encode(input, order, limit);
            List<AssembledTrack> tracks = order.plan().tracks().stream()
                    .map(recipe -> track(order, recipe, output.name(), encoded))
                    .toList();
            return new Ending.Encoded(order, List.of(output), Duration.ofSeconds(1), tracks);
        } catch (MediaException e) {
            return new Ending.Failed(e);
        }
    }

    /** The ready tracks of an order that can't be copied: their files begin as no encode does. */
    private static List<ReadyTrack> unreadable(Order order) {
        return order.ready().stream()
                .filter(track -> order.plan().tracks().stream()
                        .anyMatch(recipe -> recipe.sources().contains(track.recipe())))
                .filter(track -> !text(track.file()).startsWith(HEADER_IN_FRONT))
                .toList();
    }

    private static boolean isReady(Order order, TrackRecipe recipe) {
        return order.ready().stream()
                .anyMatch(track -> recipe.sources().contains(track.recipe()) && Files.exists(track.file()));
    }

    /** Encodes a track, unless it is ready or was encoded for another order. */
    private AssembledTrack track(Order order, TrackRecipe recipe, String file, Set<TrackRecipe> encoded) {
        boolean ready = isReady(order, recipe);
        boolean here = !ready && encoded.add(recipe);
        if (here) {
            encodedTracks.add(recipe);
        }
        return new AssembledTrack(recipe, file, ready ? Duration.ZERO : TRACK_TIME, here);
    }

    private OutputFile encode(Input input, Order order, Duration limit) {
        int number = encodes.incrementAndGet();
        limits.get().accept(limit);
        order.progress().at(EncodeProgress.at(0.5));
        whileEncoding.get().run();
        List<TrackRecipe> tracks = order.plan().tracks();
        boolean assembled = !tracks.isEmpty() && tracks.stream().allMatch(recipe -> isReady(order, recipe));
        String text = assembled ? "its tracks" : text(input.file());
        boolean damaged = order.plan().streams().stream().anyMatch(stream -> damaged(text, stream) > 0);
        if (text.startsWith("broken") || (damaged && !input.tolerant())) {
            throw new MediaException(MediaException.Kind.DAMAGED, "the data are damaged");
        }
        if (failing.contains(order.plan().profile().name())) {
            throw new MediaException(MediaException.Kind.UNSUPPORTED, "it is not supported");
        }
        Path output = order.folder().resolve("encoded");
        write(output, HEADER_IN_FRONT + "encode " + number + " of " + text);
        outputs.put(output, asPlanned(order.plan(), text.startsWith("cut") || (assembled && shortCopies)));
        order.progress().at(EncodeProgress.at(1));
        Profile profile = order.plan().profile();
        return new OutputFile(output, profile.fileName(), profile.mediaType());
    }

    @Override
    public String engine() {
        return engine;
    }

    private static MediaInfo asPlanned(Plan.Make plan, boolean cut) {
        Optional<Duration> duration = plan.duration().map(d -> cut ? d.dividedBy(2) : d);
        if (plan instanceof VideoPlan video) {
            List<AudioStream> audio = video.sound()
                    .map(sound -> new AudioStream(1, "aac", sound.channels(), 48000, "", true, Optional.empty()))
                    .map(List::of)
                    .orElse(List.of());
            return new MediaInfo(
                    "mov",
                    duration,
                    List.of(picture("h264", video.rung().size(), video.rung().color())),
                    audio,
                    List.of(),
                    0);
        }
        if (plan instanceof AudioPlan a) {
            AudioStream audio = new AudioStream(
                    0,
                    a.sound().settings().codec().toString(),
                    a.sound().channels(),
                    48000,
                    "",
                    true,
                    Optional.empty());
            return new MediaInfo("mp3", duration, List.of(), List.of(audio), List.of(), 0);
        }
        if (plan instanceof WaveformPlan w) {
            Size size = new Size(
                    w.profile().waveform().width(), w.profile().waveform().height());
            return new MediaInfo(
                    "png_pipe",
                    Optional.empty(),
                    List.of(picture("png", size, Color.UNKNOWN)),
                    List.of(),
                    List.of(),
                    0);
        }
        Size size = ((ImagePlan) plan).size();
        return new MediaInfo(
                "jpeg_pipe", Optional.empty(), List.of(picture("mjpeg", size, Color.UNKNOWN)), List.of(), List.of(), 0);
    }

    private static VideoStream picture(String codec, Size size, Color color) {
        return new VideoStream(
                0,
                codec,
                size,
                size,
                Orientation.UPRIGHT,
                Optional.of(25.0),
                codec.equals("h264") ? "yuv420p" : "yuvj420p",
                color,
                false,
                false,
                true,
                Optional.empty());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
