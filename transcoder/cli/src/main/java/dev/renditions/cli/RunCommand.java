package dev.renditions.cli;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.cli.display.RunDisplay;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.BatchRun;
import dev.renditions.cli.run.Parallelism;
import dev.renditions.cli.run.RunReport;
import dev.renditions.cli.run.SourceFiles;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import dev.renditions.config.Wiring;
import dev.renditions.page.Gallery;
import dev.renditions.service.lookup.FailurePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes renditions of files, folders and objects in S3. */
@Command(
        name = "run",
        description = "Makes the renditions of files, of all media in folders, and of objects in S3.",
        footer = {"", "Example:", "  renditions run samples --profiles mp4-720p,poster --json"})
final class RunCommand extends SettingsCommand {
    @Parameters(
            paramLabel = "PATH|s3://URI",
            arity = "1..*",
            description = "the sources: files, folders, objects in S3")
    private List<String> arguments = List.of();

    @Option(names = "--json", description = "write a JSON object for each rendition to standard output")
    private boolean json;

    @Option(names = "--dry-run", description = "show what would be done, and encode nothing")
    private boolean dryRun;

    @Option(names = "--retry-failed", description = "retry renditions whose failures are recorded in the index")
    private boolean retryFailed;

    @Option(names = "--stats", description = "show the index metrics of each profile in this run")
    private boolean stats;

    @Option(
            names = "--gallery",
            paramLabel = "DIR",
            description = "write a static page that shows and plays the renditions into this folder")
    private @Nullable Path gallery;

    RunCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        SourceFiles sources = SourceFiles.find(arguments, settings.store());
        Parallelism parallelism =
                Parallelism.of(settings.jobs(), sources.addresses().size());
        List<RenditionResult> results;
        Map<String, Map<LookupMetric, Long>> counts;
        Map<String, Duration> savedByTracks;
        try (Wiring wiring = Wiring.of(settings, parallelism.threadsPerJob());
                RunDisplay display =
                        RunDisplay.of(terminal(), sources.addresses().size())) {
            sources.reportSkipped(terminal());
            FailurePolicy known = retryFailed ? FailurePolicy.RETRY : FailurePolicy.ANSWER;
            BatchRun run = new BatchRun(wiring, settings.profiles(), display, dryRun, known);
            results = run.all(sources.addresses(), parallelism.jobs(), json ? this::write : result -> {});
            counts = wiring.service().counts();
            savedByTracks = wiring.service().savedByTracks();
            writeGallery(results, wiring, settings);
        }
        if (json) {
            terminal().say(RunReport.summary(results));
        } else {
            RunReport.print(results, terminal().out());
        }
        if (stats) {
            RunReport.printCounts(counts, savedByTracks, terminal().err());
        }
        return results.stream().anyMatch(r -> r.outcome() == Outcome.FAILED) ? ExitCodes.FAILED : 0;
    }

    private void writeGallery(List<RenditionResult> results, Wiring wiring, Settings settings) {
        if (gallery == null) {
            return;
        }
        try {
            new Gallery(gallery, wiring.store(), wiring.holdings().links(), settings.catalog()).write(results);
        } catch (IOException e) {
            throw new SettingsException(List.of("--gallery: " + gallery + " can't be written: " + e));
        }
        terminal().say("gallery: " + gallery.resolve("index.html"));
    }

    private synchronized void write(RenditionResult result) {
        terminal().out().println(ResultJson.line(result));
        terminal().out().flush();
    }
}
