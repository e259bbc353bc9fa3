package dev.renditions.testing;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.index.SegmentId;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Counts encodes and writes a few bytes for each, different every time. For tests of when and where encodes happen; tests of
 * their contents use the real transcoder. The source's text selects the result: {@code broken...} fails, {@code cut...} has an
 * output that is too short, {@code sound...} has only audio, {@code noise...} is not a media file, and {@code long...} plays ten
 * minutes.
 */
public final class FakeTranscoder implements Transcoder {
    /** The time that the encode of a track takes. */
    public static final Duration TRACK_TIME = Duration.ofSeconds(1);

    private final AtomicInteger encodes = new AtomicInteger();
    private final List<TrackRecipe> encodedTracks = new CopyOnWriteArrayList<>();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger examinations = new AtomicInteger();
    private final List<Set<String>> batches = new CopyOnWriteArrayList<>();
    private final FakeSegments segments = new FakeSegments();
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
        return segments.encoded();
    }

    /** Runs an action in the middle of the encode of each segment, which fails if the action does. */
    public void whileEncodingSegment(Consumer<SegmentPart> action) {
        segments.whileEncoding(action);
    }

    /** Runs an action in the middle of each join of segments, which fails if the action does. */
    public void whileJoining(Runnable action) {
        segments.whileJoining(action);
    }

    /** Makes segments that can't be joined. */
    public void segmentsMisfit(boolean segmentsMisfit) {
        segments.misfit(segmentsMisfit);
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
        return FakeSource.of(file).media();
    }

    /** All films have a constant frame rate and key frames each second. */
    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return FakeSource.of(file).packets();
    }

    @Override
    public boolean seekable(Path file) {
        return true;
    }

    @Override
    public void encodeSegments(Input input, List<SegmentPart> parts, Duration limit, Progress progress) {
        segments.encode(parts);
    }

    @Override
    public void joinSegments(VideoRecipe recipe, Segmentation.Cut cut, List<Path> files, Path target) {
        segments.join(cut, files, target);
    }

    /**
     * Returns the condition that the source's text selects: in {@code broken...} everything is damaged, in {@code scratched...}
     * 5 of 100 frames, in {@code hissing...} 5 of 100 audio packets, and in all others nothing.
     */
    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        examinations.incrementAndGet();
        return FakeSource.of(input.file()).condition();
    }

    /** Texts that differ only after a {@code #} have the same streams, like a file and its copy with other tags. */
    @Override
    public Map<Integer, StreamHash> streamHashes(Path file, MediaInfo media, Duration limit) {
        hashLimits.add(limit);
        if (slowHashes) {
            throw new MediaException(MediaException.Kind.TIME, "it did not finish in time");
        }
        return FakeSource.of(file).streamHashes();
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
                .filter(track -> !FakeOutput.isEncode(track.file()))
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
        FakeSource source = assembled ? new FakeSource("its tracks") : FakeSource.of(input.file());
        boolean damaged = order.plan().streams().stream().anyMatch(stream -> source.damaged(stream) > 0);
        if (source.isBroken() || (damaged && !input.tolerant())) {
            throw new MediaException(MediaException.Kind.DAMAGED, "the data are damaged");
        }
        if (failing.contains(order.plan().profile().name())) {
            throw new MediaException(MediaException.Kind.UNSUPPORTED, "it is not supported");
        }
        Path output = order.folder().resolve("encoded");
        FakeOutput.write(output, "encode " + number + " of " + source.text());
        outputs.put(output, FakeOutput.asPlanned(order.plan(), source.isCut() || (assembled && shortCopies)));
        order.progress().at(EncodeProgress.at(1));
        Profile profile = order.plan().profile();
        return new OutputFile(output, profile.fileName(), profile.mediaType());
    }

    @Override
    public String engine() {
        return engine;
    }
}
