package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.ffmpeg.engine.FakeProgram;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxSettings;
import dev.renditions.files.Deletion;
import dev.renditions.index.ContentHash;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import dev.renditions.service.RenditionService;
import dev.renditions.testing.CountingSource;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runs of ffprobe and ffmpeg that read a source, counted by programs that log each start. */
@Timeout(180)
class AnalyzedOnceIT {
    /** Two codecs at the same loudness, and one that mixes down. */
    private static final String LOUD = """
            {"profiles":[
            {"name":"loud-aac","kind":"audio","audio":{"codec":"aac"},"loudness":{"integratedLufs":-20}},
            {"name":"loud-opus","kind":"audio","audio":{"codec":"opus"},"loudness":{"integratedLufs":-16}},
            {"name":"loud-mono","kind":"audio","audio":{"codec":"opus","channels":1},"loudness":{}}]}""";

    /** Logs what is started by links, because ffprobe may not write to files. */
    private static final String START = """
            run=%s
            case "$*" in *file:*/source*) run="$run source";; esac
            case "$*" in *ebur128*) run="$run loudness";; esac
            case "$*" in *"-f null -") run="$run nothing-kept";; esac
            ln -s "$run" "%s/$(date +%%s%%N)-$$"
            exec %s "$@\"""";

    @TempDir
    private static Path sources;

    private static Path film;

    @TempDir
    private Path folder;

    private Path log;
    private FfmpegSettings settings;

    @BeforeAll
    static void makeFilm() {
        film = TestMedia.make(
                sources.resolve("film"),
                "-f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=frequency=440:sample_rate=48000 -t 4"
                        + " -af volume=0.5 -ac 2 -pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 50 -c:a aac -f mp4");
    }

