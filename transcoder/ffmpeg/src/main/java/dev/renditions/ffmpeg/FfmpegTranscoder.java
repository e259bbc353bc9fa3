package dev.renditions.ffmpeg;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.FileHead;
import dev.renditions.ffmpeg.command.RenditionCap;
import dev.renditions.ffmpeg.damage.DamageScan;
import dev.renditions.ffmpeg.encoder.RenditionAssembler;
import dev.renditions.ffmpeg.encoder.SegmentEncoder;
import dev.renditions.ffmpeg.encoder.TrackSet;
import dev.renditions.ffmpeg.engine.Engine;
import dev.renditions.ffmpeg.engine.EngineFacts;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.hash.StreamHasher;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.order.OwnRun;
import dev.renditions.ffmpeg.probe.Ffprobe;
import dev.renditions.ffmpeg.probe.Probe;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Profile;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Probes and encodes by running ffprobe and ffmpeg, in the folder of the file that is read or written. Orders are made in
 * {@link EncodeOrder}, the cheapest first. The tracks of all audio renditions are encoded in one run of ffmpeg, those of all videos
 * in another, and a track that several renditions need once; each other rendition has separate runs. Thread-safe.
 */
public final class FfmpegTranscoder implements Transcoder {
    private final Engine engine;
    private final RenditionCap cap;
    private final Probe probe;
    private final StreamHasher hasher;
    private final DamageScan damageScan;
    private final KindEncoders kinds;
    private final RenditionAssembler assembler;
    private final SegmentEncoder segments;

    private FfmpegTranscoder(Engine engine, SourceLimits sources, int threads) {
        Ffmpeg ffmpeg = new Ffmpeg(engine, sources, threads);
        this.cap = new RenditionCap(sources.outputBytes());
        this.engine = engine;
        Ffprobe ffprobe = new Ffprobe(engine.locator(), sources);
        this.probe = new Probe(ffprobe);
        this.hasher = new StreamHasher(ffprobe);
        this.damageScan = new DamageScan(ffmpeg);
        this.kinds = new KindEncoders(ffmpeg);
        this.assembler = new RenditionAssembler(ffmpeg, kinds);
        this.segments = new SegmentEncoder(ffmpeg);
    }

    /**
     * Finds ffmpeg, unpacks the bundled one if that is needed, and reads its version.
     *
     * @throws MediaException of kind ENGINE if ffmpeg is not found, or is too old to process uploads safely; the message
     *     names the setting to change
     */
    public static FfmpegTranscoder open(FfmpegSettings settings) {
        return new FfmpegTranscoder(Engine.start(settings), settings.limits(), settings.threads());
    }

    @Override
    public String engine() {
        return engine.version().engine();
    }

    @Override
    public String analyzer() {
        return engine.build();
    }

    /** The ffmpeg that runs, and its sandbox. */
    public EngineFacts facts() {
        return engine.facts();
    }

    @Override
    public MediaInfo probe(Path file) {
        return probe.of(file);
    }

    @Override
    public MediaInfo measure(Path file) {
        return probe.byPackets(file);
    }

    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return probe.packets(file, media, rates);
    }

    @Override
    public Map<Integer, StreamHash> streamHashes(Path file, MediaInfo media, Duration limit) {
        return hasher.of(file, media, limit);
    }

    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        return damageScan.of(input, limit);
    }

    @Override
    public Optional<String> unsupportedReason(Profile profile) {
        return engine.capabilities().missing(KindEncoders.needs(profile), profile.name());
    }

    @Override
    public void make(Input source, List<Order> orders, Duration limit, Ending.Sink ends) {
        TimeLeft time = new TimeLeft(limit);
        Map<EncodeOrder, List<Order>> turns = new EnumMap<>(EncodeOrder.class);
        List<Order> supported = supported(orders, ends);
        TrackSet tracks = new TrackSet(supported);
        supported.forEach(
                order -> turns.computeIfAbsent(kinds.encoder(order.plan()).turn(), turn -> new ArrayList<>())
                        .add(order));
        turns.forEach((turn, ordersOfTurn) -> {
            if (turn.sharesRun()) {
                assembler.make(source, ordersOfTurn, tracks, time, ends);
            } else {
                ordersOfTurn.forEach(order -> makeAlone(source, order, tracks, time, ends));
            }
        });
    }

    @Override
    public boolean seekable(Path file) {
        return FileHead.of(file).seekable();
    }

    @Override
    public void encodeSegments(Input input, List<SegmentPart> parts, Duration limit, Progress progress) {
        segments.encode(input, parts, limit, progress);
    }

    @Override
    public void joinSegments(VideoRecipe recipe, Segmentation.Cut cut, List<Path> files, Path target) {
        SegmentEncoder.join(cut, files, target);
    }

    /** The orders that this ffmpeg can make. The others are reported as failed before anything runs. */
    private List<Order> supported(List<Order> orders, Ending.Sink ends) {
        List<Order> supported = new ArrayList<>();
        for (Order order : orders) {
            Profile profile = order.plan().profile();
            Optional<String> lack = unsupportedReason(profile)
                    .or(() -> engine.capabilities()
                            .missing(kinds.encoder(order.plan()).needs(), profile.name() + " of this source"));
            lack.ifPresentOrElse(
                    reason -> ends.ended(order.rendition(), new Ending.Failed(new MediaException(Kind.ENGINE, reason))),
                    () -> supported.add(order));
        }
        return supported;
    }

    private void makeAlone(Input source, Order order, TrackSet tracks, TimeLeft time, Ending.Sink ends) {
        if (kinds.encoder(order.plan()) instanceof OwnRun own) {
            ends.ended(order.rendition(), makeAlone(source, own, order, time));
        } else {
            assembler.make(source, List.of(order), tracks, time, ends);
        }
    }

    private Ending makeAlone(Input source, OwnRun own, Order order, TimeLeft time) {
        Duration begun = time.spent();
        List<OutputFile> outputs;
        try {
            outputs = own.encode(source, order, time);
        } catch (MediaException e) {
            return new Ending.Failed(e);
        } catch (IOException e) {
            return new Ending.Failed(
                    new MediaException(Kind.ENGINE, "the working files can't be read or written: " + e, e));
        }
        order.progress().at(EncodeProgress.at(1));
        return cap.ending(order, outputs, time.spent().minus(begun));
    }
}
