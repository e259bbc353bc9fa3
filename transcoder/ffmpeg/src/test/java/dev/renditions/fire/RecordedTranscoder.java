package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.Profile;
import dev.renditions.kind.segment.Segmentation;
import dev.renditions.kind.track.VideoRecipe;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.media.StreamHash;
import dev.renditions.testing.FakeTranscoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reports each plan for a source, each encode and each encoded track to the scene; an encode waits until the scene lets it
 * continue. Every output of the fake encoder is unique, so that a second publication of one rendition is noticed.
 */
final class RecordedTranscoder implements Transcoder {
    private final Transcoder encoder;
    private final boolean fake;
    private final Scene scene;
    private final AtomicReference<ContentHash> requested = new AtomicReference<>();

    private RecordedTranscoder(Transcoder encoder, boolean fake, Scene scene) {
        this.encoder = encoder;
        this.fake = fake;
        this.scene = scene;
    }

    static RecordedTranscoder fake(Scene scene) {
        return new RecordedTranscoder(new FakeTranscoder(), true, scene);
    }

    static RecordedTranscoder ffmpeg(Path cache, Scene scene) {
        FfmpegSettings settings = new FfmpegSettings(Optional.empty(), cache, false, 1);
        return new RecordedTranscoder(FfmpegTranscoder.open(settings), false, scene);
    }

    /** The source of all requests until the next call. */
    void requested(ContentHash source) {
        requested.set(source);
    }

    /** Asked once for each rendition that a request has missed and planned. */
    @Override
    public Optional<String> unsupportedReason(Profile profile) {
        scene.miss(requested.get());
        return encoder.unsupportedReason(profile);
    }

    @Override
    public MediaInfo probe(Path file) {
        return encoder.probe(file);
    }

    @Override
    public PacketStats packets(Path file, MediaInfo media, Set<Integer> rates) {
        return encoder.packets(file, media, rates);
    }

    @Override
    public Map<Integer, StreamHash> streamHashes(Path file, MediaInfo media, Duration limit) {
        return encoder.streamHashes(file, media, limit);
    }

    @Override
    public DecodeCondition examine(Input input, Duration limit) {
        return encoder.examine(input, limit);
    }

    @Override
    public boolean seekable(Path file) {
        return encoder.seekable(file);
    }

    @Override
    public void encodeSegments(Input input, List<SegmentPart> parts, Duration limit, Progress progress) {
        scene.awaitSegmentGate(limit);
        encoder.encodeSegments(input, parts, limit, progress);
        parts.forEach(part -> scene.encoded(part.recipe(), part.segment()));
    }

    @Override
    public void joinSegments(VideoRecipe recipe, Segmentation.Cut cut, List<Path> segments, Path target) {
        encoder.joinSegments(recipe, cut, segments, target);
    }

    @Override
    public void make(Input source, List<Order> orders, Duration limit, Ending.Sink ends) {
        ContentHash content = Scene.content(source.file());
        scene.begin(content);
        scene.awaitGate(content, limit);
        encoder.make(source, orders, limit, recording(ends));
    }

    private Ending.Sink recording(Ending.Sink ends) {
        return (rendition, ending) -> {
            if (ending instanceof Ending.Encoded encoded) {
                encoded.tracks().stream()
                        .filter(AssembledTrack::encoded)
                        .forEach(track -> scene.encoded(track.recipe()));
                if (fake) {
                    encoded.outputs().forEach(output -> sign(output.file()));
                }
            }
            ends.ended(rendition, ending);
        };
    }

    private static void sign(Path output) {
        try {
            Files.write(output, UUID.randomUUID().toString().getBytes(UTF_8), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String engine() {
        return encoder.engine();
    }

    @Override
    public String analyzer() {
        return encoder.analyzer();
    }
}
