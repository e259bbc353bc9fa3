package dev.renditions.cli;

import dev.renditions.api.MediaException;
import dev.renditions.api.Source;
import dev.renditions.api.Transcoder;
import dev.renditions.cli.display.Table;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.CleanStop;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.ffmpeg.engine.EngineFacts;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.kind.Profile;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.PacketStats;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import dev.renditions.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the streams of a source and the plan of each profile for it. */
@Command(name = "probe", description = "Shows the streams of a source, and what each profile would make of it.")
final class ProbeCommand extends SettingsCommand {
    @Parameters(index = "0", paramLabel = "PATH|s3://URI", description = "the source")
    private String source = "";

    @Option(names = "--verbose", description = "also show the ffmpeg program and its sandbox")
    private boolean verbose;

    ProbeCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        try (Wiring wiring = Wiring.of(settings, 1)) {
            Table.print(
                    List.of("PART", "VALUE"),
                    CleanStop.run(wiring, () -> rows(wiring, settings)),
                    terminal().out());
        }
        return 0;
    }

    private List<List<String>> rows(Wiring wiring, Settings settings) {
        try (Workspace.Folder folder = wiring.workspace().open()) {
            Source probed = wiring.source(address(source));
            Path file = wiring.intake().spool(probed, folder).file();
            MediaInfo media = wiring.transcoder().probe(file);
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("format", media.format()));
            rows.add(List.of(
                    "duration", media.duration().map(ProbeCommand::seconds).orElse("not stated")));
            media.video().forEach(v -> rows.add(List.of("stream " + v.index(), video(v))));
            media.unusable().forEach(u -> rows.add(List.of("stream " + u.index(), "unusable: " + u.reason())));
            media.audio().forEach(a -> rows.add(List.of("stream " + a.index(), audio(a))));
            media.text().forEach(t -> rows.add(List.of("stream " + t.index(), text(t))));
            if (media.otherStreams() > 0) {
                rows.add(List.of("other streams", String.valueOf(media.otherStreams())));
            }
            settings.profiles().forEach(p -> rows.add(List.of(p.name(), plan(wiring.transcoder(), file, media, p))));
            rows.add(List.of("engine", wiring.transcoder().engine()));
            if (verbose) {
                rows.addAll(engine(wiring.engineFacts()));
            }
            return rows;
        }
    }

    private static List<List<String>> engine(EngineFacts facts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("program", facts.program().toString()));
        rows.add(List.of("encoders", String.join(", ", facts.encoders())));
        rows.add(List.of("sandbox", facts.sandbox().word() + ": " + facts.restrictions()));
        rows.add(List.of("limits", facts.limits()));
        facts.refused().forEach(sandbox -> rows.add(List.of("unavailable", sandbox)));
        return rows;
    }

    private static String video(VideoStream v) {
        StringBuilder text = new StringBuilder(v.attachedPicture() ? "attached image" : "video")
                .append(", ")
                .append(v.codec())
                .append(", ")
                .append(v.coded());
        if (!v.displayed().equals(v.coded())) {
            text.append(" shown as ").append(v.displayed());
        }
        if (v.orientation() != Orientation.UPRIGHT) {
            text.append(", ")
                    .append(v.orientation().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        v.frameRate().ifPresent(r -> text.append(String.format(Locale.ROOT, ", %.2f frames/s", r)));
        text.append(", ").append(v.pixelFormat());
        if (v.color().hdr()) {
            text.append(", HDR (").append(v.color().transfer()).append(')');
        }
        return text.append(v.interlaced() ? ", interlaced" : "").toString();
    }

    private static String audio(AudioStream a) {
        return "audio, " + a.codec() + ", " + a.channels() + " channels, " + a.sampleRate() + " Hz";
    }

    private static String text(TextStream t) {
        return (t.bitmap() ? "bitmap subtitles, " : "subtitles, ")
                + t.codec()
                + (t.language().isEmpty() ? "" : ", " + t.language())
                + (t.flags().main() ? ", default" : "")
                + (t.flags().forced() ? ", forced" : "")
                + (t.flags().hearingImpaired() ? ", for the hearing impaired" : "");
    }

    private static String plan(Transcoder transcoder, Path file, MediaInfo media, Profile profile) {
        PacketStats stats =
                Planner.needsPackets(media, profile) ? packets(transcoder, file, media, profile) : PacketStats.NONE;
        Plan plan = Planner.plan(media, profile, stats);
        return plan instanceof Plan.Make
                ? transcoder
                        .unsupportedReason(profile)
                        .map(reason -> "can't be made: " + reason)
                        .orElseGet(() -> describe(plan))
                : describe(plan);
    }

    /** No statistics if the packets can't be read; a run would encode then. */
    private static PacketStats packets(Transcoder transcoder, Path file, MediaInfo media, Profile profile) {
        try {
            return transcoder.packets(file, media, Planner.rates(List.of(profile)));
        } catch (MediaException e) {
            return PacketStats.NONE;
        }
    }

    private static String describe(Plan plan) {
        if (plan instanceof Plan.NotApplicable n) {
            return "not applicable: " + n.reason();
        }
        if (plan instanceof Plan.Unusable u) {
            return "impossible: " + u.stream().reason();
        }
        return ((Plan.Make) plan).summary();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
    }
}
