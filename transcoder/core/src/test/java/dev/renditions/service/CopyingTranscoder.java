package dev.renditions.service;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder;
import dev.renditions.kind.Plan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.AudioStream;
import dev.renditions.media.Coding;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.Media;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A fake whose sources meet profiles by their headers, so that they may be copied. Records its calls. */
class CopyingTranscoder implements Transcoder {
    private final FakeTranscoder fake;
    private final Calls calls;
    private final PacketStats stats;
    private final Predicate<VideoPlan> fails;
    private final MediaException.Kind kind;

    /**
     * The calls, in order.
     *
     * @param rates the bit rates of each call for packet statistics
     * @param examined the streams of each examination
     * @param made the plans that were made
     */
    record Calls(List<Set<Integer>> rates, List<String> examined, List<Plan.Make> made) {
        Calls() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Creates a transcoder whose outputs have a few bytes.
     *
     * @param stats the packet statistics of every source
     * @param fails which copies fail
     * @param kind the kind of their failure
     */
    CopyingTranscoder(
            FakeTranscoder fake, Calls calls, PacketStats stats, Predicate<VideoPlan> fails, MediaException.Kind kind) {
        this.fake = fake;
        this.calls = calls;
        this.stats = stats;
        this.fails = fails.and(VideoPlan::copies);
        this.kind = kind;
    }

    @Override
    public MediaInfo probe(Path file) {
        MediaInfo media = fake.probe(file);
        return media.video().isEmpty() || media.still() ? media : coded(media);
    }

    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        calls.rates().add(rates);
        return stats;
    }

    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        calls.examined().add(input.media().video().isEmpty() ? "sound" : "picture and sound");
        return fake.examine(input, limit);
    }

    @Override
    public void make(Input source, List<Order> orders, Duration limit, Ending.Sink ends) {
        for (Order order : orders) {
            calls.made().add(order.plan());
            if (order.plan() instanceof VideoPlan video && fails.test(video)) {
                ends.ended(order.rendition(), new Ending.Failed(new MediaException(kind, "no")));
            } else {
                fake.make(source, List.of(order), limit, ends);
            }
        }
    }

    @Override
    public String engine() {
        return fake.engine();
    }

    private MediaInfo coded(MediaInfo media) {
        VideoStream v = media.video().get(0);
        VideoStream video = new VideoStream(
                v.index(),
                v.codec(),
                v.coded(),
                v.displayed(),
                v.orientation(),
                v.frameRate(),
                v.pixelFormat(),
                v.color(),
                v.interlaced(),
                v.attachedPicture(),
                v.main(),
                v.span(),
                new Coding("High", 31, 1000));
        List<AudioStream> audio = media.audio().stream()
                .map(a -> new AudioStream(
                        a.index(),
                        a.codec(),
                        a.channels(),
                        a.sampleRate(),
                        a.language(),
                        a.main(),
                        Media.audio(1, 2).span(),
                        new Coding("LC", 0, 128)))
                .toList();
        return new MediaInfo(media.format(), media.duration(), List.of(video), audio, media.text(), 0);
    }
}