    @BeforeEach
    void logStarts() throws IOException {
        log = Files.createDirectory(folder.resolve("starts"));
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : List.of("ffmpeg", "ffprobe")) {
            FakeProgram.write(programs.resolve(name), START.formatted(name, log, TestMedia.program(name)));
        }
        settings = new FfmpegSettings(
                Optional.of(programs),
                TestMedia.SETTINGS.cache(),
                false,
                2,
                new SandboxSettings(SandboxChoice.NONE, SandboxSettings.DEFAULT.memoryBytes()),
                SourceLimits.DEFAULT);
    }

    /** A service of a new process. */
    private List<RenditionResult> render(MemoryIndex index, String... profiles) throws IOException {
        return render(index, new FileSource(film), profiles);
    }

    private List<RenditionResult> render(MemoryIndex index, Source source, String... profiles) throws IOException {
        try (RenditionService service = service(index)) {
            List<RenditionResult> results = service.render(source, profiles(profiles), RenditionListener.NONE);
            assertThat(results)
                    .allSatisfy(result ->
                            assertThat(result.outcome()).as(result.reason()).isIn(Outcome.ENCODED, Outcome.REMUXED));
            return results;
        }
    }

    private RenditionService service(MemoryIndex index) {
        return new RenditionService(
                index,
                new DirectoryStore(folder.resolve("store")),
                FfmpegTranscoder.open(settings),
                new Workspace(folder.resolve("work"), Clock.systemUTC()),
                RequestLimits.of(Duration.ofMinutes(2), Duration.ZERO),
                Timing.system());
    }

    private List<Profile> profiles(String... names) throws IOException {
        ProfileCatalog loud = ProfileFile.read(Files.writeString(folder.resolve("profiles.json"), LOUD));
        return Stream.of(names)
                .map(name -> ProfileCatalog.builtIn()
                        .find(name)
                        .or(() -> loud.find(name))
                        .orElseThrow())
                .toList();
    }

    /** The runs since the last call that read a source, in their order. */
    private List<String> takeRuns() throws IOException {
        List<String> runs = new ArrayList<>();
        try (Stream<Path> links = Files.list(log)) {
            for (Path link : links.sorted().toList()) {
                runs.add(Files.readSymbolicLink(link).toString());
                Files.delete(link);
            }
        }
        return runs.stream().filter(run -> run.contains(" source")).toList();
    }

    private static long count(List<String> runs, Predicate<String> which) {
        return runs.stream().filter(which).count();
    }

    private static boolean probes(String run) {
        return run.startsWith("ffprobe ");
    }

    private static boolean measures(String run) {
        return run.contains(" loudness");
    }

    /** Decodes everything and keeps nothing. */
    private static boolean examines(String run) {
        return run.startsWith("ffmpeg ") && run.endsWith(" nothing-kept") && !measures(run);
    }

    @Test
    void secondProfileProbesAndMeasuresNothing() throws IOException {
        MemoryIndex index = MemoryIndex.create();
        assertThat(render(index, "mp4-720p"))
                .extracting(RenditionResult::outcome)
                .containsExactly(Outcome.REMUXED);
        List<String> first = takeRuns();
        assertThat(count(first, AnalyzedOnceIT::probes))
                .as("headers and packets: " + first)
                .isEqualTo(2);
        assertThat(count(first, AnalyzedOnceIT::examines))
                .as(String.join("\n", first))
                .isEqualTo(1);

        render(index, "mp4-1080p");
        assertThat(takeRuns()).as("a copy").containsExactly("ffmpeg source");
        render(index, "mp4-360p");
        assertThat(takeRuns())
                .as("its streams are hashed, its video is encoded, and its audio is copied")
                .containsExactly("ffprobe source", "ffmpeg source", "ffmpeg source");
        render(index, "poster");
        assertThat(takeRuns()).isNotEmpty().containsOnly("ffmpeg source");
        render(MemoryIndex.create(), "audio-opus");
        assertThat(takeRuns())
                .as("its loudness")
                .containsExactly("ffmpeg source loudness nothing-kept", "ffmpeg source");
        render(MemoryIndex.create(), "audio-aac");
        assertThat(takeRuns()).containsExactly("ffmpeg source");
    }

    @Test
    void evictedRenditionIsMadeAgainWithoutAnyAnalysis() throws IOException {
        MemoryIndex first = MemoryIndex.create();
        CountingSource source = new CountingSource(new FileSource(film), "v1", Optional.of(hash()));
        render(first, source, "mp4-720p", "poster");
        takeRuns();
        removeRenditions();

        CountingSource again = new CountingSource(new FileSource(film), "v1", Optional.of(hash()));
        try (RenditionService service = service(MemoryIndex.create())) {
            assertThat(service.preview(again, profiles("mp4-720p", "poster")))
                    .extracting(RenditionResult::outcome)
                    .containsOnly(Outcome.PLANNED);
        }
        assertThat(again.reads()).isZero();
        assertThat(takeRuns()).isEmpty();

        render(MemoryIndex.create(), again, "mp4-720p", "poster");
        assertThat(again.reads()).isEqualTo(1);
        assertThat(takeRuns()).isNotEmpty().noneMatch(AnalyzedOnceIT::probes).noneMatch(AnalyzedOnceIT::examines);
    }

    @Test
    void loudnessOfASourceIsMeasuredOnce() throws IOException {
        MemoryIndex index = MemoryIndex.create();
        render(index, "loud-aac");
        assertThat(count(takeRuns(), AnalyzedOnceIT::measures)).isEqualTo(1);
        render(index, "loud-opus");
        assertThat(takeRuns()).isNotEmpty().noneMatch(AnalyzedOnceIT::measures).noneMatch(AnalyzedOnceIT::probes);
        render(index, "loud-mono");
        assertThat(count(takeRuns(), AnalyzedOnceIT::measures)).as("mixed down").isEqualTo(1);
        removeRenditions();
        render(MemoryIndex.create(), "loud-aac", "loud-opus", "loud-mono");
        assertThat(takeRuns()).isNotEmpty().noneMatch(AnalyzedOnceIT::measures).noneMatch(AnalyzedOnceIT::probes);
    }

    /** What is made from remembered analyses has the same bytes as what was made from fresh ones. */
    @Test
    void rememberedLoudnessLeadsToTheSameBytes() throws IOException {
        byte[] fresh = bytes(render(MemoryIndex.create(), "loud-aac").get(0));
        removeRenditions();
        takeRuns();
        byte[] again = bytes(render(MemoryIndex.create(), "loud-aac").get(0));
        assertThat(takeRuns()).noneMatch(AnalyzedOnceIT::measures);
        assertThat(again).isEqualTo(fresh);
    }

    private static byte[] bytes(RenditionResult result) throws IOException {
        return Files.readAllBytes(Path.of(result.location().orElseThrow().uri()));
    }

    private static ContentHash hash() throws IOException {
        return ContentHash.of(Files.readAllBytes(film));
    }

    private void removeRenditions() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"), 3)) {
            for (Path each : files.filter(path -> path.getFileName().toString().matches(".*-[0-9a-f]{12}"))
                    .toList()) {
                Deletion.delete(each);
            }
        }
    }
}
