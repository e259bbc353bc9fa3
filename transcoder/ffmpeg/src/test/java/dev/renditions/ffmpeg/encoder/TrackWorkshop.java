package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Ending;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.KindEncoders;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.kind.ReadyTrack;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.profile.ProfileFile;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes renditions from sources and from ready tracks, with a real ffmpeg whose commands are recorded. */
final class TrackWorkshop {
    static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    private final Path folder;
    private final CountedFfmpeg counted;
    private final Map<String, Profile> profiles;

    /**
     * A workshop in an empty folder.
     *
     * @param profiles a file of profiles
     */
    TrackWorkshop(Path folder, String profiles) throws IOException {
        this.folder = folder;
        this.counted = CountedFfmpeg.in(folder);
        Path file = Files.writeString(folder.resolve("profiles.json"), profiles);
        this.profiles = ProfileFile.read(file).all().stream()
                .collect(Collectors.toMap(Profile::name, profile -> profile, (a, b) -> b));
    }

    CountedFfmpeg counted() {
        return counted;
    }

    /** The encoders of all runs after the first ones. */
    List<String> encoders(int first) throws IOException {
        List<String> all = counted.encoders();
        return all.subList(first, all.size());
    }

    RenditionAssembler assembler() {
        return new RenditionAssembler(counted.ffmpeg(), new KindEncoders(counted.ffmpeg()));
    }

    static Transcoder.Input input(Path source) {
        return Transcoder.Input.strict(source, TRANSCODER.probe(source));
    }

    /** The plan of a profile, which encodes all that the rendition has. */
    Plan.Make plan(Path source, String name) {
        MediaInfo media = TRANSCODER.probe(source);
        PacketStats stats = TRANSCODER.packets(source, media, Set.of());
        return (Plan.Make) Planner.planEncode(
                media, Optional.ofNullable(profiles.get(name)).orElseThrow(), stats);
    }

    /** Orders of profiles, whose names are separated by spaces. */
    List<Transcoder.Order> orders(Path source, String names, List<ReadyTrack> ready) throws IOException {
        List<Transcoder.Order> orders = new ArrayList<>();
        for (String name : names.split(" ")) {
            orders.add(order(plan(source, name), ready));
        }
        return orders;
    }

    Transcoder.Order order(Plan.Make plan, List<ReadyTrack> ready) throws IOException {
        RenditionKey key =
                new RenditionKey(ContentHash.of(new byte[0]), plan.profile().id());
        return new Transcoder.Order(
                new MissingRendition(key, plan),
                Files.createTempDirectory(folder, "order"),
                Transcoder.Progress.NONE,
                ready);
    }

    /** Makes verified renditions, by the names of their profiles, whose files have the names that they are published under. */
    Map<String, Ending.Encoded> make(Path source, String names, List<ReadyTrack> ready) throws IOException {
        return make(source, orders(source, names, ready));
    }

    /** Makes the rendition of a plan. */
    Ending.Encoded make(Path source, Plan.Make plan) throws IOException {
        return make(source, List.of(order(plan, List.of()))).values().iterator().next();
    }

    private Map<String, Ending.Encoded> make(Path source, List<Transcoder.Order> orders) {
        Map<String, Ending.Encoded> ended = new LinkedHashMap<>();
        assembler()
                .make(
                        input(source),
                        orders,
                        new TrackSet(orders),
                        new TimeLeft(LIMIT),
                        (rendition, ending) ->
                                ended.put(rendition.plan().profile().name(), published(ending)));
        assertThat(ended).hasSameSizeAs(orders);
        ended.values().forEach(TrackWorkshop::verify);
        return ended;
    }

    /** Gives the files of a rendition their names. */
    static Ending.Encoded published(Ending ending) {
        ending.failure().ifPresent(failure -> {
            throw failure;
        });
        Ending.Encoded encoded = (Ending.Encoded) ending;
        encoded.outputs().forEach(output -> {
            try {
                Files.move(output.file(), encoded.order().folder().resolve(output.name()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return encoded;
    }

    /** Fails if a published rendition is not as planned. */
    static void verify(Ending.Encoded encoded) {
        Path made = encoded.order().folder();
        List<OutputFile> outputs = encoded.outputs().stream()
                .map(output -> new OutputFile(made.resolve(output.name()), output.name(), output.mediaType()))
                .toList();
        new OutputVerifier(TRANSCODER).check(encoded.order().plan(), outputs);
        if (encoded.order().plan() instanceof StreamingPlan) {
            Conformance.assertConformant(made, SEGMENT);
        }
    }

    /** The first file of a rendition. */
    static Path output(Ending.Encoded encoded) {
        return encoded.order().folder().resolve(encoded.outputs().get(0).name());
    }

    /** The file of a track. */
    static Path file(Ending.Encoded encoded, AssembledTrack track) {
        return encoded.order().folder().resolve(track.file());
    }

    static List<AssembledTrack> tracks(Map<String, Ending.Encoded> made) {
        return made.values().stream()
                .flatMap(encoded -> encoded.tracks().stream())
                .toList();
    }

    /** The tracks of renditions, in the files that the store would have. */
    static List<ReadyTrack> ready(Map<String, Ending.Encoded> made) {
        return made.values().stream()
                .flatMap(encoded ->
                        encoded.tracks().stream().map(track -> new ReadyTrack(track.recipe(), file(encoded, track))))
                .toList();
    }

    /**
     * The hashes of all frames or samples of a file, with their times and the unit of these.
     *
     * @param kind {@code v} or {@code a}
     */
    static List<String> frames(Path file, String kind) {
        Path hashes = file.resolveSibling("hashes-" + kind + "-" + file.getFileName());
        TestMedia.make(
                hashes, "-i " + file + " -map 0:" + kind + " -fps_mode passthrough -enc_time_base demux -f framemd5");
        try {
            return Files.readAllLines(hashes).stream()
                    .filter(line -> !line.startsWith("#software"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
