package dev.renditions.ffmpeg;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.damage.DamageScan;
import dev.renditions.ffmpeg.encoder.RequiredCapabilities;
import dev.renditions.ffmpeg.encoder.WholeRun;
import dev.renditions.ffmpeg.engine.Engine;
import dev.renditions.ffmpeg.engine.EngineFacts;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.image.Preview;
import dev.renditions.ffmpeg.image.StillImage;
import dev.renditions.ffmpeg.image.Storyboard;
import dev.renditions.ffmpeg.probe.Ffprobe;
import dev.renditions.ffmpeg.probe.Probe;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.text.Captions;
import dev.renditions.ffmpeg.text.TextFiles;
import dev.renditions.ffmpeg.waveform.WaveformImage;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.captions.CaptionsPlan;
import dev.renditions.kind.image.ImagePlan;
import dev.renditions.kind.preview.PreviewPlan;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.waveform.WaveformPlan;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
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
 * Probes and encodes by running ffprobe and ffmpeg, in the folder of the file that is read or written. Orders take their
 * {@link EncodeOrder}, the cheapest first: images and videos whose picture is copied in runs of their own, audio in one run, and all
 * videos that are encoded in another. Safe for use by many threads at once.
 */
public final class FfmpegTranscoder implements Transcoder {
    private final Engine engine;
    private final long mostBytes;
    private final Probe probe;
    private final DamageScan examination;
    private final WholeRun whole;
    private final StillImage picture;
    private final Storyboard storyboard;
    private final Preview preview;
    private final Captions captions;
    private final WaveformImage waveform;

    private FfmpegTranscoder(Engine engine, SourceLimits sources, int threads) {
        Ffmpeg ffmpeg = new Ffmpeg(engine, sources, threads);
        this.mostBytes = sources.outputBytes();
        this.engine = engine;
        this.probe = new Probe(new Ffprobe(engine.locator(), sources));
        this.examination = new DamageScan(ffmpeg);
        this.whole = new WholeRun(ffmpeg);
        this.picture = new StillImage(ffmpeg);
        this.storyboard = new Storyboard(ffmpeg);
        this.preview = new Preview(ffmpeg);
        this.captions = new Captions(new TextFiles(ffmpeg));
        this.waveform = new WaveformImage(ffmpeg);
    }

    /**
     * Finds ffmpeg, unpacking the bundled one if that was not done before, and asks its version.
     *
     * @throws MediaException of kind ENGINE if there is none, or it is not to be trusted with uploads; the message says
     *     what to set
     */
    public static FfmpegTranscoder open(FfmpegSettings settings) {
        return new FfmpegTranscoder(Engine.start(settings), settings.limits(), settings.threads());
    }

    @Override
    public String engine() {
        return engine.version().engine();
    }

    /** What runs, and how it is confined. */
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
    public DecodeCondition examine(Input input, Duration limit) {
        return examination.of(input, limit);
    }

    @Override
    public Optional<String> unable(Profile profile) {
        return engine.abilities().lack(RequiredCapabilities.of(profile), profile.name());
    }

    @Override
    public void make(Input source, List<Order> all, Duration limit, Results told) {
        Results results = new CappedResults(told, mostBytes);
        TimeLeft time = new TimeLeft(limit);
        List<Order> orders = able(all, results);
        Map<EncodeOrder, List<Order>> turns = new EnumMap<>(EncodeOrder.class);
        orders.forEach(order -> turns.computeIfAbsent(EncodeOrder.of(order.plan()), turn -> new ArrayList<>())
                .add(order));
        turns.forEach((turn, some) -> {
            if (turn.together()) {
                whole.make(source, some, time, results);
            } else if (turn == EncodeOrder.COPIED_PICTURE) {
                some.forEach(order -> whole.make(source, List.of(order), time, results));
            } else {
                some.forEach(order -> alone(source, order, time, results));
            }
        });
    }

    /** Those that this ffmpeg can make; of the others it is said before anything runs. */
    private List<Order> able(List<Order> all, Results results) {
        List<Order> able = new ArrayList<>();
        for (Order order : all) {
            Profile profile = order.plan().profile();
            Optional<String> lack = unable(profile)
                    .or(() -> engine.abilities()
                            .lack(RequiredCapabilities.of(order.plan()), profile.name() + " of this source"));
            lack.ifPresentOrElse(
                    reason -> results.failed(order, new MediaException(Kind.ENGINE, reason)), () -> able.add(order));
        }
        return able;
    }

    private void alone(Input source, Order order, TimeLeft time, Results results) {
        Duration begun = time.spent();
        List<Output> outputs;
        try {
            outputs = outputs(source, order, time);
        } catch (MediaException e) {
            results.failed(order, e);
            return;
        } catch (IOException e) {
            results.failed(order, new MediaException(Kind.ENGINE, "files can't be read or written: " + e, e));
            return;
        }
        order.progress().at(EncodeProgress.at(1));
        results.made(order, outputs, time.spent().minus(begun));
    }

    private List<Output> outputs(Input source, Order order, TimeLeft time) throws IOException {
        Plan.Make plan = order.plan();
        if (plan instanceof ImagePlan p) {
            return picture.make(source, p, order, time);
        }
        if (plan instanceof StoryboardPlan p) {
            return storyboard.make(source, p, order, time);
        }
        if (plan instanceof PreviewPlan p) {
            return preview.make(source, p, order, time);
        }
        if (plan instanceof CaptionsPlan p) {
            return captions.make(source, p, order, time);
        }
        if (plan instanceof WaveformPlan w) {
            return waveform.make(source, w, order, time);
        }
        throw new MediaException(Kind.UNSUPPORTED, "this kind of rendition can't be made: " + plan);
    }
}
