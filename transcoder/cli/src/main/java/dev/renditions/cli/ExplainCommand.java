package dev.renditions.cli;

import dev.renditions.api.Source;
import dev.renditions.api.track.Explanation;
import dev.renditions.cli.display.Table;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.CleanStop;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.kind.Profile;
import dev.renditions.kind.segment.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what the key of a rendition consists of and which tracks it needs, to explain an unexpected miss or encode. */
@Command(
        name = "explain",
        description =
                "Shows what the key of a rendition consists of, and its recipe: container, tracks and where they exist, copied streams, metadata.",
        footer = {"", "Example:", "  renditions explain mp4-720p holiday.mp4"})
final class ExplainCommand extends SettingsCommand {
    @Parameters(index = "0", paramLabel = "PROFILE", description = "the profile's name")
    private String profile = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH|s3://URI", description = "a source")
    private String source = "";

    ExplainCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        Profile explained = profile(settings, profile);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("settings", explained.canonicalSettings()));
        rows.add(List.of("fingerprint", explained.id().fingerprint() + ", the first 12 digits of their SHA-256"));
        rows.add(List.of("profile id", explained.id().toString()));
        if (!source.isEmpty()) {
            rows.addAll(ofSource(settings, explained));
        }
        Table.print(List.of("PART", "VALUE"), rows, terminal().out());
        return 0;
    }

    private List<List<String>> ofSource(Settings settings, Profile explained) {
        try (Wiring wiring = Wiring.of(settings, 1)) {
            return CleanStop.run(wiring, () -> ofSource(wiring, explained));
        }
    }

    private List<List<String>> ofSource(Wiring wiring, Profile explained) {
        Source explainedSource = wiring.source(address(source));
        Explanation explanation = wiring.service().explain(explainedSource, explained);
        RenditionKey key = new RenditionKey(explanation.content(), explained.id());
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of("source", explainedSource.name()),
                List.of("content hash", explanation.content() + ", the SHA-256 of its bytes"),
                List.of("object", wiring.store().locate(key).toString()),
                List.of("index key", IndexKeys.location(key)),
                List.of("plan", explanation.plan())));
        explanation.recipe().ifPresent(recipe -> rows.addAll(ofRecipe(recipe)));
        return rows;
    }

    private static List<List<String>> ofRecipe(Explanation.Recipe recipe) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("container", String.join(" and ", recipe.containers())));
        for (Explanation.Track track : recipe.tracks()) {
            rows.add(List.of("track", track.id() + ": " + track.recipe()));
            rows.add(List.of(
                    "",
                    track.file()
                            .map(file -> "exists in " + file + ", and would be copied")
                            .orElseGet(() -> "does not exist, and would be encoded"
                                    + track.segmentation()
                                            .map(ExplainCommand::manner)
                                            .orElse(""))));
        }
        recipe.copied().forEach(stream -> rows.add(List.of("copied stream", stream)));
        rows.add(List.of(
                "metadata",
                recipe.metadata().isEmpty()
                        ? "no tags of the source"
                        : "tags of the source, if it has them: " + String.join(", ", recipe.metadata())));
        return rows;
    }

    private static String manner(Segmentation segmentation) {
        return segmentation instanceof Segmentation.Whole whole
                ? " as a whole, since " + whole.reason()
                : " in " + ((Segmentation.Cut) segmentation).segments().size() + " segments";
    }
}
