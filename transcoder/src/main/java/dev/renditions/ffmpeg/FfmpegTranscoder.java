package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import dev.renditions.Step;
import dev.renditions.Transcoder;
import dev.renditions.media.MediaInfo;
import dev.renditions.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Probes and encodes by running ffprobe and ffmpeg, in the folder of the file that is read or written. What needs the whole
 * of a source is made in one run; pictures take a short way of their own, and come first. Safe for use by many threads at
 * once.
 */
public final class FfmpegTranscoder implements Transcoder {
    private final Engine engine;
    private final Probe probe;
    private final WholeRun whole;
    private final StillPicture picture;
    private final WaveformPicture waveform;

    private FfmpegTranscoder(Engine engine, int threads) {
        Ffmpeg ffmpeg = new Ffmpeg(engine, threads);
        this.engine = engine;
        this.probe = new Probe(engine.locator());
        this.whole = new WholeRun(ffmpeg);
        this.picture = new StillPicture(ffmpeg);
        this.waveform = new WaveformPicture(ffmpeg);
    }

    /**
     * Finds ffmpeg, unpacking the bundled one if that was not done before, and asks its version.
     *
     * @throws MediaException of kind ENGINE if there is none, or it is not to be trusted with uploads; the message says
     *     what to set
     */
    public static FfmpegTranscoder open(FfmpegSettings settings) {
        return new FfmpegTranscoder(Engine.start(settings), settings.threads());
    }

    @Override
    public String engine() {
        return engine.version().engine();
    }

    @Override
    public MediaInfo probe(Path file) {
        return probe.of(file);
    }

    @Override
    public void make(Path source, List<Order> orders, Duration limit, Results results) {
        TimeLeft time = new TimeLeft(limit);
        orders.stream()
                .filter(order -> !Tracks.suit(order.plan()))
                .forEach(order -> alone(source, order, time, results));
        List<Order> together =
                orders.stream().filter(order -> Tracks.suit(order.plan())).toList();
        if (!together.isEmpty()) {
            whole.make(source, together, time, results);
        }
    }

    private void alone(Path source, Order order, TimeLeft time, Results results) {
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
        order.progress().at(Step.at(1));
        results.made(order, outputs, time.spent().minus(begun));
    }

    private List<Output> outputs(Path source, Order order, TimeLeft time) throws IOException {
        Plan.Make plan = order.plan();
        if (plan instanceof Plan.Picture p) {
            return picture.make(source, p, order, time);
        }
        if (plan instanceof Plan.Waveform w) {
            return waveform.make(source, w, order, time);
        }
        throw new MediaException(Kind.UNSUPPORTED, "this kind of rendition can't be made: " + plan);
    }
}
